"""All that was given in one ZIP: real documents, the real register with its letter, names that only intake knows."""

import hashlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest

from services.documents.packing import Altered
from services.documents.storage import Storage
from tests.integration.answering import SHEET, Answered, copies
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import kept, rows
from tests.integration.serving import started

pytestmark = pytest.mark.stack


@pytest.fixture
def documents(world: Answered) -> Working:
    return world.documents


@pytest.fixture
def request_id(world: Answered) -> UUID:
    return world.request_id


def _fetch(documents: Working, request_id: UUID, role: str = "officer", **call: Any) -> Any:
    return documents.ask(DEPOK, role, path=f"/v1/answers/{request_id}/package.zip", **call)


@pytest.mark.promise("giving")
def test_a_package_holds_what_was_given_the_letter_an_index_and_every_digest(
    documents: Working, request_id: UUID, tmp_path: Path
) -> None:
    answer = _fetch(documents, request_id)
    assert answer.content_type == "application/zip"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    archive = ZipFile(io.BytesIO(answer.data))
    assert archive.testzip() is None
    letter, first, second = archive.namelist()[2:5]
    assert (first, second) == ("berkas/01-Rekapitulasi_ Kota Depok.pdf", "berkas/02-daftar.csv")
    assert [archive.read(first), archive.read(second)] == copies(documents, request_id)
    assert letter.startswith("surat/pemberitahuan-")
    assert archive.read(letter).startswith(b"%PDF-")
    archive.extractall(tmp_path)
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    assert (checked.returncode, checked.stdout.count(b": OK")) == (0, 5)


def test_the_index_says_the_same_to_people_and_to_programs(documents: Working, request_id: UUID) -> None:
    archive = ZipFile(io.BytesIO(_fetch(documents, request_id).data))
    told, page = json.loads(archive.read("indeks.json")), archive.read("indeks.html").decode()
    assert [file["title"] for file in told["files"][1:]] == ["Rekapitulasi: Kota Depok.pdf", "daftar.csv"]
    for file in told["files"]:
        assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]
        assert file["sha256"] in page
        assert file["title"] in page
    for wanted in (told["request_number"], told["letter_number"], "KPU Kota Depok", "1 Desember 2026"):
        assert wanted in page
    assert "Siti" not in page + json.dumps(told)  # the letter names its reader, the index nobody


@pytest.mark.promise("giving")
def test_the_same_answer_is_the_same_package_byte_for_byte(documents: Working, request_id: UUID) -> None:
    assert _fetch(documents, request_id).data == _fetch(documents, request_id).data


def test_an_applicant_gets_the_own_package_and_nobody_elses(documents: Working, request_id: UUID) -> None:
    own, path = f"request:{request_id}", f"/v1/answers/{request_id}"
    assert _fetch(documents, request_id, "applicant", actor=own).data == _fetch(documents, request_id).data
    assert len(documents.ask(DEPOK, "applicant", actor=own, path=path).get_json()["items"]) == 2
    for actor in (f"request:{uuid4()}", "request:lain"):
        assert _fetch(documents, request_id, "applicant", actor=actor).status_code == 404
        assert documents.ask(DEPOK, "applicant", actor=actor, path=path).status_code == 404
    assert documents.ask(MAKASSAR, "officer", path=f"{path}/package.zip").status_code == 404
    assert documents.ask(DEPOK, path=f"{path}/package.zip").status_code == 401


def test_where_nothing_was_given_there_is_no_package(documents: Working) -> None:
    request_id = uuid4()
    kept(documents, request_id=request_id)
    assert _fetch(documents, request_id).status_code == 404


def test_the_record_says_who_fetched_a_package(documents: Working, request_id: UUID, postgres_admin_url: str) -> None:
    _fetch(documents, request_id, actor="staff:77")
    with rows(postgres_admin_url) as connection:
        found = connection.execute(
            "select facts ->> 'files' from audit_entry where act = 'answer.packed' and actor = 'staff:77'"
        ).fetchall()
    assert found == [("2",)]


def test_a_package_without_a_damaged_file_says_so_and_holds_the_others(
    documents: Working, request_id: UUID, postgres_admin_url: str
) -> None:
    whole = _fetch(documents, request_id).data
    put = "update document set fault = %s where request_id = %s and name = any(%s)"
    with rows(postgres_admin_url) as connection:
        connection.execute(put, ["changed", request_id, ["daftar.csv"]])
        answer = _fetch(documents, request_id, actor="staff:76")
        connection.execute("update document set fault = 'changed' where request_id = %s", [request_id])
        none = _fetch(documents, request_id)
        connection.execute("update document set fault = null where request_id = %s", [request_id])
        found = connection.execute("select facts ->> 'lacking' from audit_entry where actor = 'staff:76'").fetchall()
    archive = ZipFile(io.BytesIO(answer.data))
    assert archive.namelist()[3:5] == [
        "berkas/01-Rekapitulasi_ Kota Depok.pdf",
        "berkas/02-daftar.csv.tidak-tersedia.txt",
    ]
    assert (
        hashlib.sha256(copies(documents, request_id)[1]).hexdigest()
        in archive.read("berkas/02-daftar.csv.tidak-tersedia.txt").decode()
    )
    assert "-tidak-lengkap.zip" in answer.headers["Content-Disposition"]
    assert "1 dari 2 berkas tidak ada di dalam paket ini" in archive.read("indeks.html").decode()
    assert found == [("1",)], "no proof that all of it arrived"
    assert (none.status_code, none.get_json()["code"]) == (409, "not-ready")
    assert _fetch(documents, request_id).data == whole


def test_a_file_that_is_not_what_was_recorded_breaks_the_package_off(
    documents: Working, request_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Storage, "evidence_chunks", lambda *_given, **_named: iter([SHEET]))
    answer = _fetch(documents, request_id)
    with pytest.raises(Altered):
        assert answer.data


def test_while_the_register_is_away_there_is_no_package_without_its_letter(
    documents: Working, request_id: UUID
) -> None:
    with started("documents", documents.env | {"PPID_REGISTRY_URL": "http://127.0.0.1:9"}) as alone:
        answer = _fetch(alone, request_id)
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
