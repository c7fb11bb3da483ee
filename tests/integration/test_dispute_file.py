"""The file of a dispute: what happened, proof of service, every document; the same bytes for the same record."""

import hashlib
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import psycopg
import pytest
from pypdf import PdfReader

from chassis import clock
from chassis.db import bound
from contracts.requests import RequestSubmitted
from services.documents.files.commands import scrub as scrubbing
from services.documents.storage import Storage
from services.documents.storage.custody import Custody
from services.documents.storage.faults import StorageAway
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, saved
from tests.corpora.leaking_pdfs import said as drawn
from tests.integration.answering import DECIDED_AT, PDF, Answered, copies, disputed
from tests.integration.conftest import DEPOK, MAKASSAR
from tests.integration.dispute_files import make_dispute_file, tried
from tests.integration.document_desk import decided, kept, raising, rows

pytestmark = pytest.mark.stack
_PUT = "update document set state = %s where request_id = %s and name = %s"


@pytest.fixture(scope="module")
def dispute_id(world: Answered, postgres_admin_url: str) -> UUID:
    """A dispute about files of which the applicant fetched one, after an e-mail that the mail server took."""
    submitted = RequestSubmitted(
        request_id=world.request_id, number="1", channel="portal", applicant_kind="person", category="data_pemilih",
        received_at=clock.now(), regime=None,
    )  # fmt: skip
    world.notify.hear(DEPOK, submitted)
    with psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_notify", autocommit=True) as connection:
        connection.execute(
            "update notice set state = 'sent', sent_at = now() where request_id = %s", [world.request_id]
        )
    _decided_though_kept_back(world)
    own = f"request:{world.request_id}"
    given = world.documents.ask(DEPOK, "applicant", actor=own, path=f"/v1/answers/{world.request_id}").get_json()
    fetched = f"/v1/documents/{given['items'][0]['id']}/content"
    assert (
        world.documents.ask(DEPOK, "applicant", actor=own, path=fetched).data
        == copies(world.documents, world.request_id)[0]
    )
    return disputed(world)


def _decided_though_kept_back(world: Answered) -> None:
    """A decision names a file with somebody's number, which the release gate gives to nobody."""
    content = saved(paper(drawn(f"NIK {SECRET}")))
    file = kept(world.documents, content=content, name=f"KTP {SECRET}.pdf", request_id=world.request_id)
    assert file["clearance"]["cleared_at"] is None
    decided(world.documents, file, at=DECIDED_AT, version=2)


def _fetch(world: Answered, dispute_id: UUID, kind: str, *roles: str, office: str = DEPOK, **call: Any) -> Any:
    path = f"/v1/dispute-files/{dispute_id}/file.{kind}"
    return world.documents.ask(office, *(roles or ("officer",)), path=path, **call)


def _made(world: Answered, dispute_id: UUID) -> bytes:
    """The ZIP, made anew."""
    make_dispute_file(world, dispute_id)
    fetched = _fetch(world, dispute_id, "zip")
    assert fetched.status_code == 200, fetched.get_json()
    return bytes(fetched.data)


@pytest.fixture(scope="module")
def file(world: Answered, dispute_id: UUID) -> dict[str, bytes]:
    """The file of the dispute by its kinds: it takes a while to be made, and is always the same."""
    whole = _made(world, dispute_id)
    return {"zip": whole, "pdf": ZipFile(io.BytesIO(whole)).read("berkas-sengketa.pdf")}


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.promise("dispute")
def test_the_file_tells_what_happened_in_order_and_proves_what_reached_the_applicant(
    file: dict[str, bytes],
) -> None:
    said = _words(file["pdf"])
    happened = (
        "PPID-P/32.76", "Pemberitahuan tertulis", "dikabulkan", "Keberatan", "ditolak", "Sengketa diajukan",
        "Surat #let x = 1",
    )  # fmt: skip
    chronology = said[said.index("Kronologi") :]
    places = [chronology.index(word) for word in happened]
    assert places == sorted(places)
    assert re.search(r"pukul \d\d\.\d\d WIB Tanda terima permohonan: diterima server surel pemohon", said)
    assert "Pemohon mengunduh sebuah berkas jawaban" in said
    assert "Komisi Informasi Provinsi Jawa Barat" in said
    assert "huruf d" in said


