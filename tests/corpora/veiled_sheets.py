"""Workbooks that say more in what surrounds cells: filters, rules for typing, notes on names, settings for printers."""

import struct
from collections.abc import Callable, Mapping

from services.documents.gate.domain.findings import Kind
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_sheets import book, cell, with_parts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ESCAPED = "".join(f"_x{ord(digit):04X}_" for digit in SECRET)
_ROWS = (
    f'<row r="2">{cell("A2", "Beji")}{cell("B2", 12345)}{cell("C2", "Sah ~ 1*")}</row>'
    f'<row r="3">{cell("A3", "Cimanggis  Kota")}{cell("B3", 200)}<c r="C3" t="b"><v>1</v></c></row>'
)
_PRINTER = "EPSON L3110 Series"
_TOLD = "keterangan berkas: pengaturan pencetak, lembar “Rekap”"


def filtered(column: int, *picked: str, rows: str = _ROWS) -> bytes:
    """A workbook with a filter on a column, from 0, that picks values."""
    values = "".join(f'<filter val="{one}"/>' for one in picked)
    return book(
        rows,
        after=f'<autoFilter ref="A1:C3"><filterColumn colId="{column}"><filters>{values}</filters></filterColumn>'
        "</autoFilter>",
    )


def compared(operator: str, value: str, column: int = 0) -> bytes:
    """A workbook with a filter on a column that compares."""
    said = f'<customFilters><customFilter operator="{operator}" val="{value}"/></customFilters>'
    after = f'<autoFilter ref="A1:C3"><filterColumn colId="{column}">{said}</filterColumn></autoFilter>'
    return book(_ROWS, after=after)


def ruled(said: str, formulas: str = "", kind: str = "list") -> bytes:
    """A workbook with a rule for what may be typed into some cells."""
    rule = f'<dataValidation type="{kind}" sqref="B2:B9" {said}>{formulas}</dataValidation>'
    return book(after=f'<dataValidations count="1">{rule}</dataValidations>')


def settings(printer: str = _PRINTER, kept: bytes = b"", behind: bytes = b"") -> bytes:
    """How to print (DEVMODEW), with what only the printer's own program reads, and what lies behind all that."""
    name, form = (said.encode("utf-16-le").ljust(64, b"\0") for said in (printer, "A4"))
    public = name + struct.pack("<4HI", 0x0401, 0x0600, 220, len(kept), 0x0043FF07)
    return public.ljust(102, b"\0") + form + bytes(54) + kept + behind


def printed(content: bytes, second: bytes = b"") -> bytes:
    """A workbook whose sheets have settings for printers."""
    relation = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="printerSettings" '
        'Target="../printerSettings/printerSettings1.bin"/></Relationships>'
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relation,
        "xl/worksheets/_rels/sheet2.xml.rels": relation.replace("Settings1", "Settings2"),
        "xl/printerSettings/printerSettings1.bin": content,
        "xl/printerSettings/printerSettings2.bin": second or settings(),
    }
    return with_parts(book(), parts)


def named(said: str) -> bytes:
    """A workbook with a name for a cell."""
    return book(names=f'<definedName name="Jumlah" {said}>Rekap!$A$1</definedName>')


def _beside_the_sheet(table: str) -> bytes:
    relation = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="table" '
        'Target="../tables/table1.xml"/></Relationships>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relation, "xl/tables/table1.xml": table}
    return with_parts(book(_ROWS), parts)


_TABLE = (
    f'<table xmlns="{_MAIN}" name="Tabel1" ref="A1:C3"><autoFilter ref="A1:C3"><filterColumn colId="0"><filters>'
    '<filter val="{}"/></filters></filterColumn></autoFilter></table>'
)
_READ_ALOUD = (
    '<?xml version="1.0"?><worksheet><sheetData><row><c t="inlineStr"><is><t>x</t><rPh><t>rahasia</t></rPh></is></c>'
    "</row></sheetData></worksheet>"
)
_LIST = '<formula1>"Ya,Tidak"</formula1>'

