"""OpenDocument texts with words that no eye sees, or that stand in variables, and honest ones that come close."""

from collections.abc import Callable, Mapping

from services.documents.gate.domain.findings import Kind
from tests.corpora.leaking_texts import zipped

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_AUTO = 'style:use-window-font-color="true" opacity="0%"'
_USUAL = (
    f'<office:styles><style:default-style style:family="paragraph"><style:text-properties {_AUTO} fo:font-size="12pt"/>'
    "</style:default-style></office:styles>"
)


def made(styles: str, body: str, usual: str = _USUAL) -> bytes:
    """A text with styles of its own, and the usual ones in a part apart."""
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {_NAMES}>{usual}</office:document-styles>",
    })  # fmt: skip


def _style(family: str, looks: str = "", around: str = "", name: str = "A", parent: str = "") -> str:
    based = f' style:parent-style-name="{parent}"' if parent else ""
    kind = {"table-cell": "table-cell", "graphic": "graphic"}.get(family, "paragraph")
    return (
        f'<style:style style:name="{name}" style:family="{family}"{based}><style:{kind}-properties {around}/>'
        f"<style:text-properties {looks}/></style:style>"
    )


_WORDS = '<text:p text:style-name="A">rahasia</text:p>'
_SPAN = '<text:p>Putusan<text:span text:style-name="A"> rahasia</text:span></text:p>'
_UNSET = "<text:user-field-decl text:name='a' office:string-value='rahasia'/>"
_ASKED = "<text:conditional-text text:string-value-if-true='x' text:string-value-if-false='rahasia'>x"
_WHITE, _DARK = 'fo:color="#ffffff"', 'fo:background-color="#102a43"'


VEILED: Mapping[str, tuple[Callable[[], bytes], Kind]] = {
    "white paragraph": (lambda: made(_style("paragraph", _WHITE), _WORDS), Kind.HIDDEN_TEXT),
    "words as good as white": (lambda: made(_style("text", 'fo:color="#FDFEFD"'), _SPAN), Kind.HIDDEN_TEXT),
    "words of a white style's child": (
        lambda: made(_style("text", _WHITE, name="B") + _style("text", parent="B"), _SPAN),
        Kind.HIDDEN_TEXT,
    ),
    "black words under a black marker": (
        lambda: made(_style("text", 'fo:color="#000000" fo:background-color="#000000"'), _SPAN),
        Kind.HIDDEN_TEXT,
    ),
    "words without size": (lambda: made(_style("text", 'fo:font-size="1pt"'), _SPAN), Kind.HIDDEN_TEXT),
    "words of a tenth of the size": (lambda: made(_style("text", 'fo:font-size="10%"'), _SPAN), Kind.HIDDEN_TEXT),
    "words that are seen through": (
        lambda: made(_style("text", 'fo:color="#000000" opacity="0%"'), _SPAN),
        Kind.HIDDEN_TEXT,
    ),
    "words of the usual style": (
        lambda: made(
            "",
            "<text:p>rahasia</text:p>",
            usual='<office:styles><style:default-style style:family="paragraph">'
            f"<style:text-properties {_WHITE}/></style:default-style></office:styles>",
        ),
        Kind.HIDDEN_TEXT,
    ),
    "white words below the page": (
        lambda: made(
            _style("paragraph", name="A"),  # of another part, where it has another meaning
            "<text:p>x</text:p>",
            usual=f"<office:automatic-styles>{_style('paragraph', _WHITE)}</office:automatic-styles>"
            f"<office:master-styles><style:footer>{_WORDS}</style:footer></office:master-styles>",
        ),
        Kind.HIDDEN_TEXT,
    ),
    "words of the ground of their box": (
        lambda: made(
            _style("graphic", around='draw:fill="solid" draw:fill-color="#ffffff"', name="B")
            + _style("paragraph", _WHITE),
            f'<text:p><draw:frame draw:style-name="B"><draw:text-box>{_WORDS}</draw:text-box></draw:frame></text:p>',
        ),
        Kind.HIDDEN_TEXT,
    ),
    "variable that is set unseen": (
        lambda: made("", "<text:p>x<text:variable-set text:display='none'>rahasia</text:variable-set></text:p>"),
        Kind.HIDDEN_TEXT,
    ),
    "variable that nothing shows": (lambda: made("", f"{_UNSET}<text:p>x</text:p>"), Kind.LEFTOVER),
    "other words under a condition": (
        lambda: made("", f"<text:p>{_ASKED}</text:conditional-text></text:p>"),
        Kind.HIDDEN_TEXT,
    ),
}

HONEST: Mapping[str, Callable[[], bytes]] = {
    "black words": lambda: made(_style("paragraph", 'fo:color="#000000"'), _WORDS),
    "words of any colour that stands out": lambda: made(_style("paragraph", _AUTO, _DARK), _WORDS),
    "white words on a dark paragraph": lambda: made(_style("paragraph", _WHITE, _DARK), _WORDS),
    "white words under a dark marker": lambda: made(
        _style("text", 'fo:color="#ffffff" fo:background-color="#800000"'), _SPAN
    ),
    "white words in a dark cell": lambda: made(
        _style("table-cell", around=_DARK, name="B") + _style("text", _WHITE),
        f'<table:table><table:table-row><table:table-cell table:style-name="B">{_SPAN.replace("Putusan", "")}'
        "</table:table-cell></table:table-row></table:table>",
    ),
    "white words in a dark box": lambda: made(
        _style("graphic", around='draw:fill="solid" draw:fill-color="#102a43"', name="B") + _style("paragraph", _WHITE),
        f'<text:p><draw:custom-shape draw:style-name="B">{_WORDS}</draw:custom-shape></text:p>',
    ),
    "white words on a picture or a slope of colours": lambda: made(
        _style("graphic", around='draw:fill="gradient"', name="B") + _style("paragraph", _WHITE),
        f'<text:p><draw:custom-shape draw:style-name="B">{_WORDS}</draw:custom-shape></text:p>',
    ),
    "white style that nothing is in": lambda: made(_style("paragraph", _WHITE), "<text:p>Putusan</text:p>"),
    "small letters above": lambda: made(_style("text", 'fo:font-size="58%"'), _SPAN),
    "variable that is shown": lambda: made(
        "", f"{_UNSET}<text:p><text:user-field-get text:name='a'>rahasia</text:user-field-get></text:p>"
    ),
}
