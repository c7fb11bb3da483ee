"""Whether the forms in which a message says the same (RFC 2046, 5.1.4) do say the same.

A mail program shows one of them, and whoever gives the message has read that one. Programs make one form of the other:
they leave out pictures, marks and tables, spell links out and break lines anew, but each word stays. So words are
compared, not how they stand. How often one stands there and in which order is not: that differs in honest ones.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from itertools import islice
from typing import NamedTuple

from services.documents.clearing.messages import children, is_words
from services.documents.clearing.webpages import Page
from services.documents.domain.gate import Finding, Kind

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[\s>]*\(?\d{1,3}[.)]\s")  # the number of an item, which a page leaves to who shows it
_MADE = {"image", "cid", "http", "https", "mailto"}  # what programs put in the place of a picture and before a link
_MOST = 1000  # words that are counted
_LONG = 4  # letters: a word that is broken in one form is looked for amid all of its letters


class Form(NamedTuple):
    """One form of a message.

    Attributes:
        is_page: whether it is HTML. lines: what it shows. told: what else another form may say of it: what its
            pictures show, where its links lead.
    """

    is_page: bool
    lines: Sequence[str]
    told: str = ""


def look(part: EmailMessage) -> Iterator[Finding]:
    """What one form of a part says and another does not; nothing where a part has no forms.

    Raises:
        ValueError, LookupError: it cannot be read.
    """
    if part.get_content_subtype() != "alternative" or not part.is_multipart():
        return
    forms = [form for form in map(_form, children(part)) if any(map(str.strip, form.lines))]
    for one, other in [pair for form in forms[1:] for pair in ((forms[0], form), (form, forms[0]))]:
        alone = list(islice(_alone(one, other), _MOST + 1))
        if alone:
            where = "isi surel (HTML)" if one.is_page else f"isi surel, baris {alone[0]}"
            many = f"{len(alone)}" if len(alone) <= _MOST else f"lebih dari {_MOST}"
            lacking = "HTML" if other.is_page else "teks biasa"
            yield Finding(Kind.HIDDEN_TEXT, where, f"{many} kata yang tidak ada dalam bentuk {lacking}")


def _alone(one: Form, other: Form) -> Iterator[int]:
    """The line of each word of a form that stands nowhere in the other."""
    known = set(_words(other.told)).union(_MADE, *map(_words, other.lines))
    letters = "".join(word for line in other.lines for word in _words(line))
    for number, line in enumerate(one.lines, start=1):
        for word in _words(line):
            if word not in known and not _is_broken(word, letters):
                yield number


def says(*lines: str, of: str) -> bool:
    """Whether all words `of` a text stand in these lines, too."""
    return set(_words(of)) <= set().union(*map(_words, lines))


def _form(part: EmailMessage) -> Form:
    contents = [(one.get_content_subtype() == "html", str(one.get_content())) for one in _shown(part)]
    pages = [Page(content) for is_page, content in contents if is_page]
    plain = [line for is_page, content in contents if not is_page for line in content.splitlines()]
    shown = [line for page in pages for line in page.lines]
    return Form(bool(pages), plain + shown, " ".join(page.told for page in pages))


def _shown(part: EmailMessage) -> Iterator[EmailMessage]:
    """The words within a part, in order, those of messages within it not."""
    if is_words(part):
        yield part
    elif part.get_content_maintype() == "multipart":
        for child in children(part):
            yield from _shown(child)


def _words(line: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", line) if unicodedata.category(letter) != "Cf")
    return _WORD.findall(_MARK.sub("", plain.casefold(), count=1) if _MARK.match(plain) else plain.casefold())


def _is_broken(word: str, letters: str) -> bool:
    return len(word) >= _LONG and not word.isdigit() and word in letters