SHEETS: Mapping[str, tuple[Callable[[], bytes], Kind, str]] = {
    "filter for a value that is gone": (
        lambda: filtered(0, "Beji", "Gaji Rahmat"), Kind.LEFTOVER, "lembar “Rekap”, saringan kolom A"),
    "filter for a number that is gone among words": (
        lambda: filtered(0, "Beji", "12500000"), Kind.LEFTOVER, "lembar “Rekap”, saringan kolom A"),
    "filter that looks for words that are gone": (
        lambda: compared("equal", "*rahasia*"), Kind.LEFTOVER, "lembar “Rekap”, saringan kolom A"),
    "filter of a table": (
        lambda: _beside_the_sheet(_TABLE.format("Gaji Rahmat")), Kind.LEFTOVER, "lembar “Rekap”, saringan kolom A"),
    "NIK in a filter": (lambda: filtered(1, SECRET), Kind.NIK, "lembar “Rekap”, saringan kolom B"),
    "NIK in a list to choose from": (
        lambda: ruled("", f'<formula1>"Siti,{SECRET}"</formula1>'), Kind.NIK, "lembar “Rekap”, aturan isian sel B2:B9"),
    "NIK in what is asked for": (
        lambda: ruled(f'showInputMessage="1" prompt="{SECRET}"'), Kind.NIK, "lembar “Rekap”, aturan isian sel B2:B9"),
    "NIK in what is said of mistakes": (
        lambda: ruled(f'showErrorMessage="true" error="{SECRET}"'), Kind.NIK, "lembar “Rekap”, aturan isian sel B2:B9"),
    "NIK in a list of newer programs": (
        lambda: book(
            after="<extLst><ext><dataValidations><dataValidation type='list'><formula1><f>"
            f'"{SECRET}"</f></formula1><sqref>C4</sqref></dataValidation></dataValidations></ext></extLst>'
        ),
        Kind.NIK, "lembar “Rekap”, aturan isian sel C4"),
    "list that is not shown": (
        lambda: ruled('showDropDown="1"', _LIST), Kind.HIDDEN_TEXT, "lembar “Rekap”, aturan isian sel B2:B9"),
    "question that is not shown": (
        lambda: ruled('showInputMessage="false" promptTitle="rahasia"', _LIST), Kind.HIDDEN_TEXT,
        "lembar “Rekap”, aturan isian sel B2:B9"),
    "answer to mistakes that is not shown": (
        lambda: ruled('error="rahasia"', _LIST), Kind.HIDDEN_TEXT, "lembar “Rekap”, aturan isian sel B2:B9"),
    "list of a rule that allows all": (
        lambda: ruled("", _LIST, kind="none"), Kind.HIDDEN_TEXT, "lembar “Rekap”, aturan isian sel B2:B9"),
    "note on a name": (lambda: named('comment="dihitung oleh Siti"'), Kind.COMMENT, "nama “Jumlah”"),
    "note on a name of the program's own": (
        lambda: book(names='<definedName name="_xlnm.Print_Area" comment="rahasia">Rekap!$A$1</definedName>'),
        Kind.COMMENT, "nama “_xlnm.Print_Area”"),
    "help on a name": (lambda: named('help="rahasia"'), Kind.COMMENT, "nama “Jumlah”"),
    "name that LibreOffice hides": (lambda: named('hidden="true"'), Kind.DEFINED_NAME, "nama “Jumlah”"),
    "note on a table": (
        lambda: _beside_the_sheet(f'<table xmlns="{_MAIN}" name="Tabel1" comment="rahasia"/>'), Kind.COMMENT,
        "tabel “Tabel1”"),
    "what only a printer's program reads": (
        lambda: printed(settings(kept=b"SDDM\1\2")), Kind.METADATA, _TOLD),
    "printer that names a computer": (
        lambda: printed(settings(r"\\LAPTOP-SITI\EPSON L3110")), Kind.METADATA, _TOLD),
    "NIK in what is kept for a printer": (
        lambda: printed(settings(kept=f"Kode: {SECRET}".encode("utf-16-le"))), Kind.NIK,
        "lembar “Rekap”, pengaturan pencetak"),
    "address in what is kept for a printer": (
        lambda: printed(settings(kept=b"\0\1siti@example.com\0")), Kind.EMAIL, "lembar “Rekap”, pengaturan pencetak"),
    "settings of a printer on a Mac": (
        lambda: printed(b'<?xml version="1.0"?><plist><string>EPSON</string></plist>'), Kind.METADATA,
        _TOLD),
    "file called settings of a printer": (
        lambda: printed(b"PK\3\4 rahasia"), Kind.ATTACHMENT, "bagian “xl/printerSettings/printerSettings1.bin”"),
    "words behind the settings of a printer": (
        lambda: printed(settings(behind=b"rahasia")), Kind.METADATA, _TOLD),
    "words behind the name of a printer": (
        lambda: printed(settings("EPSON L3110\0rahasia")), Kind.METADATA, _TOLD),
    "settings of a printer that never end": (
        lambda: printed(settings(behind=b"rahasia" * 9999)), Kind.ATTACHMENT,
        "bagian “xl/printerSettings/printerSettings1.bin”"),
    "settings of a printer that are all readable, as they say": (
        lambda: printed(settings()[:68] + b"\xff\xff" + b"rahasia" * 99), Kind.ATTACHMENT,
        "bagian “xl/printerSettings/printerSettings1.bin”"),
    "NIK in the code of its letters": (
        lambda: book(f'<row r="2">{cell("C2", _ESCAPED)}</row>'), Kind.NIK, "lembar “Rekap”, sel C2"),
    "reading above letters of two bytes": (
        lambda: with_parts(book(), {"xl/worksheets/sheet2.xml": _READ_ALOUD.encode("utf-16")}), Kind.HIDDEN_CELLS,
        "seluruh berkas"),
    "NIK between the cells": (
        lambda: book(f'<row r="2">{cell("C2", "x")}{SECRET}</row>'), Kind.NIK, "lembar “Rekap”, keterangan lembar"),
}  # fmt: skip

