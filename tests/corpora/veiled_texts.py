"""DOCX texts that say more than they show for where it stands: in codes, folded rows, off the page, in the ZIP."""

import io
import zipfile
from collections.abc import Callable, Mapping

from services.documents.gate.domain.findings import Kind
from tests.corpora.leaking_texts import parts_of, run, word
from tests.corpora.veiled_sheets import settings

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _coded(code: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"<w:p>{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}</w:p>"


def _two_forms(choice: str, fallback: str, needs: str = "wps") -> str:
    """A drawing in the form of today and in that of older programs."""
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="{needs}"><w:t>{choice}</w:t></mc:Choice>'
        f"<mc:Fallback><w:t>{fallback}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _row(looks: str) -> str:
    return f"<w:tbl><w:tr><w:trPr>{looks}</w:trPr><w:tc>{run('rahasia')}</w:tc></w:tr></w:tbl>"


def _placed(looks: str) -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr><w:r><w:t>rahasia</w:t></w:r></w:p>"


def _with_settings(settings: str) -> bytes:
    return word(run("x"), **{"word/settings.xml": f"<settings>{settings}</settings>"})


def _with_styles(styles: str) -> bytes:
    return word(run("rahasia"), **{"word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'})


def _taken_out_of_the_list() -> bytes:
    """A DOCX in whose ZIP a part still lies that its table of contents names no more."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts_of(word(run("x"))).items():
            file.writestr(name, content)
            file.writestr(f"lama/{name}", "rahasia")
        file.filelist = [one for one in file.filelist if not one.filename.startswith("lama/")]
    return packed.getvalue()


def _noted() -> bytes:
    """A DOCX with a field of no program's own beside a part, in the ZIP."""
    packed, told = io.BytesIO(), b"rahasia"
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts_of(word(run("x"))).items():
            entry = zipfile.ZipInfo(name)
            entry.extra = b"\xfe\xca" + len(told).to_bytes(2, "little") + told
            file.writestr(entry, content)
    return packed.getvalue()


_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="officeDocument" Target="word/document.xml"/></Relationships>'
)
_REMARKED = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><!-- rahasia --></w:document>'
VEILED: Mapping[str, tuple[Callable[[], bytes], Kind]] = {
    "words in the code of a field": (lambda: word(_coded('QUOTE "rahasia"')), Kind.HIDDEN_TEXT),
    "words for an index": (lambda: word(_coded('XE "rahasia"')), Kind.HIDDEN_TEXT),
    "words in a simple field": (
        lambda: word("<w:p><w:fldSimple w:instr='COMMENTS \"rahasia\"'/></w:p>"),
        Kind.HIDDEN_TEXT,
    ),
    "other words for older programs": (lambda: word(_two_forms("x", "rahasia")), Kind.HIDDEN_TEXT),
    "words for programs that there are not": (lambda: word(_two_forms("rahasia", "x", "zzz")), Kind.HIDDEN_TEXT),
    "hidden row": (lambda: word(_row("<w:hidden/>")), Kind.HIDDEN_TEXT),
    "row without height": (lambda: word(_row('<w:trHeight w:val="1" w:hRule="exact"/>')), Kind.HIDDEN_TEXT),
    "line without height": (
        lambda: word(_placed('<w:spacing w:line="2" w:lineRule="exact"/>')),
        Kind.HIDDEN_TEXT,
    ),
    "letters without width": (lambda: word(run("rahasia", '<w:w w:val="1"/>')), Kind.HIDDEN_TEXT),
    "hidden mark of a paragraph's end": (lambda: word(run("rahasia", "<w:specVanish/>")), Kind.HIDDEN_TEXT),
    "colour of the paper by its name": (
        lambda: word(run("rahasia", '<w:color w:val="auto" w:themeColor="background1"/>')),
        Kind.HIDDEN_TEXT,
    ),
    "hidden drawing": (
        lambda: word(f'<w:p><w:drawing><anchor><docPr hidden="1"/>{run("rahasia")}</anchor></w:drawing></w:p>'),
        Kind.HIDDEN_TEXT,
    ),
    "hidden shape": (
        lambda: word(f'<w:p><w:pict><shape style="visibility:hidden">{run("rahasia")}</shape></w:pict></w:p>'),
        Kind.HIDDEN_TEXT,
    ),
    "usual style that hides": (
        lambda: _with_styles('<w:style w:default="1" w:styleId="Normal"><w:rPr><w:vanish/></w:rPr></w:style>'),
        Kind.HIDDEN_TEXT,
    ),
    "usual looks that hide": (
        lambda: _with_styles("<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"),
        Kind.HIDDEN_TEXT,
    ),
    "paragraph beside the page": (lambda: word(_placed('<w:ind w:left="-20000"/>')), Kind.OUTSIDE),
    "frame beside the page": (lambda: word(_placed('<w:framePr w:x="-20000"/>')), Kind.OUTSIDE),
    "drawing beside the page": (
        lambda: word("<w:p><w:drawing><posOffset>-30000000</posOffset></w:drawing></w:p>"),
        Kind.OUTSIDE,
    ),
    "variable": (lambda: _with_settings('<docVar val="rahasia"/>'), Kind.LEFTOVER),
    "whom letters are written to": (lambda: _with_settings("<mailMerge/>"), Kind.EXTERNAL_LINK),
    "building block": (
        lambda: word(run("x"), **{"word/glossary/document.xml": "<d><docPart><t>rahasia</t></docPart></d>"}),
        Kind.LEFTOVER,
    ),
    "part that no other leads to": (
        lambda: word(run("x"), **{"_rels/.rels": _ROOT, "word/lama.xml": "<a>rahasia</a>"}),
        Kind.LEFTOVER,
    ),
    "part that only the list forgot": (_taken_out_of_the_list, Kind.LEFTOVER),
    "note in the ZIP": (_noted, Kind.LEFTOVER),
    "what only a printer's program reads": (
        lambda: word(run("x"), **{"word/printerSettings1.bin": settings(kept=b"SDDM")}),
        Kind.METADATA,
    ),
    "program in the markup": (lambda: word(f"<!-- Generated by Jasper 6.20 -->{run('x')}"), Kind.METADATA),
    "note in the markup of two bytes a letter": (
        lambda: word(run("x"), **{"word/document.xml": _REMARKED.encode("utf-16")}),
        Kind.COMMENT,
    ),
    "note that begins like that of a program": (
        lambda: word(f"<!-- Generated by Jasper: rahasia -->{run('x')}"),
        Kind.COMMENT,
    ),
    "note in the markup": (lambda: word(f"<!-- rahasia -->{run('x')}"), Kind.COMMENT),
}


def usual() -> bytes:
    """A DOCX with what every office writes: fields that count and link, a text box in two forms, room to fill in."""
    codes = (
        "PAGE",
        r'TOC \o "1-3" \h',
        'HYPERLINK "https://kpu.go.id"',
        r'DATE \@ "d MMMM yyyy"',
        "= ",
        " + 1",
        "SEQ Tabel",
    )
    body = "".join(_coded(code) for code in codes) + _two_forms("Kotak teks", "Kotak teks") + _two_forms("Kotak", "")
    body += _placed('<w:spacing w:line="240" w:lineRule="exact"/><w:ind w:left="720"/>')
    body += _row('<w:trHeight w:val="400" w:hRule="exact"/>') + run("Judul", '<w:w w:val="90"/>')
    body += "<!-- === --><w:p><w:drawing><posOffset>914400</posOffset></w:drawing></w:p>"
    asked = '<d><docPart><type val="bbPlcHdr"/><t>Klik untuk mengisi</t></docPart></d>'
    packed = io.BytesIO()
    with zipfile.ZipFile(_Streamed(packed), "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts_of(word(body, **{"word/glossary/document.xml": asked})).items():
            file.writestr(name, content)
    return packed.getvalue()


class _Streamed(io.RawIOBase):
    """A file in which nobody goes back, so that sizes stand behind the parts of a ZIP."""

    def __init__(self, packed: io.BytesIO) -> None:
        self._packed = packed

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        return self._packed.write(content)  # type: ignore[arg-type]  # whatever holds bytes
