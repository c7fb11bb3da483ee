"""What the checker behind the release gate finds in files that hold more than they show, and leaves alone in others."""

import io
import json
import random

import pytest
import typst

from services.documents import clearing
from services.documents.clearing import garbling, personal, reading
from services.documents.domain import gate
from services.documents.domain.formats import CSV, DOCX, JPEG, MAIL, ODT, PDF, PNG, TEXT, XLSX
from services.documents.domain.gate import Finding, Kind
from tests.corpora import (
    leaking_objects,
    leaking_parts,
    leaking_pdfs,
    leaking_sheets,
    leaking_texts,
    mails,
    veiled_fields,
    veiled_files,
    veiled_opendocuments,
    veiled_sheets,
    veiled_texts,
)
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, said, saved

EML = MAIL.media_type


def _found(content: bytes, media_type: str, name: str = "jawaban", names: tuple[str, ...] = ()) -> list[Finding]:
    return clearing.check(io.BytesIO(content), media_type, name, names)


@pytest.mark.parametrize("leak", leaking_objects.LEAKS)
def test_what_a_pdf_hides_is_found(leak: str) -> None:
    make, kind = leaking_objects.LEAKS[leak]
    assert kind in {found.kind for found in _found(make(), PDF.media_type)}


@pytest.mark.parametrize("leak", leaking_parts.SHEETS)
def test_what_a_workbook_hides_is_found_and_its_place_is_named(leak: str) -> None:
    make, kind, where = leaking_parts.SHEETS[leak]
    found = _found(make(), XLSX.media_type)
    assert [one.kind for one in found if where in one.where] == [kind], found
    assert gate.open_findings(found, accepted=()), "it is not given"


@pytest.mark.parametrize("what", veiled_sheets.HONEST)
def test_a_workbook_that_only_filters_asks_and_prints_passes(what: str) -> None:
    assert _found(veiled_sheets.HONEST[what](), XLSX.media_type) == []


def test_what_is_kept_for_a_printer_is_told_once_a_file_and_can_be_let_stay() -> None:
    kept = veiled_sheets.settings(kept=b"SDDM")
    (told,) = _found(veiled_sheets.printed(kept, second=kept), XLSX.media_type)
    assert told == Finding(
        Kind.METADATA,
        "keterangan berkas: pengaturan pencetak, lembar “Rekap”, lembar “Gaji”",
        "EPSON L3110 Series",
    )
    assert told.reasons, "by a PPID, as the name of an author"


def test_there_are_more_than_forty_ways_of_hiding_something_in_a_workbook() -> None:
    assert len(leaking_parts.SHEETS) > 40


@pytest.mark.parametrize("leak", leaking_texts.WORDS)
def test_what_a_text_hides_is_found(leak: str) -> None:
    make, kind = leaking_texts.WORDS[leak]
    assert kind in {found.kind for found in _found(make(), DOCX.media_type)}


@pytest.mark.parametrize("leak", [*veiled_texts.VEILED, *veiled_fields.VEILED])
def test_what_a_text_says_where_nobody_looks_is_found(leak: str) -> None:
    make, kind = {**veiled_texts.VEILED, **veiled_fields.VEILED}[leak]
    assert kind in {found.kind for found in _found(make(), DOCX.media_type)}


@pytest.mark.parametrize("what", veiled_fields.HONEST)
def test_a_text_in_which_a_program_keeps_citations_passes(what: str) -> None:
    assert _found(veiled_fields.HONEST[what](), DOCX.media_type) == []


@pytest.mark.parametrize("leak", veiled_files.VEILED)
def test_what_other_files_say_where_nobody_looks_is_found(leak: str) -> None:
    make, media_type, kind = veiled_files.VEILED[leak]
    assert kind in {found.kind for found in _found(make(), media_type)}


@pytest.mark.skipif(not reading.can_read(), reason="tesseract with Indonesian is not installed")
def test_words_that_are_holes_in_a_picture_are_found() -> None:
    assert Kind.HIDDEN_TEXT in {found.kind for found in _found(veiled_files.holes(), PNG.media_type)}


@pytest.mark.parametrize("leak", [*leaking_texts.OPEN_DOCUMENTS, *veiled_opendocuments.VEILED])
def test_what_an_open_document_hides_is_found(leak: str) -> None:
    make, kind = {**leaking_texts.OPEN_DOCUMENTS, **veiled_opendocuments.VEILED}[leak]
    assert kind in {found.kind for found in _found(make(), ODT.media_type)}


@pytest.mark.parametrize("what", veiled_opendocuments.HONEST)
def test_an_open_document_whose_words_all_stand_out_passes(what: str) -> None:
    assert _found(veiled_opendocuments.HONEST[what](), ODT.media_type) == []


