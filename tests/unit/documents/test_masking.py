"""Safe copies of files without pages: what was blackened or hidden is gone, what was shown is still there."""

import csv
import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Any

import docx
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from services.documents import examining
from services.documents.copies import accidents, making
from services.documents.copies.made import Says
from services.documents.files.domain import formats
from services.documents.files.domain.formats import CSV, DOCX, MAIL, ODT, TEXT, XLSX
from services.documents.gate.domain.findings import Kind
from services.documents.redaction.domain.masks import Area, area_of
from tests.corpora import leaking_parts, leaking_texts, mails
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_sheets import book, cell

LOG = {"grounds": [{"letter": "h", "title": "rahasia pribadi", "article": "UU 14/2008 Pasal 17 huruf h", "act": None}]}
MARK = "[dihitamkan: ps. 17 huruf h]"
AT = datetime(2026, 11, 26, tzinfo=UTC).isoformat()


def _copy(content: bytes, kind: formats.Format, *masks: dict[str, Any]) -> tuple[bytes, list[int]]:
    full = [{"ground": "h"} | mask for mask in masks]
    says: Says = {"title": "", "made_on": AT, "annex": "", "log": LOG}
    told, copy = making.work(io.BytesIO(content), media_type=kind.media_type, boxes={}, masks=full, says=says, names=[])
    return copy, told["missed"]


def _raw(content: bytes) -> str:
    """Everything that stands in any part of an office file, as a reader of its raw parts sees it."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())


def _sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """A workbook as another program reads it."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as read:
        return {name: read.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read.sheet_names}


def _people() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        made.set_properties({"author": "Siti Rahmawati", "comments": "rahasia"})
        sheet = made.add_worksheet("Data Pemilih")
        sheet.write_row("A1", ["Nama", "NIK", "TPS", "Lahir", "Bagian"])
        sheet.write_row("A2", ["Siti Rahmawati", int(SECRET), "TPS 01"])
        sheet.write_datetime("D2", datetime(1989, 3, 14), made.add_format({"num_format": "dd mmmm yyyy"}))  # noqa: DTZ001
        sheet.write_number("E2", 0.125, made.add_format({"num_format": "0.0%"}))
        sheet.write_row("A3", ["Budi", "=1+1", "TPS 02 (Siti  RAHMAWATI)"])
        sheet.write_formula("E3", "=C2&B2", value=f"TPS 01 {SECRET}")
        sheet.write_comment("A3", "rahasia")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.write("A6", "rahasia")
        made.add_worksheet("Gaji").hide()
    return out.getvalue()


def test_cells_and_words_of_a_workbook_are_replaced_and_the_others_stay_what_they_were() -> None:
    masks = {"area": "'data pemilih'!B2:B9"}, {"words": "siti rahmawati"}, {"pattern": "nik"}
    copy, missed = _copy(_people(), XLSX, *masks)
    assert missed == []
    read = _sheets(copy)
    assert list(read) == ["Data Pemilih", "Penghitaman"]
    assert read["Data Pemilih"] == [
        ["Nama", "NIK", "TPS", "Lahir", "Bagian"],
        [MARK, MARK, "TPS 01", datetime(1989, 3, 14).date(), 0.125],  # noqa: DTZ001
        ["Budi", MARK, f"TPS 02 ({MARK})", "", f"TPS 01 {MARK}"],
    ]
    assert "UU 14/2008 Pasal 17 huruf h: rahasia pribadi" in str(read["Penghitaman"])
    for leak in ("Siti", "RAHMAWATI", SECRET, "rahasia ", "Gaji", "<f>", "comment"):
        assert leak not in _raw(copy).replace("rahasia pribadi", ""), leak


