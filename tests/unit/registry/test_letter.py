"""The letter of a written notice: every item of the law, the same bytes each time, nothing typed becomes markup."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter
from pypdf import PdfReader

from services.registry.cases.models.cases import Case
from services.registry.decisions import queries
from services.registry.letters import letter, letter_docx
from services.registry.letters.letter import Addressee, Content
from services.registry.letters.models import Notice
from tests.table import table

SITI = Addressee(
    name="Siti #[Nurlaila]", organisation=None, address="Jl. *Kenanga* 12\nDepok", occupation=None,
    email="siti@example.com", phone=None, subject="Realisasi anggaran", detail="Mohon laporannya.\nDirinci.",
)  # fmt: skip
CASE = Case(number="001/PPID-P/32.76/XI/2026", answered_on=date(2026, 12, 9))
NOTICE = Notice(
    outcome="refused", statement="Informasi dikecualikan.", given=None, withheld=None, medium=None, documents=[],
    handover=None, cost=0, payment=None, exemption="a", basis="UU 8/1981 Pasal 184",
    consequence="Penyidikan terhambat.",
    blackened=[], blackened_unasked=False,
    decree=None, tested_on=date(2026, 11, 20), exempt_until=date(2030, 1, 1), holder=None, due_on=date(2026, 12, 7),
    due_article="UU 14/2008 Pasal 22 ayat (7)", office_name="KPU Kota Depok", objection_days=30,
    objection_until=date(2027, 1, 8), objection_article="UU 14/2008 Pasal 36 ayat (1)",
)  # fmt: skip
CONTENT = Content(
    title="Pemberitahuan tertulis",
    answering="Menjawab permohonan",
    office="KPU Kota Depok", contact="Jalan Margonda 54, Depok · (021) 555 0132", draft=False,
    letter_number="001/PPID-PT/32.76/XI/2026",
    issued="Rabu, 9 Desember 2026", number="001/PPID-P/32.76/XI/2026", received="Senin, 23 November 2026",
    addressee=SITI, heading="Jawaban", statement="Kalimat pertama.\n\nKalimat kedua.",
    rows=[(label, said) for label, said in (*queries._answer(NOTICE), *queries._closing(NOTICE)) if said],
    rights=letter._objection(NOTICE), cautions=["Jangan menolak keberatan hanya karena batas ini."],
    signer="Rina Kartika", capacity="Plh. Pejabat Pengelola Informasi dan Dokumentasi",
    signing_decree="Keputusan Nomor 7/2026, Jumat, 2 Januari 2026",
    verification_url="http://depok/surat/kode", issued_at=datetime(2026, 12, 9, 3, tzinfo=UTC),
)  # fmt: skip


def words(content: Content) -> str:
    pages = PdfReader(io.BytesIO(letter.render(content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_letter_says_who_to_whom_what_and_why() -> None:
    said = words(CONTENT)
    for wanted in (
        *(
            "001/PPID-PT/32.76/XI/2026",
            "Jalan Margonda 54, Depok · (021) 555 0132",
            "Siti #[Nurlaila]",
            "Jl. *Kenanga* 12",
            "Realisasi anggaran",
            "Kalimat kedua.",
        ),
        *("Permohonan ditolak", "UU 8/1981 Pasal 184", "Penyidikan terhambat.", "20 November 2026", "1 Januari 2030"),
        *("30 hari kerja sejak Anda menerima atau mengetahui", "8 Januari 2027", "Jangan menolak", "Rina Kartika"),
        *("Plh. Pejabat Pengelola Informasi dan Dokumentasi", "Keputusan Nomor 7/2026, Jumat, 2 Januari 2026"),
    ):
        assert wanted in said, wanted


def test_a_day_that_counts_from_a_repair_is_said_with_the_one_from_receipt() -> None:
    case = Case(
        due_on=date(2026, 12, 3), extended_due_on=date(2026, 12, 7), complete_from=date(2026, 12, 2),
        completeness_due_on=date(2026, 12, 7), completeness_extended_due_on=date(2026, 12, 10),
    )  # fmt: skip
    said = queries._due(case, NOTICE)[1]
    assert "Senin, 7 Desember 2026 (UU 14/2008" in said
    assert "sejak permohonan dilengkapi, Rabu, 2 Desember 2026; dari hari penerimaan, tenggatnya Kamis, 3" in said


def test_the_letter_is_the_same_bytes_whenever_it_is_set() -> None:
    assert letter.render(CONTENT) == letter.render(CONTENT)


def test_the_letter_is_tagged_for_screen_readers_and_has_a_language() -> None:
    root = PdfReader(io.BytesIO(letter.render(CONTENT))).root_object
    assert root["/Lang"] == "id"
    assert "/StructTreeRoot" in root


def test_a_draft_says_that_it_is_one_and_has_no_code() -> None:
    said = words(replace(CONTENT, draft=True, letter_number="KONSEP"))
    assert "belum bernomor dan belum terbit" in said
    assert "/surat/" not in said


def test_the_longest_letter_can_be_set() -> None:
    long = replace(
        CONTENT, statement="Penjelasan yang panjang. " * 200, addressee=replace(SITI, detail="Rincian. " * 500)
    )
    assert len(PdfReader(io.BytesIO(letter.render(long))).pages) > 1


@table("lines", range(3, 60, 4))  # of which some end just before the signature, on each page
def test_the_signature_and_its_code_never_stand_on_a_page_without_words_of_the_letter(lines: int) -> None:
    long = replace(CONTENT, addressee=replace(SITI, detail="Mohon rinciannya.\n" * lines))
    last = PdfReader(io.BytesIO(letter.render(long))).pages[-1].extract_text()
    assert "Periksa keaslian" in last
    assert "Anda berhak mengajukan keberatan" in last.partition("Diterbitkan oleh")[0]


@table("dpi", [110, 150, 200])
def test_a_camera_reads_the_code_of_a_letter_held_askew_in_poor_light(dpi: int) -> None:
    address = "http://kota-depok.ppid.example.go.id/surat/3q2-7wAbcDEfgh_ijKLmnO"
    with pdfium.PdfDocument(letter.render(replace(CONTENT, verification_url=address))) as pages:
        paper = pages[len(pages) - 1].render(scale=dpi / 72).to_pil().convert("L")
    held = (
        paper.rotate(7, expand=True, fillcolor=255)
        .filter(ImageFilter.GaussianBlur(1))
        .point(lambda light: 60 + light // 2)
    )
    photo = io.BytesIO()
    held.save(photo, "JPEG", quality=45)
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(photo))] == [address]


def test_the_docx_keeps_what_the_applicant_may_do_and_the_signature_on_one_page() -> None:
    paragraphs = docx.Document(io.BytesIO(letter_docx.render(CONTENT))).paragraphs
    closing = paragraphs[[one.text for one in paragraphs].index("Hak Anda") :]
    assert [one.text for one in closing if not one.paragraph_format.keep_with_next] == [closing[-1].text]


@table(
    ("changes", "label", "said"),
    [
        ({"outcome": "granted", "medium": "view", "handover": "Ruang PPID"}, "Bentuk", "Dilihat, dibaca"),
        ({"outcome": "granted", "medium": "hardcopy"}, "Informasi yang diberikan", "Seluruh informasi"),
        ({"medium": "hardcopy", "cost": 15000, "payment": "Tunai."}, "Biaya dan cara membayar", "Rp15.000. Tunai."),
        ({"medium": "hardcopy", "cost": 15000, "cost_items": "150 x Rp100"}, "Rincian biaya", "150 x Rp100"),
        ({"medium": "hardcopy", "cost": 15000, "tariff": "Nomor 12/2026"}, "Keputusan tarif", "12/2026"),
        ({"medium": "softcopy"}, "Biaya dan cara membayar", "Tanpa biaya"),
        ({"outcome": "not_held", "holder": "Dinas"}, "Penguasaan informasi", "tidak berada di bawah penguasaan"),
        ({"not_held": "Peta", "holder": "BIG"}, "Bagian yang tidak kami kuasai", "Peta"),
        ({"not_held": "Peta", "holder": "BIG"}, "Badan publik yang menguasai bagian itu", "BIG"),
        ({"not_documented": "Berita acara"}, "Bagian yang belum didokumentasikan", "Berita acara"),
        ({"not_in_form": "Peta"}, "Bagian yang tidak tersedia dalam bentuk yang diminta", "Peta"),
        ({"outcome": "partly_granted", "not_held": "Peta"}, "Penguasaan informasi", "bagian lain disebut"),
        ({"outcome": "not_documented"}, "Penguasaan informasi", "Pasal 6 ayat (3) huruf e"),
    ],
)
def test_each_outcome_fills_the_items_of_the_law(changes: dict[str, object], label: str, said: str) -> None:
    kept = {column.name: getattr(NOTICE, column.name) for column in Notice.__table__.columns}
    told = dict(queries._answer(Notice(**kept | changes)))
    assert said in (told[label] or "")


BLACKENED = {
    "document": "0b1e7a52-5a0e-4f0e-9d6c-0a4f1c1f0001", "media_type": "application/pdf", "size": 245_300,
    "sha256": "3f9a0c12" + "0" * 56, "grounds": ["b", "h"],
}  # fmt: skip


def _answered(**changes: object) -> list[tuple[str, str | None]]:
    kept = {column.name: getattr(NOTICE, column.name) for column in Notice.__table__.columns}
    return queries._answer(Notice(**kept | {"medium": "softcopy", "blackened": [BLACKENED]} | changes))


def test_a_grant_of_all_says_that_what_was_blackened_was_not_asked_for_in_which_file_and_why() -> None:
    told = _answered(outcome="granted", blackened_unasked=True)
    assert ("Informasi yang diberikan", "Seluruh informasi yang diminta") in told
    (stated,) = [said for label, said in told if label == "Yang dihitamkan"]
    assert str(stated).endswith("tidak termasuk informasi yang diminta (UU 14/2008 Pasal 22 ayat (7) huruf e).")
    (named,) = [said for label, said in told if label == "Dihitamkan pada"]
    assert named is not None
    assert named.startswith("Berkas PDF, 245 KB, SHA-256 3f9a0c12…: UU 14/2008 Pasal 17 huruf b (")
    assert "UU 14/2008 Pasal 17 huruf h (" in named
    said = words(replace(CONTENT, rows=[(label, value) for label, value in told if value]))
    assert "itu tidak termasuk informasi yang diminta" in said
    assert "3f9a0c12" in said


def test_a_partial_grant_names_its_blackened_files_and_states_nothing_of_what_was_asked() -> None:
    told = _answered(outcome="partly_granted", given="Notulen", withheld="NIK", blackened=[BLACKENED, BLACKENED])
    assert [label for label, said in told if said and "hitam" in label] == [
        "Bagian yang tidak diberikan atau dihitamkan",
        *("Dihitamkan pada",) * 2,
    ]
    assert "tidak termasuk" not in " ".join(said or "" for _, said in told)


def test_a_letter_names_what_kind_of_file_it_is_where_that_is_known() -> None:
    (named,) = [said for label, said in _answered(blackened=[BLACKENED | {"media_type": "image/png", "size": 3}])
                if label == "Dihitamkan pada"]  # fmt: skip
    assert str(named).startswith("Berkas, 1 KB, SHA-256 3f9a0c12…")


def test_a_late_answer_says_how_late_it_is() -> None:
    assert queries._due(CASE, NOTICE)[1] == (
        "Senin, 7 Desember 2026 (UU 14/2008 Pasal 22 ayat (7)). Dijawab 2 hari kerja setelah tenggat."
    )
