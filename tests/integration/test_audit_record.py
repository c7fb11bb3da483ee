"""The audit record on a real database: every act is linked, and whoever changes anything behind its back is found."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner

from chassis import audit, audit_chain, clock, system
from chassis.context import Context
from chassis.db import say, transaction
from contracts.audit import AuditSealed, ChainSealed, TreeSealed
from contracts.event import load
from contracts.requests import RequestSubmitted
from ppid.audit_command import audit as audit_command
from services.documents import storage
from services.documents.seals import commands as seals_commands
from tests.integration.conftest import MAKASSAR, Working
from verifier import checkpoint
from verifier.record import Break, Seal, follow, read_seal
from verifier.tree import root_of

pytestmark = pytest.mark.stack
OFFICE = "91.71"  # nobody else's in these tests: a broken chain is no other test's surprise


@pytest.fixture
def office(registry: Working, superuser: Callable[[str], Any]) -> Iterator[str]:
    """An office whose record is empty before and after."""
    code = f"{OFFICE}.{uuid4().hex[:6]}"
    yield code
    with superuser("registry") as connection:
        for table in ("audit_seal", "audit_link", "audit_entry"):
            connection.execute(f"delete from {table} where tenant = %s", [code])


@pytest.fixture
def superuser(postgres_admin_url: str, registry: Working) -> Callable[[str], Any]:
    """A connection that no rule binds: what somebody with the database in hand can do."""

    def connect(service: str) -> Any:
        database = registry.env[f"PPID_{service.upper()}_DATABASE_URL"].rpartition("/")[2]
        return psycopg.connect(f"{postgres_admin_url.rpartition('/')[0]}/{database}", autocommit=True)

    return connect


def record(registry: Working, office: str, entries: int) -> None:
    with registry.runtime.acting(Context(office, "staff:1")):
        for n in range(entries):
            audit.record("case.noted", uuid4(), n=n, text='ä " \\ ☂')


def _record_and_fail() -> None:
    with transaction():
        audit.record("case.noted", uuid4())
        _ = 1 / 0


def verified(registry: Working, office: str, *seals: Seal) -> tuple[int, list[Break]]:
    with registry.runtime.acting(Context(office)):
        return follow(audit_chain.everything(), seals)


@pytest.mark.promise("record")
def test_every_entry_is_linked_in_the_transaction_that_wrote_it(registry: Working, office: str) -> None:
    record(registry, office, 3)
    with registry.runtime.acting(Context(office)), pytest.raises(ZeroDivisionError):
        _record_and_fail()
    assert verified(registry, office) == (3, [])


def test_entries_that_are_written_at_once_form_one_chain(registry: Working, office: str) -> None:
    threads = [threading.Thread(target=record, args=(registry, office, 10)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verified(registry, office) == (60, [])


TAMPERINGS = {
    "changed": "update audit_entry set facts = '{}' where tenant = %(office)s and id = %(third)s",
    "moved in time": "update audit_entry set at = at - interval '1 s' where tenant = %(office)s and id = %(third)s",
    "linked to another": "update audit_link set hash = sha256('x') where tenant = %(office)s and entry_id = %(third)s",
    "slipped in": "alter table audit_entry disable trigger audit_link;"
    " insert into audit_entry (tenant, at, actor, act, subject, facts, trace)"
    " select tenant, at, actor, act, subject, facts, trace from audit_entry"
    " where tenant = %(office)s and id = %(third)s; alter table audit_entry enable trigger audit_link",
    "removed": "delete from audit_link where tenant = %(office)s and entry_id = %(third)s;"
    " delete from audit_entry where tenant = %(office)s and id = %(third)s",
}


@pytest.mark.promise("record")
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_a_database_administrator_does_to_the_record_is_found(
    registry: Working, office: str, superuser: Callable[[str], Any], tampering: str
) -> None:
    record(registry, office, 5)
    with superuser("registry") as connection:
        ids = [
            row[0] for row in connection.execute("select id from audit_entry where tenant = %s order by id", [office])
        ]
        for statement in TAMPERINGS[tampering].split(";"):
            connection.execute(statement.strip(), {"office": office, "third": ids[2]})
    assert verified(registry, office)[1] != []


def test_the_application_cannot_write_the_chain_or_take_an_entry_back(registry: Working, office: str) -> None:
    record(registry, office, 1)
    for statement in (
        "insert into audit_link values ('x', 9, 9, 'x')",
        "delete from audit_entry",
        "update audit_entry set act = 'x'",
    ):
        with registry.runtime.acting(Context(office)), pytest.raises(psycopg.errors.InsufficientPrivilege):
            say(statement, {})  # type: ignore[arg-type]  # a plain string in a test


def test_a_chain_is_sealed_whenever_it_has_grown_and_only_then(registry: Working) -> None:
    record(registry, MAKASSAR, 2)
    audit_chain.seal_due(registry.runtime)
    before = _seals(registry, MAKASSAR)
    audit_chain.seal_due(registry.runtime)
    assert _seals(registry, MAKASSAR) == before != []
    record(registry, MAKASSAR, 1)
    audit_chain.seal_due(registry.runtime)
    *earlier, (newest, _hash) = _seals(registry, MAKASSAR)
    assert (earlier, newest) == (before, before[-1][0] + 1)
    told = _told(registry, MAKASSAR)
    assert (told["chain"], told["position"]) == ("registry", newest)


def test_a_seal_lies_in_the_evidence_and_contradicts_a_record_that_was_cut_off(
    registry: Working, work: Callable[[str], Working]
) -> None:
    documents = work("documents")
    record(registry, MAKASSAR, 1)
    checked, _ = verified(registry, MAKASSAR)
    seal = ChainSealed(chain="registry", position=checked + 5, hash="ab" * 32, sealed_at=clock.now())
    documents.hear(MAKASSAR, seal, 77)  # as they were before there was a tree; they stand for ten years
    with documents.runtime.acting(Context(MAKASSAR)):
        kept = [read_seal(seal.body) for seal in seals_commands.kept("registry")]
    assert Seal(checked + 5, bytes.fromhex("ab" * 32), None) in kept
    assert Break(checked + 5, "cut off") in verified(registry, MAKASSAR, *kept)[1]


def test_a_seal_cannot_be_removed_before_its_time(work: Callable[[str], Working], s3_url: str) -> None:
    from minio.error import S3Error

    documents = work("documents")
    at = clock.now() + timedelta(seconds=1)
    documents.hear(MAKASSAR, TreeSealed(chain="notify", position=1, hash="cd" * 32, checkpoint="", sealed_at=at), 5)
    store = storage.at(s3_url)._access.whole
    (found,) = store.list_objects("evidence", prefix=f"t/{MAKASSAR}/audit/notify/", include_version=True)
    with pytest.raises(S3Error):
        store.remove_object("evidence", str(found.object_name), version_id=found.version_id)


@pytest.mark.parametrize("with_tree", [True, False], ids=["", "sealed before there was a tree"])
def test_a_seal_goes_on_from_the_last_one_and_is_signed(
    registry: Working, office: str, superuser: Callable[[str], Any], with_tree: bool
) -> None:
    record(registry, office, 3)
    seal(registry, office)
    if not with_tree:
        with superuser("registry") as connection:
            connection.execute("update audit_seal set subtrees = null where tenant = %s", [office])
    record(registry, office, 4)
    said = checkpoint.read(seal(registry, office).checkpoint)
    with registry.runtime.acting(Context(office)):
        leaves = [link.leaf() for link in audit_chain.links()]
    assert (said.origin, said.size, said.root) == (f"ppid.kpu.go.id/{office}/registry", 7, root_of(leaves))
    keys = checkpoint.trusted(Path(registry.runtime.settings.trusted_keys_file).read_text())
    assert checkpoint.signed(said, keys)


def test_an_export_is_found_whole_elsewhere_and_an_entry_of_it_is_proven(
    registry: Working, documents: Working, office: str, tmp_path: Path
) -> None:
    record(registry, office, 5)
    documents.hear(office, seal(registry, office))
    record(registry, office, 2)
    assert ppid(registry, "export", "--office", office, "--service", "registry", "--to", str(tmp_path))[0] == 0
    keys = ("--keys", registry.runtime.settings.trusted_keys_file)
    line = f"{office} registry: utuh (7 entri, 2 sesudah segel terakhir; 1 segel, 1 tanda tangan diperiksa)"
    assert verifier(str(tmp_path), *keys) == (0, line)
    status, proof = ppid(registry, "prove", "3", "--office", office, "--service", "registry")
    assert status == 0
    (tmp_path / "proof.json").write_text(proof)
    status, line = verifier(str(tmp_path / "proof.json"), *keys)
    assert (status, f'posisi 3 dari 5: ["{office}", ' in line) == (0, True)
    status, said = ppid(registry, "prove", "6", "--office", office, "--service", "registry")
    assert (status, "belum disegel" in said) == (1, True)


def test_the_acts_on_a_case_are_proven_from_the_seals_that_cover_them(
    registry: Working, superuser: Callable[[str], Any], tmp_path: Path
) -> None:
    case_id = uuid4()
    registry.hear(
        MAKASSAR,
        RequestSubmitted(
            request_id=case_id, number=f"{case_id.hex[:6]}/PPID-P/73.71/VII/2025", channel="portal",
            applicant_kind="person", category="data_pemilih", received_at=datetime(2025, 7, 8, 2, 14, tzinfo=UTC),
            regime=None,
        ),
    )  # fmt: skip
    seal(registry, MAKASSAR)
    record(registry, MAKASSAR, 3)
    with registry.runtime.acting(Context(MAKASSAR, "staff:1")):
        audit.record("case.noted", case_id, n=1)
    record(registry, MAKASSAR, 2)
    seal(registry, MAKASSAR)
    with registry.runtime.acting(Context(MAKASSAR, "staff:1")):
        audit.record("case.noted", case_id, n=2)
    shown = registry.ask(MAKASSAR, "officer", path=f"/v1/cases/{case_id}/proofs")
    assert [json.loads(one["text"])[4] for one in shown.get_json()["items"]] == ["case.registered", "case.noted"]
    assert shown.get_json()["unsealed"] == 1
    (tmp_path / "proofs.json").write_text(shown.text)
    keys = ("--keys", registry.runtime.settings.trusted_keys_file)
    status, lines = verifier(str(tmp_path / "proofs.json"), *keys)
    assert (status, lines.count("sah: ppid.kpu.go.id/73.71/registry")) == (0, 2), lines
    change = "update audit_entry set act = %s where (tenant, subject) = (%s, %s) and act = %s"
    with superuser("registry") as connection:
        connection.execute(change, ["case.closed", MAKASSAR, str(case_id), "case.registered"])
        refused = registry.ask(MAKASSAR, "officer", path=f"/v1/cases/{case_id}/proofs")
        connection.execute(change, ["case.registered", MAKASSAR, str(case_id), "case.closed"])
    assert (refused.status_code, refused.get_json()["code"]) == (409, "record-not-as-sealed")


def test_a_record_that_was_changed_is_found_in_place_and_nothing_of_it_is_proven(
    registry: Working, documents: Working, office: str, superuser: Callable[[str], Any]
) -> None:
    record(registry, office, 5)
    documents.hear(office, seal(registry, office))
    assert ppid(registry, "verify", "--office", office)[0] == 0
    with superuser("registry") as connection:
        connection.execute(
            "update audit_entry set facts = '{}' where (tenant, id) ="
            " (select tenant, entry_id from audit_link where tenant = %s and position = 3)",
            [office],
        )
    status, said = ppid(registry, "verify", "--office", office)
    assert (status, f"registry · kantor {office} · posisi 3: isi entri" in said) == (1, True)
    status, said = ppid(registry, "prove", "2", "--office", office, "--service", "registry")
    assert (status, "bukan lagi yang disegel" in said) == (1, True)


def seal(registry: Working, office: str) -> AuditSealed:
    with registry.runtime.acting(Context(office, "service:registry")), transaction():
        audit_chain.seal(registry.runtime)
    return load(AuditSealed, _told(registry, office))


def ppid(registry: Working, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(audit_command, arguments, env=registry.env)
    return done.exit_code, done.output


def verifier(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "verifier", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


def _seals(registry: Working, office: str) -> list[tuple[int, bytes]]:
    with registry.runtime.acting(Context(office)):
        return say("select position, hash from audit_seal order by version", {}).fetchall()


def _told(registry: Working, office: str) -> dict[str, Any]:
    with system.connect(registry.runtime.settings, "test") as connection:
        ((body,),) = connection.execute(
            "select body from outbox where tenant = %s and aggregate = 'audit' order by seq desc limit 1", [office]
        ).fetchall()
    told: dict[str, Any] = json.loads(body)["data"]
    return told