@pytest.mark.promise("dispute")
def test_every_document_is_listed_with_its_digest_and_what_was_withheld_lies_apart(
    file: dict[str, bytes], world: Answered
) -> None:
    archive = ZipFile(io.BytesIO(file["zip"]))
    assert archive.testzip() is None
    names = archive.namelist()
    said = "".join(_words(archive.read("berkas-sengketa.pdf")).split())
    assert archive.read("diberikan/02-daftar.csv") == copies(world.documents, world.request_id)[1]
    assert archive.read("tidak-diberikan/03-konsep.pdf") == PDF + b" "
    for name in names:
        if name.startswith(("diberikan/", "tidak-diberikan/0")):
            assert hashlib.sha256(archive.read(name)).hexdigest() in said, name
    told = json.loads(archive.read("indeks.json"))
    assert told["happenings"][0]["what"].startswith("Permohonan")
    assert {file["name"] for file in told["files"]} == set(names) - {"indeks.html", "indeks.json", "SHA256SUMS"}


def test_what_the_release_gate_kept_back_is_withheld_whatever_a_decision_says_and_not_named_to_the_parties(
    file: dict[str, bytes],
) -> None:
    assert f"tidak-diberikan/04-KTP {SECRET}.pdf" in ZipFile(io.BytesIO(file["zip"])).namelist()
    said = _words(file["pdf"])
    assert SECRET not in said
    assert "konsep.pdf" not in said


@pytest.mark.promise("dispute")
def test_letters_and_given_documents_are_pages_that_can_be_cited_and_what_was_withheld_is_none(
    file: dict[str, bytes],
) -> None:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file["pdf"])).pages]
    assert all(f"hal. {number} dari {len(pages)}" in words for number, words in enumerate(pages, 1))
    names = [words.partition(" Nama dalam ZIP ")[0] for words in pages if " Nama dalam ZIP " in words]
    assert [name[:9] for name in names] == ["Bukti T-1", "Bukti T-2", "Bukti T-3", "Bukti T-4", "Bukti T-5"]
    assert names[3:] == ["Bukti T-4 Rekapitulasi: Kota Depok.pdf", "Bukti T-5 daftar.csv"]
    named = next(words for words in pages if words.startswith("Bukti T-4 "))
    assert "Diterima oleh Rina Kartika, petugas kantor" in named
    assert "kepada pemohon" in named
    assert sum(LINE in words for words in pages) == 1, "the draft that was withheld holds the same words"
    assert any("Permintaan penjelasan" in words and "hal. 4 dari" in words for words in pages), "a letter's own page"


def test_what_was_withheld_has_a_pdf_of_its_own_beside_it_whose_number_goes_on(file: dict[str, bytes]) -> None:
    archive = ZipFile(io.BytesIO(file["zip"]))
    said = _words(archive.read("tidak-diberikan/bukti-tidak-diberikan.pdf"))
    assert "Bukti T-6 konsep.pdf" in said
    assert LINE in said
    assert "Hanya untuk majelis" in said
    assert "Bukti T-5" not in said


def test_every_letter_of_the_office_lies_in_the_file_as_its_applicant_got_it_with_its_digest(
    world: Answered, file: dict[str, bytes]
) -> None:
    archive = ZipFile(io.BytesIO(file["zip"]))
    letters = [name for name in archive.namelist() if name.startswith("surat/")]
    assert [name.partition("-")[0] + name.partition("-")[2][:9] for name in letters] == [
        "surat/01Permintaa", "surat/02pemberita", "surat/03tanggapan",
    ]  # fmt: skip
    assert not [name for name in letters if "_" in name], "numbers of letters are written alike"
    case = f"/v1/cases/{world.request_id}"
    asked = world.registry.ask(DEPOK, "officer", path=f"{case}/letters").get_json()["items"][0]
    objection_id = json.loads(archive.read("indeks.json"))["objection_id"]
    own = {"actor": f"request:{world.request_id}"}
    paths = (f"{case}/letters/{asked['id']}.pdf", f"{case}/notice.pdf", f"/v1/objections/{objection_id}/reply.pdf")
    for name, path in zip(letters, paths, strict=True):
        content = archive.read(name)
        assert content == world.registry.ask(DEPOK, "applicant", path=path, **own).data, name
        digest = hashlib.sha256(content).hexdigest()
        for index in ("indeks.html", "indeks.json", "SHA256SUMS"):
            assert digest in archive.read(index).decode(), (name, index)


