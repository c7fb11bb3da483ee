"""XLSX files written by hand, so that they can hold what no library would write."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from services.registry.dip.domain.imports import COLUMNS

HEADING = [column.headings[0] for column in COLUMNS]
ROW: list[object] = [
    "Laporan keuangan 2025", "Berkala", "Subbagian Keuangan", "Sekretaris", date(2026, 1, 15), "Depok", "Softcopy",
    "5 tahun", "KU.01", "https://example.com/laporan",
]  # fmt: skip
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)
_EPOCH = date(1899, 12, 30)


class Formula(str):
    """A cell that computes, with the value it last had."""


def sheet(rows: Iterable[Sequence[object]], *, merged: Sequence[str] = (), state: str = "visible") -> bytes:
    """A workbook with one sheet."""
    body = "".join(
        f'<row r="{number}">' + "".join(_cell(number, place, value) for place, value in enumerate(row)) + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    joined = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f"<mergeCells>{joined}</mergeCells>" if merged else ""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _relations(f"{_OFFICE}/officeDocument", "xl/workbook.xml"))
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="DIP" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations(f"{_OFFICE}/worksheet", "worksheets/sheet1.xml", f"{_OFFICE}/styles", "styles.xml"),
        )
        file.writestr("xl/styles.xml", _STYLES)
        content = f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'
        file.writestr("xl/worksheets/sheet1.xml", content)
    return packed.getvalue()


def listed(*rows: Sequence[object], heading: Sequence[object] = HEADING, **more: object) -> bytes:
    """A sheet of the public-information list."""
    return sheet([heading, *rows], **more)  # type: ignore[arg-type]


def row(**changes: object) -> list[object]:
    """A sound row with some cells changed, by the names of the columns in the domain."""
    return [changes.get(column.name, value) for column, value in zip(COLUMNS, ROW, strict=True)]


def bomb(size: int = 400 << 20) -> bytes:
    """A small file that is huge inside."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(size >> 20):
            part.write(b" " * (1 << 20))
    return packed.getvalue()


def far_away() -> bytes:
    """A small file whose second cell is the last one that a sheet can have: 17 thousand million lie between."""
    return _changed(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def winding(size: int = 20 << 20) -> bytes:
    """A small file with a part, named by nothing, in which half a cell begins again and again."""
    packed = BytesIO(sheet([HEADING, ROW]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet2.xml", b'<c r="A1"' * (size // 9))
    return packed.getvalue()


def locked() -> bytes:
    """A file with a part that says it is encrypted."""
    whole = bytearray(sheet([HEADING, ROW]))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        whole[whole.rindex(mark) + flags] |= 1
    return bytes(whole)


def _changed(old: bytes, new: bytes) -> bytes:
    """A sound file with some words of its sheet in place of others."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(sheet([HEADING, ROW]))) as sound, zipfile.ZipFile(packed, "w") as file:
        for name in sound.namelist():
            file.writestr(name, sound.read(name).replace(old, new))
    return packed.getvalue()


def _relations(*pairs: str) -> str:
    made = "".join(
        f'<Relationship Id="rId{place // 2 + 1}" Type="{pairs[place]}" Target="{pairs[place + 1]}"/>'
        for place in range(0, len(pairs), 2)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{made}</Relationships>'


def _cell(number: int, place: int, value: object) -> str:
    where = f"{chr(ord('A') + place)}{number}"
    match value:
        case None | "":
            return ""
        case Formula():
            return f'<c r="{where}" t="str"><f>{escape(value)}</f><v>lama</v></c>'
        case date():
            return f'<c r="{where}" s="1"><v>{(value - _EPOCH).days}</v></c>'
        case int() | float():
            return f'<c r="{where}"><v>{value}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