@pytest.mark.promise("blackening")
@pytest.mark.parametrize("leak", leaking_parts.SHEETS)
def test_the_copy_of_a_workbook_holds_nothing_of_what_was_hidden_in_it(leak: str) -> None:
    make, kind, _ = leaking_parts.SHEETS[leak]
    if kind is Kind.UNREADABLE:
        with pytest.raises(ValueError, match="no workbook"):
            _copy(make(), XLSX, {"pattern": "nik"})
        return
    copy, _ = _copy(make(), XLSX, {"pattern": "nik"})
    assert accidents.check(io.BytesIO(copy), XLSX.media_type, "salinan.xlsx") == []
    raw = _raw(copy)
    for secret in ("rahasia<", "Siti", "CV Maju", SECRET, "Sandi", "definedName ", "pivot", "externalLink", "hidden="):
        assert secret not in raw, secret
    assert ("Kecamatan" in raw) != ("otherwise" in leak)  # where all is hidden that does not say otherwise


@pytest.mark.skipif(which("unzip") is None, reason="unzip is not installed")
def test_another_program_unpacks_the_copy_and_finds_nothing_in_it(tmp_path: Path) -> None:
    file = tmp_path / "salinan.xlsx"
    file.write_bytes(_copy(_people(), XLSX, {"words": "Siti Rahmawati"}, {"pattern": "nik"})[0])
    command = ["unzip", "-p", str(file)]
    unpacked = subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace("rahasia pribadi", "")
    assert "Data Pemilih" in unpacked
    assert [leak for leak in ("Siti", "RAHMAWATI", SECRET, "rahasia", "Gaji") if leak in unpacked] == []


TEXTS = [
    *((make, DOCX) for make, _ in leaking_texts.WORDS.values()),
    *((make, ODT) for make, _ in leaking_texts.OPEN_DOCUMENTS.values()),
]


@pytest.mark.promise("blackening")
@pytest.mark.parametrize(("make", "kind"), TEXTS, ids=[*leaking_texts.WORDS, *leaking_texts.OPEN_DOCUMENTS])
def test_the_copy_of_a_text_holds_nothing_of_what_was_hidden_in_it(
    make: Callable[[], bytes], kind: formats.Format
) -> None:
    copy, _ = _copy(make(), kind, {"pattern": "nik"})
    assert accidents.check(io.BytesIO(copy), DOCX.media_type, "salinan.docx") == []
    for secret in ("rahasia<", "Siti", SECRET):
        assert secret not in _raw(copy)


def test_a_text_is_copied_as_it_reads_with_every_change_accepted() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Putusan</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Pemilih SITI </w:t></w:r><w:ins><w:r><w:t>Rahmawati</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>yang lama</w:delText></w:r></w:del><w:r><w:t> &amp; lainnya</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>TPS</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>01</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl><w:p/>"
    )
    copy, missed = _copy(leaking_texts.word(body), DOCX, {"words": "Siti Rahmawati"})
    assert missed == []
    read = docx.Document(io.BytesIO(copy))
    assert [(one.style.name, one.text) for one in read.paragraphs][:2] == [
        ("Heading 1", "Putusan"),
        ("Normal", f"Pemilih {MARK} & lainnya"),
    ]
    assert [[one.text for one in row.cells] for row in read.tables[0].rows] == [["TPS", "01"]]
    assert read.paragraphs[-1].text == "UU 14/2008 Pasal 17 huruf h: rahasia pribadi"