HONEST: Mapping[str, Callable[[], bytes]] = {
    "filter for what is shown": lambda: filtered(0, "Beji", "CIMANGGIS KOTA"),
    "filter for numbers as they are shown": lambda: filtered(1, "12.345,00", "Rp 200", "20%"),
    "filter for words that a sign stands in": lambda: filtered(2, "Sah ~~ 1~*", "BENAR"),
    "filter for what begins like a cell": lambda: compared("equal", "Cim*ko?a"),
    "filter for more than a number": lambda: compared("greaterThan", "100.5", 1),
    "filter for what is not empty": lambda: compared("notEqual", " "),
    "filter for days": lambda: book(
        _ROWS,
        after='<autoFilter ref="A1:C3"><filterColumn colId="1"><filters blank="1"><dateGroupItem year="2026" '
        'month="11" dateTimeGrouping="month"/></filters></filterColumn></autoFilter>',
    ),
    "filter of a table": lambda: _beside_the_sheet(_TABLE.format("Beji")),
    "rules as Excel writes them": lambda: ruled(
        'allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="Salah" error="Pilih dari daftar" '
        'promptTitle="Status" prompt="Pilih Ya atau Tidak"', _LIST),
    "rules as LibreOffice writes them": lambda: ruled(
        'allowBlank="true" error="Pilih dari daftar" errorStyle="stop" errorTitle="Salah" operator="between" '
        'prompt="Pilih" promptTitle="Isi" showDropDown="false" showErrorMessage="true" showInputMessage="true"',
        f"{_LIST}<formula2>0</formula2>"),
    "rule that counts": lambda: ruled(
        'operator="between" showDropDown="true"', "<formula1>1</formula1><formula2>$C$2</formula2>", kind="whole"),
    "list that stands in cells": lambda: ruled('showDropDown="1"', "<formula1>Rekap!$A$2:$A$9</formula1>"),
    "rule that allows all, as LibreOffice writes it": lambda: ruled(
        'showErrorMessage="false" error=""', "<formula1>0</formula1><formula2>0</formula2>", kind="none"),
    "name as LibreOffice writes it": lambda: named('function="false" hidden="false" vbProcedure="false" comment=""'),
    "settings of a printer whose program keeps nothing": lambda: printed(settings()),
    "settings of a printer whose program keeps zeros": lambda: printed(settings(kept=bytes(40), behind=bytes(2))),
    "word of an outcome that looks like a number": lambda: book(
        '<row r="2"><c r="C2" t="str"><f>"KELAS E"&amp;"+"</f><v>KELAS E+</v></c></row>'),
}  # fmt: skip