def test_in_the_place_of_what_is_damaged_or_waits_stands_a_notice_until_it_is_the_same_file_byte_for_byte_again(
    world: Answered, dispute_id: UUID, file: dict[str, bytes], postgres_admin_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = world.documents.ask(DEPOK, "officer", path=f"/v1/answers/{world.request_id}").get_json()["items"]
    with rows(postgres_admin_url) as connection:
        found = connection.execute("select document_id from copy where original_id = %s", [given[1]["id"]]).fetchone()
    assert found
    damaged_copy, honest = found[0], Storage.evidence_chunks
    sheet = copies(world.documents, world.request_id)[1]

    def chunks(store: Storage, tenant: str, document_id: UUID, version: str, **stretch: int) -> Iterator[bytes]:
        return iter([b"x"]) if document_id == damaged_copy else honest(store, tenant, document_id, version, **stretch)

    with monkeypatch.context() as damaged, rows(postgres_admin_url) as connection:
        damaged.setattr(Storage, "evidence_chunks", chunks)
        connection.execute(_PUT, ["waiting", world.request_id, "konsep.pdf"])
        archive = ZipFile(io.BytesIO(_made(world, dispute_id)))
        connection.execute(_PUT, ["stored", world.request_id, "konsep.pdf"])
    names = archive.namelist()
    assert archive.testzip() is None
    assert "diberikan/01-Rekapitulasi_ Kota Depok.pdf" in names, "all else is delivered"
    told = archive.read("diberikan/02-daftar.csv.tidak-tersedia.txt").decode()
    for wanted in ("daftar.csv", f"{len(sheet)} bita", hashlib.sha256(sheet).hexdigest(), "rusak", "Tercatat sejak "):
        assert wanted in told
    assert "masih menunggu" in archive.read("tidak-diberikan/03-konsep.pdf.tidak-tersedia.txt").decode()
    assert "Bukti T-5; Bukti T-6. Di tempatnya ada keterangan." in archive.read("indeks.html").decode()
    lacking = json.loads(archive.read("indeks.json"))["lacking"]
    assert [(one["number"], one["lack"]) for one in lacking] == [(5, "damaged"), (6, "waiting")]
    said = _words(archive.read("berkas-sengketa.pdf"))
    assert "Bukti T-5 daftar.csv" in said
    assert "Tidak tersedia Berkas ini rusak di penyimpanan." in said
    assert "masih menunggu" in said[said.index("tidak diberikan kepada pemohon") :], "it says so where it has no name"
    with clock.held(clock.now() + timedelta(days=40)):
        with bound(world.documents.runtime.database):
            scrubbing.scrub(world.documents.runtime)
        assert _made(world, dispute_id) == file["zip"]


def test_while_the_storage_is_away_there_is_no_file_that_calls_documents_damaged(
    world: Answered, dispute_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Storage, "evidence_chunks", raising(StorageAway()))
    monkeypatch.setattr(Custody, "answers", lambda _: False)
    assert make_dispute_file(world, dispute_id)["stage"] == "reading"
    assert _fetch(world, dispute_id, "zip").get_json()["code"] == "not-made"
    monkeypatch.undo()
    assert tried(world, dispute_id, timedelta(minutes=1))["stage"] == "made"


def test_only_staff_of_the_office_draw_it_up_and_the_record_says_who(
    world: Answered, dispute_id: UUID, file: dict[str, bytes], postgres_admin_url: str
) -> None:
    for kind in ("pdf", "zip"):
        assert _fetch(world, dispute_id, kind, "applicant", actor=f"request:{world.request_id}").status_code == 403
        assert _fetch(world, dispute_id, kind, office=MAKASSAR).status_code == 404
    make_dispute_file(world, dispute_id)
    assert _fetch(world, dispute_id, "pdf", actor="staff:78").data == file["pdf"]
    with rows(postgres_admin_url) as connection:
        found = connection.execute(
            "select subject from audit_entry where act = 'dispute_file.drawn_up' and actor = 'staff:78'"
        ).fetchall()
    assert found == [(str(dispute_id),)]


def test_where_no_dispute_is_on_record_there_is_no_file(world: Answered) -> None:
    nobodys = uuid4()
    for kind in ("pdf", "zip"):
        assert _fetch(world, nobodys, kind).status_code == 404
    asked = world.documents.ask(DEPOK, "officer", path=f"/v1/dispute-files/{nobodys}", method="POST")
    assert asked.status_code == 404
