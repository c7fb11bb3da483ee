"""Workbooks that hold more than they show, part by part, so that what is hidden in each is known."""

import io
from collections.abc import Callable, Mapping

import xlsxwriter

from services.documents.gate.domain.findings import Kind
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_texts import CORE, parts_of, photo, zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def cell(where: str, text: object, more: str = "") -> str:
    """A cell with a text of its own."""
    if isinstance(text, int):
        return f'<c r="{where}"{more}><v>{text}</v></c>'
    return f'<c r="{where}" t="inlineStr"{more}><is><t>{text}</t></is></c>'


def book(
    rows: str = "",
    *,
    before: str = "",
    after: str = "",
    state: str = "visible",
    names: str = "",
    styles: str = "",
    **parts: str | bytes,
) -> bytes:
    """A workbook with the sheet `Rekap`, and `Gaji` in a state of its own; `parts` beside it, by name."""
    shown = f'<row r="1">{cell("A1", "Kecamatan")}{cell("B1", "Suara")}</row>'
    relation = f"{_OFFICE}/worksheet"
    base: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Rekap" sheetId="1" r:id="rId1"/>'
            f'<sheet name="Gaji" sheetId="2" state="{state}" r:id="rId2"/></sheets>'
            f"<definedNames>{names}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{relation}" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relation}" '
            'Target="/xl/worksheets/sheet2.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{shown}{rows}</sheetData>{after}</worksheet>'
        ),
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>',
    }
    if styles:
        base["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return zipped(base | parts)


def with_part(name: str, content: str | bytes) -> bytes:
    """A workbook with one more part."""
    return zipped(parts_of(book()) | {name: content})  # type: ignore[dict-item]  # texts beside bytes


def with_parts(content: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """A workbook with parts added or put in the place of its own."""
    return zipped(parts_of(content) | parts)  # type: ignore[operator]  # texts beside bytes


def styled(styles: str) -> bytes:
    """A workbook whose cell B2 has the second style."""
    hidden = cell("B2", "rahasia", ' s="1"')
    return book(f'<row r="2">{hidden}</row>', styles=styles)


def usual() -> bytes:
    """A workbook as a library writes it, with a formula, a merged title, a filter and a print area."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as made:
        sheet = made.add_worksheet("Rekap")
        sheet.merge_range("A1:B1", "Rekapitulasi")
        sheet.write_row("A2", ["Kecamatan", "Suara"])
        sheet.write_row("A3", ["Beji", 12345])
        sheet.write_formula("B4", "=SUM(B3:B3)", value=12345)
        sheet.autofilter("A2:B3")
        sheet.print_area("A1:B4")
        made.define_name("Jumlah", "=Rekap!$B$4")
    return packed.getvalue()


_FILL = '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
_FONTS = '<fonts count="2"><font><color theme="1"/></font><font><color rgb="FFFFFFFF"/></font></fonts>'
_HIDING_FORMAT = (
    f'<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>{_FONTS}{_FILL}'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
)
_WHITE_ON_NOTHING = f'{_FONTS}{_FILL}<cellXfs count="2"><xf fontId="0"/><xf fontId="1" fillId="0"/></cellXfs>'


def _painted(color: str) -> str:
    """Styles of which the second writes in a colour on a ground of that very colour."""
    fill = f'<fill><patternFill patternType="solid"><fgColor rgb="{color}"/></patternFill></fill>'
    fonts = f'<fonts><font/><font><color rgb="{color}"/></font></fonts>'
    return f'{fonts}<fills><fill/>{fill}</fills><cellXfs><xf fontId="0"/><xf fontId="1" fillId="1"/></cellXfs>'


_TEN = (
    f'<row r="10" hidden="1">{cell("A10", "Siti")}</row><row r="11" hidden="1"/><row r="12" ht="0" customHeight="1"/>'
)

# What is hidden, its kind, and the place that has to be named.
SHEETS: Mapping[str, tuple[Callable[[], bytes], Kind, str]] = {
    "hidden sheet": (lambda: book(state="hidden"), Kind.HIDDEN_SHEET, "lembar “Gaji”"),
    "very hidden sheet": (lambda: book(state="veryHidden"), Kind.HIDDEN_SHEET, "lembar “Gaji”"),
    "filled hidden sheet": (
        lambda: with_parts(
            book(state="hidden"),
            {
                "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
                f'<row r="2">{cell("B2", "rahasia")}</row><row r="9">{cell("D9", 5)}</row></sheetData></worksheet>'
            },
        ),
        Kind.HIDDEN_SHEET,
        "lembar “Gaji”, sel B2:D9",
    ),
    "hidden rows": (lambda: book(_TEN), Kind.HIDDEN_ROWS, "lembar “Rekap”, baris 10–12"),
    "row without height": (lambda: book('<row r="4" ht="0"/>'), Kind.HIDDEN_ROWS, "lembar “Rekap”, baris 4"),
    "hidden row without a number": (
        lambda: book(f'<row hidden="1">{cell("", "rahasia")}</row>'),
        Kind.HIDDEN_ROWS,
        "lembar “Rekap”, baris 2",
    ),
    "rows hidden unless they say otherwise": (
        lambda: book(f"<row>{cell('A2', 'rahasia')}</row>", before='<sheetFormatPr zeroHeight="1"/>'),
        Kind.HIDDEN_ROWS,
        "lembar “Rekap”, semua baris",
    ),
    "columns hidden unless they say otherwise": (
        lambda: book(before='<sheetFormatPr defaultColWidth="0"/>'),
        Kind.HIDDEN_COLUMNS,
        "lembar “Rekap”, semua kolom",
    ),
    "hidden column": (
        lambda: book(before='<cols><col min="3" max="5" hidden="1"/></cols>'),
        Kind.HIDDEN_COLUMNS,
        "lembar “Rekap”, kolom C–E",
    ),
    "column without width": (
        lambda: book(before='<cols><col min="28" max="28" width="0"/></cols>'),
        Kind.HIDDEN_COLUMNS,
        "kolom AB–AB",
    ),
    "format that shows nothing": (lambda: styled(_HIDING_FORMAT), Kind.HIDDEN_CELLS, "lembar “Rekap”, sel B2"),
    "white on white": (lambda: styled(_WHITE_ON_NOTHING), Kind.HIDDEN_CELLS, "lembar “Rekap”, sel B2"),
    "white on a white ground": (lambda: styled(_painted("FFFFFFFF")), Kind.HIDDEN_CELLS, "lembar “Rekap”, sel B2"),
    "red on red": (lambda: styled(_painted("FFC00000")), Kind.HIDDEN_CELLS, "lembar “Rekap”, sel B2"),
    "cell under a merged one": (
        lambda: book(
            f'<row r="2">{cell("A2", "x")}{cell("B2", "rahasia")}</row>',
            after='<mergeCells><mergeCell ref="A2:C2"/></mergeCells>',
        ),
        Kind.HIDDEN_CELLS,
        "sel B2",
    ),
    "pivot cache": (
        lambda: with_part("xl/pivotCache/pivotCacheRecords1.xml", "<r/>"),
        Kind.PIVOT_CACHE,
        "seluruh berkas",
    ),
    "pivot cache that says where it is from": (
        lambda: with_part(
            "xl/pivotCache/pivotCacheDefinition1.xml",
            f'<c xmlns="{_MAIN}"><cacheSource><worksheetSource ref="A1:F900" sheet="Data"/></cacheSource></c>',
        ),
        Kind.PIVOT_CACHE,
        "lembar “Data”, sel A1:F900",
    ),
    "values of a scenario": (
        lambda: book(after='<scenarios><scenario name="x"><inputCells r="C4" val="rahasia"/></scenario></scenarios>'),
        Kind.LEFTOVER,
        "lembar “Rekap”, sel C4",
    ),
    "chart drawn from a hidden sheet": (
        lambda: with_parts(
            book(state="hidden"), {"xl/charts/chart1.xml": "<c><f>Gaji!$A$1:$A$9</f><v>rahasia</v></c>"}
        ),
        Kind.LEFTOVER,
        "bagan dari lembar “Gaji”",
    ),
    "slicer cache": (lambda: with_part("xl/slicerCaches/slicerCache1.xml", "<r/>"), Kind.PIVOT_CACHE, "seluruh berkas"),
    "data model": (lambda: with_part("xl/model/item.data", b"x"), Kind.PIVOT_CACHE, "seluruh berkas"),
    "comment": (
        lambda: with_part(
            "xl/comments1.xml", f'<comments xmlns="{_MAIN}"><commentList><comment ref="B7"/></commentList></comments>'
        ),
        Kind.COMMENT,
        "sel B7",
    ),
    "comment beside its sheet": (
        lambda: with_parts(
            book(),
            {
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" '
                f'Type="{_OFFICE}/comments" Target="../comments1.xml"/></Relationships>',
                "xl/comments1.xml": f'<comments xmlns="{_MAIN}"><comment ref="B7"/></comments>',
            },
        ),
        Kind.COMMENT,
        "lembar “Rekap”, sel B7",
    ),
    "who wrote comments": (
        lambda: with_part("xl/persons/person.xml", '<p><person displayName="Siti"/></p>'),
        Kind.METADATA,
        "nama pemberi komentar",
    ),
    "threaded comment": (
        lambda: with_part("xl/threadedComments/threadedComment1.xml", '<r><threadedComment ref="C3"/></r>'),
        Kind.COMMENT,
        "sel C3",
    ),
    "name that leads to a hidden sheet": (
        lambda: book(state="hidden", names='<definedName name="Daftar">Gaji!$A$1</definedName>'),
        Kind.DEFINED_NAME,
        "nama “Daftar”",
    ),
    "hidden name": (
        lambda: book(names='<definedName name="Kunci" hidden="1">Rekap!$A$1</definedName>'),
        Kind.DEFINED_NAME,
        "nama “Kunci”",
    ),
    "name that is a value": (
        lambda: book(names='<definedName name="Sandi">"rahasia"</definedName>'),
        Kind.DEFINED_NAME,
        "nama “Sandi”",
    ),
    "link to another workbook": (
        lambda: with_part("xl/externalLinks/externalLink1.xml", "<r/>"),
        Kind.EXTERNAL_LINK,
        "seluruh berkas",
    ),
    "connection to a database": (lambda: with_part("xl/connections.xml", "<r/>"), Kind.EXTERNAL_LINK, "seluruh berkas"),
    "history of a shared workbook": (
        lambda: with_part("xl/revisions/revisionLog1.xml", "<r/>"),
        Kind.REVISION,
        "seluruh berkas",
    ),
    "author": (
        lambda: with_part("docProps/core.xml", CORE.format("<dc:creator>Siti</dc:creator>")),
        Kind.METADATA,
        "keterangan berkas: pembuat",
    ),
    "company": (
        lambda: with_part("docProps/app.xml", "<Properties><Company>CV Maju</Company></Properties>"),
        Kind.METADATA,
        "instansi",
    ),
    "own properties": (lambda: with_part("docProps/custom.xml", "<r/>"), Kind.METADATA, "isian tambahan"),
    "embedded file": (lambda: with_part("xl/embeddings/oleObject1.bin", b"x"), Kind.ATTACHMENT, "seluruh berkas"),
    "macro": (lambda: with_part("xl/vbaProject.bin", b"x"), Kind.SCRIPT, "seluruh berkas"),
    "stored XML": (lambda: with_part("customXml/item1.xml", "<r/>"), Kind.LEFTOVER, "seluruh berkas"),
    "text of a deleted cell": (
        lambda: with_part("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}"><si><t>rahasia</t></si></sst>'),
        Kind.LEFTOVER,
        "seluruh berkas",
    ),
    "picture with coordinates": (
        lambda: with_part("xl/media/image1.jpg", photo(gps=True)),
        Kind.LOCATION,
        "image1.jpg",
    ),
    "NIK as a number": (
        lambda: book(f'<row r="2">{cell("C2", int(SECRET))}</row>'),
        Kind.NIK,
        "lembar “Rekap”, sel C2",
    ),
    "NIK as a text": (lambda: book(f'<row r="2">{cell("C2", SECRET)}</row>'), Kind.NIK, "lembar “Rekap”, sel C2"),
    "NIK in a text box": (
        lambda: with_part("xl/drawings/drawing1.xml", f"<r><t>NIK {SECRET}</t></r>"),
        Kind.NIK,
        "gambar dan bagan",
    ),
    "no workbook at all": (lambda: zipped({"x": b""}), Kind.UNREADABLE, "seluruh berkas"),
}
