"""The register of Acts (undang-undang), and how one is cited: only an Act may close information (PerKI 1/2021 ps. 49).

An Act that the register does not know may be cited: it is taken, and `caution` says that nobody has checked it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from statute import source
from statute.book import Certainty
from statute.calendar import long_date

_PAIR = re.compile(r"(?:\b(?:no|nomor)\b\.?\s*)?\b(\d{1,4})\s*(?:/|\b(?:tahun|thn|th)\b\.?)\s*(\d{4})\b", re.IGNORECASE)
_HEAD = re.compile(r"\b(?:uu|undang[- ]undang)(?:\s*r\.?i\b\.?|\s+republik indonesia)?|\buuri\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:pasal|psl|ps)\b\.?\s*\d+", re.IGNORECASE)
_AMENDED = re.compile(r"\bsebagaimana\b[^;]{0,60}\b(?:di|per)ubah\w*\b[^;]{0,60}?\b(?:dengan|oleh)\s+", re.IGNORECASE)
_BARE = re.compile(r"\s*(?:(?:pasal|psl|ps|ayat|huruf)\b\W*\w+\W*)*(?:no|nomor|\d)", re.IGNORECASE)
_LOWER = re.compile(
    r"\b(?:pkpu|perki|perpres|perppu|perda|perma|perbawaslu|permen\w*|kepmen\w*|keppres|inpres|pp|sk|skb|qanun"
    r"|peraturan|keputusan|instruksi|edaran|putusan|uud|undang-undang dasar)\b",
    re.IGNORECASE,
)
_SURE = frozenset({Certainty.READ, Certainty.TWO_SOURCES})
EXAMPLE = "misalnya: UU 27/2022 Pasal 4 ayat (2)"


class Miscited(ValueError):
    """The text cites no Act that could close information; the message says why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Act:
    """An Act of the register. In force `since` that day where that is known, until `repealed_on`, by `repealed_by`."""

    number: int
    year: int
    title: str
    known_as: tuple[str, ...]
    since: date | None
    repealed_on: date | None
    repealed_by: str | None
    certainty: Certainty

    @property
    def name(self) -> str:
        """The Act as letters cite it."""
        return f"UU {self.number}/{self.year}"


@cache
def acts() -> Mapping[tuple[int, int], Act]:
    """Return the Acts of the register by number and year."""
    return MappingProxyType({(row["number"], row["year"]): _act(row) for row in source.read("acts.yaml")["acts"]})


def cited(text: str, on: date) -> Act | None:
    """Return the Act that a text cites, None where the register does not know it.

    `UU 27/2022 Pasal 4 ayat (2)`, `No. 7 Th. 2017 ps. 448`, `Pasal 17 huruf h Undang-Undang Nomor 14 Tahun 2008`.

    Raises:
        Miscited: it names no Act with number, year and Pasal, more than one instrument, a lower rule, or an Act that
            cannot be: none has such a number or year, its name is another's, or it is not in force on that day.
    """
    text = _without_titles(_AMENDED.split(text)[0] + _after_amendment(text))
    pairs = {(int(number), int(year)) for number, year in _PAIR.findall(text)}
    if _LOWER.search(text):
        many = "bersama undang-undang" if _HEAD.search(text) else "sebagai dasarnya"
        raise Miscited(f"Aturan di bawah undang-undang tidak dapat menutup informasi; jangan sebut {many}, {EXAMPLE}.")
    if not pairs or not (_HEAD.search(text) or _BARE.match(text)):
        raise Miscited(f"Sebutkan undang-undang dengan nomor, tahun, dan pasalnya, {EXAMPLE}.")
    if len(pairs) > 1 or len(_HEAD.findall(text)) > 1:
        raise Miscited(f"Sebutkan satu undang-undang saja, {EXAMPLE}. Undang-undang perubahannya tidak perlu disebut.")
    if not _ARTICLE.search(text):
        raise Miscited(f"Sebutkan juga pasalnya, {EXAMPLE}.")
    ((number, year),) = pairs
    _check_possible(number, year, on)
    act = acts().get((number, year))
    _check_name(text, number, year)
    if act:
        _check_force(act, on)
    return act


def miscited(text: str, on: date) -> str | None:
    """Return what is wrong with a citation, in Indonesian; None where it cites one Act that may be one."""
    try:
        cited(text, on)
    except Miscited as wrong:
        return str(wrong)
    return None


def caution(text: str, on: date) -> str | None:
    """Return what nobody has checked about a citation that was taken, for the office; None where nothing is open."""
    try:
        act = cited(text, on)
    except Miscited:
        return None  # of an earlier day, by other rules
    if act is None:
        return "Undang-undang ini belum ada dalam daftar kami: nomor, tahun, dan keberlakuannya belum diperiksa."
    if act.repealed_on and act.repealed_on <= on:
        return f"{act.name} dicabut oleh {act.repealed_by}, menurut {act.certainty.label}. Periksa sebelum dipakai."
    return None


def _act(row: Mapping[str, Any]) -> Act:
    repealed = row.get("repealed", {})
    return Act(
        number=row["number"],
        year=row["year"],
        title=row["title"],
        known_as=tuple(row.get("known_as", ())),
        since=row.get("from"),
        repealed_on=repealed.get("since"),
        repealed_by=repealed.get("by"),
        certainty=Certainty(row["certainty"]),
    )


@cache
def _limits() -> tuple[int, int]:
    read = source.read("acts.yaml")
    return read["first_year"], read["most_in_a_year"]


@cache
def _titles() -> re.Pattern[str]:
    titles = sorted((act.title for act in acts().values()), key=len, reverse=True)
    return re.compile(rf"\btentang\s+(?:{'|'.join(map(re.escape, titles))})(?!\w)", re.IGNORECASE)


def _without_titles(text: str) -> str:
    """Return the text without the titles that the register knows: these may name other Acts and lower rules."""
    return _titles().sub(" ", " ".join(text.split()))


def _after_amendment(text: str) -> str:
    """Return what follows an amending Act: `UU 11/2008 sebagaimana diubah dengan UU 1/2024 Pasal 27` cites
    the first.
    """
    amending = _AMENDED.split(text)[1:]
    if not amending:
        return ""
    return _PAIR.sub(" ", _HEAD.sub(" ", _without_titles(" ".join(amending))))


def _check_possible(number: int, year: int, on: date) -> None:
    first_year, most = _limits()
    if not (first_year <= year <= on.year and 0 < number <= most):
        raise Miscited(f"Tidak ada undang-undang Nomor {number} Tahun {year}. Periksa nomor dan tahunnya.")


def _check_name(text: str, number: int, year: int) -> None:
    """Refuse a name that belongs to another Act: `UU KIP 27/2022`."""
    head = _HEAD.search(text)
    following = text[head.end() :].lstrip().casefold() if head else ""
    for act in acts().values():
        named = any(re.match(rf"{re.escape(name.casefold())}\b", following) for name in act.known_as)
        if named and (act.number, act.year) != (number, year):
            raise Miscited(f"Nama dan nomor tidak cocok: {act.name} adalah undang-undang tentang {act.title}.")


def _check_force(act: Act, on: date) -> None:
    if act.since and on < act.since:
        raise Miscited(f"{act.name} baru berlaku pada {long_date(act.since)}.")
    if act.repealed_on and act.repealed_on <= on and act.certainty in _SURE:
        raise Miscited(f"{act.name} tidak berlaku lagi sejak {long_date(act.repealed_on)}: dicabut {act.repealed_by}.")
