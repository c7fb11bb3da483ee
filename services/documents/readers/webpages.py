"""What an HTML text shows when it is read as words, and what else stands in it. Nothing is run or fetched."""

import re
from html.parser import HTMLParser

DEEPEST = 500  # elements within each other
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "title", "template", "noscript"})  # holds words that nobody is shown
_ACTS = frozenset({"script", "iframe", "object", "embed", "form", "applet"})
_FOLDED = frozenset({"template", "noscript", "details", "dialog", "datalist", "canvas"})  # words unseen at first
_TOLD = ("alt", "title", "href", "src")
_FETCHED = ("src", "background", "srcset", "poster")
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:[;}!]|$)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*(?:[;}!]|$)|max-height\s*:\s*0(?![\d.]*[1-9])"
    r"|text-indent\s*:\s*-(?:\d{3}|\d\d(?:\.\d+)?(?:r?em|in|cm|%))"
    r"|(?:left|right|top|bottom|margin(?:-\w+)?)\s*:\s*-\d{3}|clip-path|clip\s*:\s*rect"
    r"|(?<![-\w])color\s*:\s*(?:white|transparent|#fff(?:fff)?\b)",
    re.IGNORECASE,
)
# What Outlook and pages for it say to Outlook alone, about what it can do and nothing else.
_CONDITION = re.compile(
    r"if(?:[\s!()&|\d.]|gte?|lte?|mso|vml|ie|support(?:lists|emptyparas|fields|misaligned(?:rows|columns)"
    r"|textwrap|linebreaknewline|nestedanchors))*",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\[([^\]]*)\]>(.*?)(?:<!\[endif\]|<!(?:--)?)?", re.DOTALL)
_SETTING = re.compile(r"(?:true|false|normal|print|clean|x-none|[a-z]{2}-[a-z]{2}|[\d.\s])*", re.IGNORECASE)
_PICTURES = re.compile(r"url\(\s*[\"']?\s*(data:|(?:https?:)?//)", re.IGNORECASE)
_WHITE = {"white", "#fff", "#ffffff"}


class Page(HTMLParser):
    """An HTML text once it was read; its flags say what stands in it beside its words.

    `hides` words, `acts` (runs or sends something), `fetches` from elsewhere, `brings` pictures of its own, `notes`.
    """

    def __init__(self, content: str) -> None:
        """Read it.

        Raises:
            ValueError: more elements stand within each other than any mail program writes.
        """
        super().__init__()
        self.hides = self.acts = self.fetches = self.brings = self.notes = False
        self._open, self._shown = list[tuple[str, bool]](), list[str]()
        self._title, self._told = list[str](), list[str]()
        self.feed(content)
        self.close()

    @property
    def lines(self) -> list[str]:
        """The words that are shown, line by line."""
        lines = (" ".join(line.split()) for line in "".join(self._shown).split("\n"))
        return [line for line in lines if line]

    @property
    def title(self) -> str:
        """What the page calls itself, which mail programs do not show."""
        return "".join(self._title)

    @property
    def told(self) -> str:
        """What the page says its pictures show, and where those and its links lie."""
        return " ".join(self._told)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element does, and whether its words are shown."""
        said = {name: value or "" for name, value in attrs}
        self.acts |= tag in _ACTS or any(name.startswith("on") for name in said)
        self.acts |= any(value.strip().lower().startswith(("javascript:", "vbscript:")) for value in said.values())
        self.acts |= tag == "meta" and said.get("http-equiv", "").lower() == "refresh"
        fetched = [said.get(name, "") for name in _FETCHED] + [said.get("href", "") if tag == "link" else ""]
        self.brings |= any(value.strip().lower().startswith("data:") for value in (*fetched, said.get("href", "")))
        self.fetches |= any("//" in value for value in fetched if not value.strip().lower().startswith("data:"))
        self._told += [said[name] for name in _TOLD if name in said]
        self._style(said.get("style", ""))
        self.hides |= tag == "input" and bool(said.get("value", "").strip())
        if tag in _BLOCKS:
            self._shown.append("\n")
        if tag in _VOID:
            return
        if len(self._open) >= DEEPEST:
            raise ValueError("too many elements within each other")
        silent = tag in _SILENT or tag in _FOLDED or bool(self._open and self._open[-1][1])
        self._open.append((tag, silent or self._is_hidden(said)))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those within it that were not ended."""
        if tag in _BLOCKS:
            self._shown.append("\n")
        if any(tag == opened for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep words that are shown; note those that are not."""
        tag, hidden = self._open[-1] if self._open else ("", False)
        if not hidden:
            self._shown.append(re.sub(r"\s+", " ", data))
        elif tag == "title":
            self._title.append(data)
        elif tag == "style":
            self.hides |= bool(_HIDES.search(data))
            self._style(data)
        elif (tag not in _SILENT or tag in _FOLDED) and data.strip():
            self.hides = True

    def _style(self, said: str) -> None:
        """Note pictures that a style names: those of elsewhere, and those that it brings itself."""
        pictures = _PICTURES.findall(said)
        self.brings |= any(one.lower() == "data:" for one in pictures)
        self.fetches |= any(one.lower() != "data:" for one in pictures)

    def handle_comment(self, data: str) -> None:
        """Note what only who reads the source sees; what is meant for Outlook alone is read like the page itself."""
        asked = _ASKED.fullmatch(data.strip())
        if asked is None or not _CONDITION.fullmatch(asked[1]):
            self.notes |= bool(data.strip()) and data.strip() != "<![endif]"
            return
        inner = Page(asked[2])
        self.acts |= inner.acts
        self.fetches |= inner.fetches
        self.brings |= inner.brings
        self.notes |= inner.notes or inner.hides or not all(map(_SETTING.fullmatch, inner.lines))

    def unknown_decl(self, data: str) -> None:
        """Note a section that no mail program shows; what begins and ends words for some programs shows them."""
        self.notes |= bool(data.strip()) and data.strip().lower() != "endif" and not _CONDITION.fullmatch(data)

    @staticmethod
    def _is_hidden(said: dict[str, str]) -> bool:
        white = said.get("color", "").strip().lower() in _WHITE
        return "hidden" in said or white or bool(_HIDES.search(said.get("style", "")))