@pytest.mark.parametrize(
    ("content", "media_type", "kind"),
    [
        (leaking_texts.photo(gps=True), JPEG.media_type, Kind.LOCATION),
        (leaking_texts.photo(artist="Siti"), JPEG.media_type, Kind.METADATA),
        (leaking_texts.photo(tail=b"the picture before it was cut"), JPEG.media_type, Kind.LEFTOVER),
        (leaking_texts.photo(form="PNG", tail=b"the picture before it was cut"), PNG.media_type, Kind.LEFTOVER),
        (leaking_texts.photo(form="PNG", text="diambil oleh Siti"), PNG.media_type, Kind.METADATA),
        (f"nama;nik\nSiti;{SECRET}\n".encode(), CSV.media_type, Kind.NIK),
        (f"Kartu Keluarga {SECRET}".encode(), TEXT.media_type, Kind.KK),
        ("biasa\u202eterbalik".encode(), TEXT.media_type, Kind.HIDDEN_TEXT),
        (b"\xff\xfe\x00", TEXT.media_type, Kind.UNREADABLE),
        (b"From: a@kpu.go.id\nX-Originating-IP: 10.0.0.1\n\nisi", EML, Kind.METADATA),
        (b"From: siti@example.com\n\nisi", EML, Kind.EMAIL),
        (b'Content-Type: image/png\nContent-Disposition: attachment; filename="ktp.png"\n\nx', EML, Kind.ATTACHMENT),
    ],
)
def test_what_plain_files_and_pictures_hide_is_found(content: bytes, media_type: str, kind: Kind) -> None:
    assert kind in {found.kind for found in _found(content, media_type)}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (leaking_pdfs.clean(3), PDF.media_type),
        (saved(paper(said(LINE)), linearize=True), PDF.media_type),
        (saved(paper(said(LINE), rotate=90)), PDF.media_type),
        (saved(paper(b"0.2 0.3 0.6 rg 40 650 500 100 re f\n" + said(LINE, before=b"1 1 1 rg"))), PDF.media_type),
        (leaking_sheets.usual(), XLSX.media_type),
        (leaking_sheets.book(), XLSX.media_type),
        (leaking_texts.word(leaking_texts.run("Putusan")), DOCX.media_type),
        (veiled_texts.usual(), DOCX.media_type),
        (veiled_files.coloured("JPEG"), JPEG.media_type),
        (veiled_files.coloured("PNG"), PNG.media_type),
        (leaking_texts.open_document("<text:p>Putusan</text:p>"), ODT.media_type),
        (b"Kecamatan;Suara\nBeji;12.345\n", CSV.media_type),
        (mails.PLAIN, EML),
    ],
)
def test_a_file_with_nothing_to_hide_passes(content: bytes, media_type: str) -> None:
    assert _found(content, media_type) == []


@pytest.mark.skipif(not reading.can_read(), reason="tesseract with Indonesian is not installed")
@pytest.mark.parametrize("what", leaking_objects.HONEST)
def test_a_picture_that_only_comes_close_to_hiding_words_passes(what: str) -> None:
    assert _found(leaking_objects.HONEST[what](), PDF.media_type) == []


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("Rekapitulasi hasil penghitungan suara tingkat kecamatan, Kota Depok, tahun 2024 " * 2, False),
        ("Yang bertanda tangan di bawah ini: SRI WAHYU NGR. KRISNA, SH, MKn, NIP 198001012005011001", False),
        ("PKB Gerindra PDIP Golkar NasDem Buruh Gelora PKS PKN Hanura Garuda PAN PBB Demokrat PSI Perindo PPP", False),
        ("1 12.345 678 90.123\n2 45 6.789 1.234\n3 9 87 654", False),
        ("Uhndslwxodvl kdvlo shqjklwxqjdq vxdud wlqjndw nhfdpdwdq Nrwd Ghsrn, wdkxq whuvhexw", True),
        ("\ue001\ue002\ue003 \ue004\ue005" * 9, True),
        ('!"#$%&\' ()*+, -./ :;<=> !"#$', True),
    ],
)
def test_letters_that_make_no_words_are_told_from_tables_and_names(text: str, garbled: bool) -> None:
    assert garbling.makes_no_words(text) is garbled


def test_a_set_document_with_tables_and_colours_passes() -> None:
    text = "#set document(title: [Rekap])\n= Rekapitulasi\n#lorem(400)\n" + (
        '#table(columns: 3, fill: (x, y) => if y == 0 { rgb("#102a43") } else if calc.odd(y) { rgb("#eee") },'
        "..range(60).map(n => if n < 3 { text(white)[Kolom #n] } else { [Sel #n] }))"
    )
    assert _found(typst.compile(text.encode(), format="pdf"), PDF.media_type) == []


def test_the_name_of_a_file_is_looked_at_too() -> None:
    found = _found(leaking_pdfs.clean(), PDF.media_type, name=f"KTP {SECRET}.pdf")
    assert found == [Finding(Kind.NIK, "nama berkas", "••••••••••••9001")]


def test_a_name_that_was_asked_for_is_found_however_it_is_written() -> None:
    content = saved(paper(said("SITI  rahmawati, Depok")))
    assert [one.kind for one in _found(content, PDF.media_type, names=("Siti Rahmawati",))] == [Kind.NAME]


