"""The door to the storage opens no key of another office. Nothing is asked: the server would not know better."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import yaml

from chassis.context import Context, use
from services.documents.scanning import Incoming
from services.documents.storage import Storage
from services.documents.storage.custody import Custody
from services.documents.storage.file_parts import FileParts
from services.documents.storage.keys import BUCKETS, ForeignOffice
from services.documents.storage.laying import Laid
from services.documents.storage.papers import Papers
from services.documents.storage.seals import Seals
from tests.stack import ROOT

FILE, THEN = UUID(int=1), datetime(2026, 12, 1, tzinfo=UTC)
CALLS: dict[str, Callable[[Storage, str], Any]] = {
    "take_in": lambda store, office: store.take_in(office, FILE, Incoming(io.BytesIO(b"x"), 1)),
    "lay": lambda store, office: store.lay(office, FILE, Laid([b"x"])),
    "quarantined_chunks": lambda store, office: store.quarantined_chunks(office, FILE),
    "evidence_version": lambda store, office: store.evidence_version(office, FILE),
    "promote": lambda store, office: store.promote(office, FILE, media_type="text/csv", sha256="ab"),
    "lock": lambda store, office: store.lock(office, FILE, "1", THEN),
    "drop": lambda store, office: store.drop(office, FILE),
    "evidence_chunks": lambda store, office: store.evidence_chunks(office, FILE, "1", start=0, length=1),
    "evidence_address": lambda store, office: store.evidence_address(office, FILE, "1"),
    "keep": lambda store, office: store.keep(office, "audit/1.json", b"x", THEN),
    "kept": lambda store, office: list(store.kept(office, "audit")),
    "seals.kept": lambda store, office: list(store.seals.kept(office, "registry")),
    "versions": lambda store, office: list(store.custody.versions(office)),
    "hold": lambda store, office: store.custody.hold(office, FILE, "1", on=True),
    "lies_in_quarantine": lambda store, office: store.lies_in_quarantine(office, FILE),
    "begin": lambda store, office: store.file_parts.begin(office, FILE),
    "put": lambda store, office: store.file_parts.put(office, FILE, "k", 1, b"x"),
    "there": lambda store, office: store.file_parts.there(office, FILE, "k"),
    "complete": lambda store, office: store.file_parts.complete(office, FILE, "k"),
    "destroy": lambda store, office: store.custody.destroy(office, FILE),
    "remove_unlocked": lambda store, office: store.custody.remove_unlocked(office, FILE, "1"),
    "papers.put": lambda store, office: store.papers.put(office, FILE, b"x"),
    "papers.get": lambda store, office: store.papers.get(office, FILE),
    "papers.destroy": lambda store, office: store.papers.destroy(office, FILE),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_key_of_another_office_is_never_made(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Storage("http://key:secret@127.0.0.1:9", "")
    monkeypatch.setattr(store, "prepare", lambda: None)
    with use(Context("32.76")), pytest.raises(ForeignOffice):
        CALLS[call](store, "73.71")


def test_every_call_that_names_an_office_is_tried() -> None:
    # These name no office and hand out no content.
    across = {"prepare", "in_quarantine", "among_papers", "give_up", "answers"}
    calls = {name for door in (Storage, Custody, FileParts) for name in vars(door) if not name.startswith("_")}
    doors = {"papers": Papers, "seals": Seals}
    named = {f"{door}.{name}" for door, of in doors.items() for name in vars(of) if not name.startswith("_")}
    assert calls - across | named == set(CALLS)


def test_nothing_is_asked_of_a_storage_that_its_makers_alone_offer() -> None:
    # Making accounts is each maker's own: that is deployment (deploy/storage), and no code of ours.
    own = re.compile(r"minioadmin|MinioAdmin|/minio/(admin|health|v\d)|\bmc (admin|alias|mb)\b")
    code = [*ROOT.glob("services/**/*.py"), *ROOT.glob("chassis/**/*.py"), *ROOT.glob("ppid/**/*.py")]
    assert len(code) > 200
    assert [str(file) for file in code if own.search(file.read_text())] == []


def test_the_account_of_the_platform_passes_no_lock_and_changes_no_bucket() -> None:
    statements = json.loads((ROOT / "deploy/storage/account.json").read_text())["Statement"]
    allowed = {action for one in statements for action in one["Action"]}
    assert {one["Effect"] for one in statements} == {"Allow"}
    assert not [action for action in allowed if re.search(r"\*|Bypass|(Create|Delete|Put)Bucket", action)]
    reached = {resource.removesuffix("/*") for one in statements for resource in one["Resource"]}
    assert reached == {f"arn:aws:s3:::{bucket}" for bucket in BUCKETS}


def test_limited_in_compose_nobody_holds_the_root_account_of_the_storage() -> None:
    whole, limited = (
        yaml.safe_load((ROOT / name).read_text())["services"]
        for name in ("docker-compose.yml", "deploy/storage/compose.yml")
    )
    holders = {name for name, one in whole.items() if "PPID_S3_URL" in str(one.get("environment"))}
    assert holders == {name for name, one in limited.items() if "PPID_S3_ROLE" in one["environment"]}
    assert not [name for name in holders if "ppid:ppid-lokal" in limited[name]["environment"]["PPID_S3_URL"]]
