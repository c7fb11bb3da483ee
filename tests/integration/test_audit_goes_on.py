"""Checks and exports of the record of acts that go on from the last one, so that a day costs what the day added."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from services.documents.storage.seals import Seals
from tests.integration.conftest import Working
from tests.integration.test_audit_record import OFFICE, ppid, record, seal, verifier

pytestmark = pytest.mark.stack


@pytest.fixture
def office(tampering: psycopg.Connection[Any]) -> Iterator[str]:
    """An office whose record is empty before and after."""
    code = f"{OFFICE}.{uuid4().hex[:6]}"
    yield code
    for table in ("audit_seal", "audit_link", "audit_entry"):
        tampering.execute(f"delete from {table} where tenant = %s", [code])


@pytest.fixture
def tampering(postgres_admin_url: str, registry: Working) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the register that no rule binds."""
    database = registry.env["PPID_REGISTRY_DATABASE_URL"].rpartition("/")[2]
    with psycopg.connect(f"{postgres_admin_url.rpartition('/')[0]}/{database}", autocommit=True) as connection:
        yield connection


def test_a_check_goes_on_from_the_one_that_was_kept_and_reads_neither_its_seals_nor_its_entries(
    registry: Working, documents: Working, office: str, tampering: psycopg.Connection[Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kept, read = str(tmp_path / "diperiksa.json"), list[str]()
    one = Seals._read
    monkeypatch.setattr(Seals, "_read", lambda self, tenant, at: (read.append(at.key), one(self, tenant, at))[1])
    record(registry, office, 5)
    _sealed(registry, documents, office, 1)
    record(registry, office, 2)  # not sealed yet
    for entries, seals in (7, 1), (2, 0):
        read.clear()
        status, said = ppid(registry, "verify", "--office", office, "--kept", kept)
        assert (status, f"{entries} entri diperiksa, 0 kejanggalan" in said, len(read)) == (0, True, seals), said
    for number in (2, 3):
        record(registry, office, 3)
        _sealed(registry, documents, office, number)
    read.clear()
    status, said = ppid(registry, "verify", "--office", office, "--kept", kept)
    assert (status, "8 entri diperiksa, 0 kejanggalan" in said, len(read)) == (0, True, 2), said
    tampering.execute("delete from audit_link where tenant = %s and position > 10", [office])
    status, said = ppid(registry, "verify", "--office", office, "--kept", kept)
    assert (status, "posisi 13: catatan berakhir sebelum segel ini" in said) == (1, True), said
    Path(kept).write_text("[]")
    assert ppid(registry, "verify", "--office", office, "--kept", kept)[0] == 1


def test_a_check_that_goes_on_finds_what_was_written_anew_since(
    registry: Working, documents: Working, office: str, tampering: psycopg.Connection[Any], tmp_path: Path
) -> None:
    kept = str(tmp_path / "diperiksa.json")
    record(registry, office, 4)
    _sealed(registry, documents, office, 1)
    assert ppid(registry, "verify", "--office", office, "--kept", kept)[0] == 0
    before = Path(kept).read_text()
    record(registry, office, 4)
    _sealed(registry, documents, office, 2)
    tampering.execute(
        "update audit_entry set facts = '{}' where (tenant, id) ="
        " (select tenant, entry_id from audit_link where tenant = %s and position = 6)",
        [office],
    )
    for _ in range(2):  # what is broken is not kept as if it were whole
        status, said = ppid(registry, "verify", "--office", office, "--kept", kept)
        assert (status, "posisi 6: isi entri" in said) == (1, True), said
    assert Path(kept).read_text() == before


def test_an_export_is_continued_with_what_came_since_and_is_whole(
    registry: Working, documents: Working, office: str, tmp_path: Path
) -> None:
    command = ("export", "--office", office, "--service", "registry", "--to", str(tmp_path))
    keys = ("--keys", registry.runtime.settings.trusted_keys_file)
    for number, entries in (1, 5), (2, 9):
        record(registry, office, 4)
        _sealed(registry, documents, office, number)
        record(registry, office, 1 if number == 1 else 0)
        assert ppid(registry, *command, "--append")[0] == 0
        line = f"{office} registry: utuh ({entries} entri, {2 - number} sesudah segel terakhir;"
        assert verifier(str(tmp_path), *keys) == (0, f"{line} {number} segel, {number} tanda tangan diperiksa)")
    assert ppid(registry, *command)[0] == 1
    entries_file = tmp_path / office / "registry" / "entries.ndjson"
    entries_file.write_text(entries_file.read_text()[:-9])
    status, said = ppid(registry, *command, "--append")
    assert (status, "terputus" in said) == (1, True)


def _sealed(registry: Working, documents: Working, office: str, number: int) -> None:
    documents.hear(office, seal(registry, office), number)