def test_a_scan_that_nobody_can_read_is_left_to_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    assert [one.kind for one in _found(saved(leaking_pdfs.scanned()), PDF.media_type)] == [Kind.UNREAD]


@pytest.mark.skipif(not reading.can_read(), reason="tesseract with Indonesian is not installed")
def test_a_number_in_a_scan_is_read() -> None:
    assert Kind.NIK in {one.kind for one in _found(saved(leaking_pdfs.scanned()), PDF.media_type)}


def test_what_was_found_says_no_whole_number() -> None:
    values, _ = clearing.work(io.BytesIO(saved(paper(said(SECRET)))), media_type=PDF.media_type, name="x.pdf", names=[])
    assert SECRET not in json.dumps(values)
    assert SECRET[-4:] in json.dumps(values)


def test_each_page_is_in_one_share_and_what_is_no_page_is_in_all() -> None:
    file = paper(*(said(f"NIK 327601540398900{page}") for page in range(1, 6)))
    file.docinfo.Author = "Budi"
    content, read = saved(file), list[Finding]()
    for part in range(3):
        found = clearing.check(io.BytesIO(content), PDF.media_type, "jawaban", (), (part, 3))
        assert Kind.METADATA in {one.kind for one in found}
        read += [one for one in found if one.where.startswith("halaman")]
    assert [one.where for one in read] == [f"halaman {page}" for page in range(1, 6)]
    assert gate.limited(read) == [one for one in _found(content, PDF.media_type) if one in read]


def test_a_thousand_findings_are_too_many_to_judge() -> None:
    numbers = "\n".join(f"0812-3456-{number:04}" for number in range(1000))
    found = _found(numbers.encode(), TEXT.media_type)
    assert (found[0].kind, len(found)) == (Kind.TOO_MANY, 201)


def _line(kind: Kind, chance: random.Random) -> tuple[str, str]:
    """A line as officials write it, and the personal thing in it."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(0, 99)
    region = chance.choice(["327601", "110101", "737101", "530302", "940101"])
    number = f"{region}{day + chance.choice([0, 40]):02}{month:02}{year:02}{chance.randint(1, 9999):04}"
    group = chance.choice(
        [
            number,
            f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}",
            f"{number[:6]}.{number[6:12]}.{number[12:]}",
        ]
    )
    mobile = f"08{chance.choice(['12', '13', '21', '52', '57', '78'])}{chance.randint(10_000_000, 99_999_999)}"
    mobile = chance.choice(
        [
            mobile,
            f"+62{mobile[1:]}",
            f"{mobile[:4]}-{mobile[4:8]}-{mobile[8:]}",
            f"+62 {mobile[1:4]} {mobile[4:8]} {mobile[8:]}",
        ]
    )
    address = (
        f"{chance.choice(['siti', 'budi.s', 'ani_99'])}{year}@{chance.choice(['gmail.com', 'yahoo.co.id', 'ui.ac.id'])}"
    )
    thing = {Kind.NIK: group, Kind.KK: group, Kind.PHONE: mobile, Kind.EMAIL: address}[kind]
    label = {Kind.NIK: "NIK: ", Kind.KK: "No. KK ", Kind.PHONE: "HP ", Kind.EMAIL: ""}[kind]
    before, after = chance.choice(["Nama Siti, ", "1. ", ""]), chance.choice([", Depok", ".", ""])
    return f"{before}{label}{thing}{after}", thing


@pytest.mark.promise("gate")
def test_nearly_all_of_a_thousand_personal_things_are_found() -> None:
    chance, missed = random.Random(14), []
    for place in range(1000):
        kind = (Kind.NIK, Kind.KK, Kind.PHONE, Kind.EMAIL)[place % 4]
        line, thing = _line(kind, chance)
        if not any(match.kind is kind and line[match.start : match.end] == thing for match in personal.find(line)):
            missed.append(line)
    assert len(missed) <= 10, missed


def _harmless(chance: random.Random) -> str:
    number = chance.randint(10**15, 10**16 - 1)
    return chance.choice(
        [
            f"Nomor rekening {number}",
            f"{chance.randint(1, 999)}/PP.05/3276/KPU-Kot/{chance.randint(2020, 2026)}",
            f"Rp{chance.randint(1, 10**12):,}".replace(",", "."),
            f"Telp. (021) {chance.randint(2_000_000, 8_999_999)}",
            f"ppid{chance.randint(1, 99)}@kpu.go.id",
            f"{chance.randint(0, 99_999)} {chance.randint(0, 99_999)} {chance.randint(0, 99_999)} suara",
            f"TPS {chance.randint(1, 99)}, {chance.randint(1, 31)}.{chance.randint(1, 12)}.2024 pukul 08.12",
        ]
    )


@pytest.mark.promise("gate")
def test_hardly_any_of_a_thousand_harmless_lines_is_taken_for_personal() -> None:
    chance = random.Random(12)
    wrong = [line for line in (_harmless(chance) for _ in range(1000)) if list(personal.find(line))]
    assert len(wrong) <= 20, wrong
