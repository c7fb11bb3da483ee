"""DOCX texts whose fields keep something: what programs for citations write, and what hides among it."""

import base64
import json
from collections.abc import Callable, Mapping

from services.documents.gate.domain.findings import Kind
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_texts import run, word

_LINK = bytes.fromhex("08d0c9ea79f9bace118c8200aa004ba90b02000000")  # how Word begins what it keeps of a link
_WORK = {
    "citationID": "a1",
    "properties": {"formattedCitation": "(Asshiddiqie, 2010)", "plainCitation": "(Asshiddiqie, 2010)"},
    "citationItems": [
        {
            "id": 7,
            "uris": ["http://zotero.org/users/1234567/items/ABCD2345"],
            "itemData": {
                "type": "book",
                "title": "Konstitusi {dan} konstitusionalisme",
                "author": [{"family": "Asshiddiqie", "given": "Jimly"}],
                "issued": {"date-parts": [["2010"]]},
                "ISBN": "978-979-007-250-0",
                "abstract": "Buku ini membahas konstitusi.",
            },
        }
    ],
    "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
}
_NOTE = "<EndNote><Cite><Author>Budiardjo</Author><Year>2008</Year><RecNum>1</RecNum></Cite></EndNote>"


def _escaped(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;")


def field(code: str, kept: bytes = b"", pieces: int = 1) -> str:
    """A paragraph with a field, its code in pieces, and what is kept with it."""
    size = -(-len(code) // pieces)
    told = "".join(
        f'<w:r><w:instrText xml:space="preserve">{_escaped(code[at : at + size])}</w:instrText></w:r>'
        for at in range(0, len(code), size)
    )
    data = f"<w:fldData>{base64.encodebytes(kept).decode()}</w:fldData>" if kept else ""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end")]
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    return f"<w:p>{begin}{told}{marks[0]}{run('(Asshiddiqie, 2010)')[5:-6]}{marks[1]}</w:p>"


def _cited(**more: object) -> str:
    return f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(_WORK | more)} "


def _made(code: str, kept: bytes = b"", pieces: int = 1) -> Callable[[], bytes]:
    return lambda: word(field(code, kept, pieces))


_ESCAPES = "".join(f"\\u{ord(digit):04x}" for digit in SECRET)
VEILED: Mapping[str, tuple[Callable[[], bytes], Kind]] = {
    "words in the code of an unknown program": (_made(' ADDIN CATATAN "rahasia" '), Kind.HIDDEN_TEXT),
    "words called a citation": (_made(" ADDIN ZOTERO_ITEM CSL_CITATION rahasia "), Kind.HIDDEN_TEXT),
    "words behind a citation": (_made(f"{_cited()} rahasia"), Kind.HIDDEN_TEXT),
    "words behind a note of EndNote": (_made(f" ADDIN EN.CITE {_NOTE} rahasia "), Kind.HIDDEN_TEXT),
    "NIK in a citation": (_made(_cited(note=f"NIK {SECRET}"), pieces=40), Kind.NIK),
    "NIK in a citation by the codes of its letters": (
        _made(_cited(note="x").replace('"x"', f'"{_ESCAPES}"')),
        Kind.NIK,
    ),
    "address in a note of EndNote": (
        _made(f" ADDIN EN.CITE {_NOTE.replace('Budiardjo', 'siti@example.com')} "),
        Kind.EMAIL,
    ),
    "NIK in what EndNote keeps": (
        _made(" ADDIN EN.CITE.DATA ", _NOTE.replace("2008", SECRET).encode()),
        Kind.NIK,
    ),
    "words kept with a field": (_made(" PAGE ", b"rahasia"), Kind.LEFTOVER),
    "words kept with a field that keeps nothing else": (_made(" ADDIN ZOTERO_TEMP ", b"rahasia"), Kind.LEFTOVER),
    "NIK in what is kept of a link": (
        _made(" PAGEREF _Toc1 ", _LINK + f"_Toc {SECRET}".encode("utf-16-le")),
        Kind.NIK,
    ),
    "NIK over two pieces of a code": (_made(f" HYPERLINK {SECRET} ", pieces=2), Kind.NIK),
    "NIK packed into the mark of a control": (
        lambda: word(f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{_packed()}"/></w:sdtPr></w:sdt>'),
        Kind.NIK,
    ),
}


def _packed() -> str:
    return base64.b64encode(json.dumps({"citationID": "a", "note": SECRET, "more": "x" * 40}).encode()).decode()


HONEST: Mapping[str, Callable[[], bytes]] = {
    "citation of Zotero": _made(_cited(), pieces=12),
    "list of Zotero": _made(' ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY '),
    "citation of Mendeley": _made(f"ADDIN CSL_CITATION {json.dumps(_WORK)}"),
    "list of Mendeley": _made("ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY "),
    "citation of EndNote": _made(f" ADDIN EN.CITE {_NOTE}"),
    "citation that EndNote keeps": _made(" ADDIN EN.CITE.DATA ", _NOTE.encode()),
    "list of EndNote": _made(" ADDIN EN.REFLIST "),
    "page in a list of contents": _made(" PAGEREF _Toc1 \\h ", _LINK + "_Toc184567890".encode("utf-16-le") + bytes(2)),
}
