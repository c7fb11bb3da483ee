"""DOCX texts with words in the colour of what they stand on, and honest ones whose words stand out from it."""

from collections.abc import Callable, Mapping

from tests.corpora.leaking_texts import run, word

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BLACK, _WHITE = '<w:color w:val="000000"/>', '<w:color w:val="FFFFFF"/>'
_INKED = '<w:style w:styleId="{}" w:type="{}"><w:rPr><w:color w:val="{}"/></w:rPr></w:style>'
_DEFAULT = '<w:style w:styleId="Normal" w:type="paragraph" w:default="1"><w:rPr><w:color w:val="{}"/></w:rPr></w:style>'


def styled(body: str, *styles: str) -> bytes:
    """A text with styles."""
    return word(body, **{"word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{"".join(styles)}</w:styles>'})


def cell(fill: str, body: str, pattern: str = "clear", colour: str = "auto") -> str:
    """A table of one cell on a ground."""
    ground = f'<w:shd w:val="{pattern}" w:color="{colour}" w:fill="{fill}"/>'
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{ground}</w:tcPr>{body}</w:tc></w:tr></w:tbl>"


def _on(fill: str, looks: str, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    around = f'<w:pPr>{named}<w:shd w:fill="{fill}"/></w:pPr>'
    return f"<w:p>{around}<w:r><w:rPr>{looks}</w:rPr><w:t>rahasia</w:t></w:r></w:p>"


def _in(style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>rahasia</w:t></w:r></w:p>'


def _box(fill: str, looks: str) -> str:
    return (
        f'<w:p><w:r><wsp><spPr><solidFill><srgbClr val="{fill}"/></solidFill></spPr><txbx><w:txbxContent>'
        f"{run('rahasia', looks)}</w:txbxContent></txbx></wsp></w:r></w:p>"
    )


def _old_box(more: str, looks: str) -> str:
    said = f"<w:txbxContent>{run('rahasia', looks)}</w:txbxContent>"
    return f"<w:p><w:r><w:pict><rect {more}>{said}</rect></w:pict></w:r></w:p>"


PALE: Mapping[str, Callable[[], bytes]] = {
    "black words in a black cell": lambda: word(cell("000000", run("rahasia", _BLACK))),
    "black words in a cell that a pattern makes black": lambda: word(
        cell("auto", run("rahasia", _BLACK), "solid", "000000")
    ),
    "black words in a black paragraph": lambda: word(_on("000000", _BLACK)),
    "words of a black style in a black cell": lambda: styled(
        cell("000000", _in("Hitam")), _INKED.format("Hitam", "paragraph", "000000")
    ),
    "words of the usual black style in a black cell": lambda: styled(
        cell("000000", run("rahasia")), _DEFAULT.format("000000")
    ),
    "words of the colour of their box": lambda: word(_box("C00000", '<w:color w:val="C00000"/>')),
    "words of the colour of their box for older programs": lambda: word(
        _old_box('fillcolor="#c00000 [3204]"', '<w:color w:val="C00000"/>')
    ),
    "white words in a box that is not filled": lambda: word(_old_box('filled="f" fillcolor="#c00000"', _WHITE)),
    "white words in a white cell within a dark one": lambda: word(
        cell("102A43", cell("FFFFFF", run("rahasia", _WHITE)))
    ),
    "words of a white style on paper": lambda: styled(_in("Putih"), _INKED.format("Putih", "paragraph", "FFFFFF")),
}
SEEN: Mapping[str, Callable[[], bytes]] = {
    "white words in a dark cell": lambda: word(cell("102A43", run("rahasia", _WHITE))),
    "white words in a dark paragraph": lambda: word(_on("102A43", _WHITE)),
    "words of a white style in a dark cell": lambda: styled(
        cell("102A43", _in("Putih")), _INKED.format("Putih", "paragraph", "FFFFFF")
    ),
    "white words in a dark box": lambda: word(_box("102A43", _WHITE)),
    "words without a colour in a black cell": lambda: word(cell("000000", run("rahasia"))),
    "words of any colour in a black cell": lambda: word(cell("000000", run("rahasia", '<w:color w:val="auto"/>'))),
    "black words in a grey cell": lambda: word(cell("D9D9D9", run("rahasia", _BLACK))),
}
