"""Personal data in a text: population numbers, mobile phones, e-mail addresses, and names that were asked for. Pure.

Offsets are those of the text as given, so that what is found on a page can be found on its picture too.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import phonenumbers
from stdnum.id import nik

from services.documents.gate.domain.findings import Kind

_GAP = r"[ .\-\u2010-\u2015\n]"
# Sixteen digits as people group them: in one, by four, by meaning, or one in each box of a form.
_SIXTEEN = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\d{16}"
    rf"|\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|\d{{6}}{_GAP}\d{{6}}{_GAP}\d{{4}}"
    rf"|\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{6}}{_GAP}\d{{4}}"
    rf"|\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{4}}"
    r"|\d(?:[ \n]\d){15})(?!\d)"
)
_NIK_LABEL = re.compile(r"\b(?:NIK|Nomor Induk Kependudukan|No\.? ?KTP|Nomor KTP)\b[^\d]{0,20}$", re.IGNORECASE)
_KK_LABEL = re.compile(r"\b(?:KK|NKK|Kartu Keluarga|No\.? ?KK|Nomor Kartu Keluarga)\b[^\d]{0,20}$", re.IGNORECASE)
_LABEL_REACH = 60  # characters before a number in which its label stands
_PHONE = re.compile(r"(?<![\d.,/])(?:\+ ?\d{1,3}|0|62)[ .\-()]{0,2}\d(?:[ .\-()]{0,2}\d){6,13}(?!\d)")
# An address is looked for from its sign to both sides, each no longer than RFC 5321 allows: the work stays linear.
_AT = re.compile(r"@| ?[(\[](?:at|@)[)\]] ?")
_LOCAL, _LONGEST_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]++\Z"), 64
_DOMAIN, _LONGEST_DOMAIN = re.compile(r"[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"), 255
_PROMISING = re.compile(r"\d|@|\bat\b")  # what has none of these holds nothing to be found
_OF_OFFICES = ".go.id"  # addresses of public bodies are no personal data
_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


class Match(NamedTuple):
    """Something personal in a text, from `start` up to `end`."""

    kind: Kind
    start: int
    end: int
    text: str

    @property
    def sample(self) -> str:
        """Enough to recognise it by, and no more: the last four digits, the first letters."""
        if self.kind is Kind.EMAIL:
            return f"{self.text[0]}•••@{self.text.rpartition('@')[2]}"
        if self.kind is Kind.NAME:
            return " ".join(f"{word[0]}." for word in self.text.split())
        digits = re.sub(r"\D", "", self.text)
        return "•" * (len(digits) - 4) + digits[-4:]


def find(text: str, names: Sequence[str] = ()) -> Iterator[Match]:
    """Everything personal in a text.

    Args:
        text: what people read. names: whom to look for beside numbers and addresses.
    """
    if not names and not _PROMISING.search(text):
        return
    plain, places = _plain(text)
    taken: list[tuple[int, int]] = []
    for found in _numbers(plain):
        taken.append((found.start, found.end))
        yield _back(found, places, text)
    for found in (*_phones(plain), *_emails(plain), *_named(plain, names)):
        if not any(found.start < end and start < found.end for start, end in taken):
            yield _back(found, places, text)


def named(text: str, name: str) -> Iterator[Match]:
    """Every place where words stand in a text, however they are cased or spaced, or what does not show between them."""
    plain, places = _plain(text)
    for found in _named(plain, (name,)):
        yield _back(found, places, text)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without letters that do not show, with look-alikes made plain; and where each letter came from."""
    letters, places = [], []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cf":
            continue
        composed = unicodedata.normalize("NFKC", letter)
        if letter.isdigit() and len(composed) == 1:
            composed = str(unicodedata.digit(letter))
        letters.append("\n" if letter in "\r\n\t" else composed if len(composed) == 1 else letter)
        places.append(place)
    return "".join(letters), [*places, len(text)]


def _back(found: Match, places: list[int], text: str) -> Match:
    start, end = places[found.start], places[found.end - 1] + 1
    return Match(found.kind, start, end, found.text)


def _numbers(text: str) -> Iterator[Match]:
    for found in _SIXTEEN.finditer(text):
        before = text[max(0, found.start() - _LABEL_REACH) : found.start()]
        if _KK_LABEL.search(before):
            kind = Kind.KK
        elif _NIK_LABEL.search(before) or nik.is_valid(re.sub(r"\D", "", found[0])):
            kind = Kind.NIK
        else:
            continue
        yield Match(kind, *found.span(), found[0])


def _phones(text: str) -> Iterator[Match]:
    for found in _PHONE.finditer(text):
        raw = found[0] if found[0].startswith(("+", "0")) else f"+{found[0]}"
        try:
            number = phonenumbers.parse(raw, "ID")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILE:
            yield Match(Kind.PHONE, *found.span(), found[0])


def _emails(text: str) -> Iterator[Match]:
    end = 0  # of the address before
    for sign in _AT.finditer(text):
        local = _LOCAL.search(text, max(end, sign.start() - _LONGEST_LOCAL), sign.start())
        domain = _DOMAIN.match(text, sign.end(), sign.end() + _LONGEST_DOMAIN) if local else None
        if local and domain:
            start, end = local.start(), domain.end()
            if not domain[0].lower().endswith(_OF_OFFICES):
                yield Match(Kind.EMAIL, start, end, text[start:end])


def _named(text: str, names: Sequence[str]) -> Iterator[Match]:
    for name in names:
        words = r"[\s.]+".join(map(re.escape, name.split()))
        for found in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if words else ():
            yield Match(Kind.NAME, *found.span(), found[0])
