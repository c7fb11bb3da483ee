"""What an English page leaves untold: Indonesian words that do not say that they are (WCAG 3.1.2)."""

import re
from html.parser import HTMLParser

INDONESIAN = re.compile(
    r"\b(yang|dan|atau|tidak|untuk|dengan|dari|sejak|adalah|bila|hari|kerja|ialah|belum|Sabtu|Minggu|Libur)\b", re.I
)
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "use", "line"}


class _Untold(HTMLParser):
    """Collects the words that a page does not say to be Indonesian."""

    def __init__(self) -> None:
        super().__init__()
        self.languages = ["en"]
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        language = "id" if tag in ("script", "style") else said.get("lang") or self.languages[-1]
        if language == "en":
            self.words += [value for name in ("aria-label", "title", "placeholder") if (value := said.get(name))]
        if tag not in VOID:
            self.languages.append(language)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.languages) > 1:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if self.languages[-1] == "en":
            self.words.append(data)


def untold(page: str) -> list[str]:
    """The words of a page that look Indonesian and are not said to be."""
    reader = _Untold()
    reader.feed(page)
    return [" ".join(words.split()) for words in reader.words if INDONESIAN.search(words)]
