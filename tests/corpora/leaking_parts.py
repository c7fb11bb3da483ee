"""Workbooks that hold something where no cell, comment or name is: in parts without rules of their own, in looks."""

from collections.abc import Callable, Mapping

from services.documents.gate.domain.findings import Kind
from tests.corpora import leaking_sheets, veiled_sheets
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_sheets import book, styled, with_part
from tests.corpora.leaking_texts import parts_of, zipped


def _inked(color: str, size: int = 11) -> str:
    """Styles of which the second writes in a colour and a size on no ground."""
    fonts = f'<fonts><font/><font><sz val="{size}"/><color rgb="{color}"/></font></fonts>'
    return f'{fonts}<fills><fill/></fills><cellXfs><xf fontId="0"/><xf fontId="1" fillId="0"/></cellXfs>'


def _called(name: str) -> bytes:
    """A workbook whose first sheet has a name."""
    return zipped({part: content.replace(b"Rekap", name.encode()) for part, content in parts_of(book()).items()})


SHEETS: Mapping[str, tuple[Callable[[], bytes], Kind, str]] = (
    leaking_sheets.SHEETS
    | veiled_sheets.SHEETS
    | {  # type: ignore[operator]
        "NIK in a formula": (
            lambda: book(f'<row r="2"><c r="C2"><f>N("{SECRET}")</f><v>0</v></c></row>'),
            Kind.NIK,
            "lembar “Rekap”, rumus sel C2",
        ),
        "NIK in what a picture is said to show": (
            lambda: with_part("xl/drawings/drawing1.xml", f'<r><cNvPr descr="NIK {SECRET}"/></r>'),
            Kind.NIK,
            "gambar dan bagan",
        ),
        "NIK in the name of a sheet": (lambda: _called(SECRET), Kind.NIK, "bagian “xl/workbook.xml”"),
        "address in a table": (
            lambda: with_part("xl/tables/table1.xml", '<table name="siti@example.com"/>'),
            Kind.EMAIL,
            "bagian “xl/tables/table1.xml”",
        ),
        "file that no part leads to": (lambda: with_part("xl/lama.dat", b"rahasia"), Kind.ATTACHMENT, "xl/lama.dat"),
        "drawing in a format that nobody reads": (
            lambda: with_part("xl/media/image1.emf", b"rahasia"),
            Kind.ATTACHMENT,
            "image1.emf",
        ),
        "as good as white": (lambda: styled(_inked("FFFEFEFE")), Kind.HIDDEN_CELLS, "lembar “Rekap”, sel B2"),
        "letters without size": (lambda: styled(_inked("FF000000", 1)), Kind.HIDDEN_CELLS, "lembar “Rekap”, sel B2"),
        "row as good as without height": (
            lambda: book('<row r="4" ht="0.75"/>'),
            Kind.HIDDEN_ROWS,
            "lembar “Rekap”, baris 4",
        ),
    }
)