def test_an_open_document_becomes_a_plain_text_document() -> None:
    content = leaking_texts.open_document(
        '<text:h text:outline-level="2">Rekap</text:h><text:p>Saksi <text:span>Siti</text:span><text:s text:c="2"/>'
        "Rahmawati</text:p><table:table><table:table-row><table:table-cell><text:p>01</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    read = docx.Document(io.BytesIO(_copy(content, ODT, {"words": "Siti Rahmawati"})[0]))
    assert [one.text for one in read.paragraphs][:2] == ["Rekap", f"Saksi {MARK}"]
    assert read.tables[0].cell(0, 0).text == "01"


def test_values_are_blackened_by_cell_and_word_and_none_of_them_is_a_formula() -> None:
    content = f'Nama;NIK;Jumlah\r\nSiti;{SECRET};-250\r\n"=HYPERLINK(""x"")";@sum;+1.5\r\nBu\u200bdi;1;2\r\n'.encode()
    copy, missed = _copy(content, CSV, {"area": "B2:B2"}, {"words": "Siti"})
    assert missed == []
    assert list(csv.reader(io.StringIO(copy.decode("utf-8-sig")), delimiter=";")) == [
        ["Nama", "NIK", "Jumlah"],
        [MARK, MARK, "-250"],
        ['\'=HYPERLINK("x")', "'@sum", "+1.5"],
        ["Budi", "1", "2"],
    ]
    assert accidents.check(io.BytesIO(copy), CSV.media_type, "salinan.csv") == []


def test_lines_and_words_of_a_text_are_blackened_and_its_end_says_why() -> None:
    content = f"Satu\nDua rahasia\nTiga {SECRET}\nHP 0812-3456-7890\n".encode()
    copy, missed = _copy(content, TEXT, {"area": "2:2"}, {"pattern": "nik"}, {"pattern": "phone"}, {"words": "tiada"})
    assert missed == [3]
    lines = copy.decode().splitlines()
    assert lines[:4] == ["Satu", MARK, f"Tiga {MARK}", f"HP {MARK}"]
    assert lines[-1] == "UU 14/2008 Pasal 17 huruf h: rahasia pribadi"


def _message() -> bytes:
    """A message with whatever a message can hide, and a number and a name in each place that is shown."""
    made = mails.mail(
        f"Yth.\nSiti Rah\u200bmawati, NIK {SECRET}\n\u202erahasia?",
        "<p>rahasia<!-- rahasia --><script>rahasia()</script>",
        To="Siti Rahmawati <siti@example.com>", Received="from rahasia [10.1.2.3]", Bcc="rahasia@kpu.go.id",
        Message_ID="<rahasia@rahasia>", X_Originating_IP="[10.1.2.3]",
    )  # fmt: skip
    made.add_attachment(b"rahasia", maintype="text", subtype="plain", filename="KTP Siti Rahmawati.txt")
    made.add_attachment(mails.mail("rahasia"))
    return made.as_bytes()


def test_a_message_becomes_a_text_of_what_it_shows_with_marks() -> None:
    copy, missed = _copy(_message(), MAIL, {"words": "Siti Rahmawati"}, {"pattern": "nik"}, {"pattern": "email"})
    assert missed == []
    assert copy.decode().splitlines() == [
        "Dari: PPID <ppid@kpu.go.id>",
        f"Kepada: {MARK} <{MARK}>",
        "Tanggal: Wed, 25 Nov 2026 09:00:00 +0700",
        "Perihal: Rekap – Beji",
        "",
        "Yth.",
        f"{MARK}, NIK {MARK}",
        "rahasia?",
        "",
        "Lampiran (diberikan tersendiri):",
        f"- KTP {MARK}.txt (1 KB)",
        "- surel terusan (1 KB)",
        "",
        "Penghitaman",
        "Ini salinan. Bagian yang dikecualikan diganti dengan tanda [dihitamkan]; naskah aslinya disimpan.",
        "UU 14/2008 Pasal 17 huruf h: rahasia pribadi",
    ]


def test_the_copy_of_a_message_passes_the_gate_and_is_harmless() -> None:
    copy, _ = _copy(_message(), MAIL, {"words": "Siti Rahmawati"}, {"pattern": "nik"}, {"pattern": "email"})
    assert accidents.check(io.BytesIO(copy), TEXT.media_type, "surel (dihitamkan).txt") == []
    assert examining.examine(io.BytesIO(copy), TEXT.media_type) is None


@pytest.mark.parametrize("leak", mails.LEAKS)
def test_the_copy_of_a_message_holds_nothing_of_what_was_hidden_in_it(leak: str) -> None:
    masks = ({"pattern": kind} for kind in ("nik", "email"))
    copy, _ = _copy(mails.LEAKS[leak][0](), MAIL, *masks)
    assert accidents.check(io.BytesIO(copy), TEXT.media_type, "surel (dihitamkan).txt") == []
    words = copy.decode().replace("rahasia pribadi", "")
    shown = {
        "words before the parts",
        "words behind the parts",
        "words behind what usually stands before the parts",
        "letters that do not show",
        "comment",
    }
    assert leak in shown or "rahasia" not in words
    for secret in (SECRET, "10.1.2.3", "laptop-siti", "contoh.invalid", "<"):
        assert secret not in words.replace("<ppid@kpu.go.id>", ""), secret


@pytest.mark.skipif(which("grep") is None, reason="grep is not installed")
def test_another_program_finds_nothing_in_the_copy_of_a_message(tmp_path: Path) -> None:
    file = tmp_path / "surel.txt"
    file.write_bytes(_copy(_message(), MAIL, {"words": "Siti Rahmawati"}, {"pattern": "nik"}, {"pattern": "email"})[0])
    leaks = ("Siti", SECRET, "siti@example.com", "10.1.2.3", "Received", "Bcc", "Message-ID", "script")
    command = ["grep", "-ciF", *(word for leak in leaks for word in ("-e", leak)), str(file)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == "0\n"


def test_a_name_that_a_mail_program_broke_across_lines_is_blackened() -> None:
    copy, missed = _copy(mails.mail("Pemilih bernama Siti\nRahmawati.").as_bytes(), MAIL, {"words": "Siti Rahmawati"})
    assert (missed, f"Pemilih bernama {MARK}." in copy.decode().splitlines()) == ([], True)


def test_a_message_in_html_alone_is_copied_as_its_visible_words() -> None:
    made = mails.mail()
    page = "<title>x</title><style>p{}</style><h1>Rekap</h1><p>TPS <b>01</b><br>Beji<p style='display:none'>rahasia"
    made.set_content(page, subtype="html")
    assert _copy(made.as_bytes(), MAIL, {"words": "Beji"})[0].decode().splitlines()[4:8] == [
        "", "Rekap", "TPS 01", MARK,
    ]  # fmt: skip


def test_stretches_that_overlap_become_one_mark_and_count_for_each_mask() -> None:
    copy, missed = _copy(
        f"NIK {SECRET} ada".encode(), TEXT, {"pattern": "nik"}, {"words": SECRET}, {"words": f"NIK {SECRET}"}
    )
    assert (copy.decode().splitlines()[0], missed) == (f"{MARK} ada", [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Rekap!A2:B9", Area("Rekap", 1, 2, 2, 9)),
        ("'Data ''24'!b7", Area("Data '24", 2, 7, 2, 7)),
        ("Rekap!C:A", Area("Rekap", 1, 1, 3, 1_048_576)),
        ("$B$2:$C$3", Area(None, 2, 2, 3, 3)),
        ("9:5", Area(None, 1, 5, 16_384, 9)),
        ("B", None),
        ("A1:B", None),
        ("", None),
        ("A0", None),
        ("XFE1", None),
        ("A1:B2:C3", None),
    ],
)
def test_an_area_is_read_as_spreadsheets_write_it(typed: str, meant: Area | None) -> None:
    assert area_of(typed) == meant


def test_rows_that_say_no_number_are_counted() -> None:
    rows = f'<row hidden="1">{cell("", "rahasia")}</row><row><c t="inlineStr"><is><t>terbuka</t></is></c></row>'
    copy, _ = _copy(book(rows), XLSX, {"words": "x"})
    assert _sheets(copy)["Rekap"] == [["Kecamatan", "Suara"], ["", ""], ["terbuka", ""]]
    assert "rahasia<" not in _raw(copy)
