"""What fields of a DOCX text keep in their codes and beside them, which no page shows.

Programs for citations keep there what they know of a work. That is searched for personal data, by whatever letters it
is written, as long as it is in the form that such a program writes; anything else has no business there.
"""

import base64
import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

from services.documents.clearing import packed, seen
from services.documents.gate.domain.findings import Finding, Kind

# Fields whose code holds no words of its own: counts, places, days, links, and what is asked of the reader.
_CODES = (
    "PAGE NUMPAGES SECTIONPAGES PAGEREF REF NOTEREF TOC HYPERLINK SEQ STYLEREF DATE TIME SAVEDATE PRINTDATE CREATEDATE "
    "EDITTIME FILENAME FILESIZE SECTION SYMBOL AUTHOR TITLE SUBJECT NUMWORDS NUMCHARS FORMTEXT FORMCHECKBOX "
    "FORMDROPDOWN LISTNUM BIBLIOGRAPHY CITATION MERGEFIELD INDEX"
)
_FIELDS = frozenset(_CODES.split())
_SUM = re.compile(r"[=+\-*/()\s\d.,\\#]*(\\\*\s*\w+\s*)*")  # what stands around counts: `{ = { PAGE } + 1 }`
_CITED = re.compile(  # how Zotero, Mendeley and EndNote begin
    r"\s*ADDIN\s+(?:ZOTERO_(?:ITEM\s+CSL_CITATION|BIBL|TEMP)|CSL_CITATION|Mendeley\s+Bibliography"
    r"|EN(?:\.SECTION)?\.REFLIST|EN\.CITE(?:\.DATA)?)\b\s*"
)
_ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE")
_BEHIND = {"", "CSL_BIBLIOGRAPHY"}
# How Word begins what it keeps of a link within a text (MS-OSHARED, 2.3.7.2).
_LINK = bytes.fromhex("08d0c9ea79f9bace118c8200aa004ba90b")
_PACKED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")


class Field(NamedTuple):
    """A field: its code, and what is kept with it, packed."""

    code: str
    kept: str


def look(tree: Element, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in the fields of a part, and in what is packed into its attributes.

    Args:
        tree: the part. where: what it is, in words. names: whom to look for.
    """
    fields = [field for field in _fields(tree) if field.code.strip() or field.kept]
    if any(_is_said(field.code) for field in fields):
        yield Finding(Kind.HIDDEN_TEXT, where, "kode isian (field)")
    if any(field.kept and not _is_known(field) for field in fields):
        yield Finding(Kind.LEFTOVER, where, "data tersimpan pada isian (field)")
    marks = (value for one in tree.iter("tag") for value in one.attrib.values())
    for said in chain(*map(_told, fields), *map(_within, marks)):
        yield from seen.personally(said, where, names)


def _fields(tree: Element) -> list[Field]:
    fields = [Field("", "")]
    for one in tree.iter():
        if one.tag == "fldChar":
            fields.append(Field("", "".join("".join(data.itertext()) for data in one.iter("fldData"))))
        elif one.tag == "instrText":
            fields[-1] = fields[-1]._replace(code=fields[-1].code + (one.text or ""))
        elif one.tag == "fldSimple":
            fields += [Field(one.get("instr", ""), packed.words(one.find("fldData"))), Field("", "")]
    return fields


def _is_said(code: str) -> bool:
    """Whether the code of a field holds words that the page does not show."""
    first = code.split(maxsplit=1)[:1]
    if not first or first[0].upper() in _FIELDS or _SUM.fullmatch(code):
        return False
    return _citation(code) is None


def _citation(code: str) -> Any:
    """What the code of a citation says, as it was taken apart; None where it is no such code."""
    begin = _CITED.match(code)
    if begin is None:
        return None
    rest = code[begin.end() :].strip()
    try:
        if rest.startswith("{"):
            said, end = json.JSONDecoder().raw_decode(rest)
            return said if rest[end:].strip() in _BEHIND else None
        if rest.startswith("<EndNote>"):
            return list(ElementTree.fromstring(rest, forbid_dtd=True).itertext())
    except (ValueError, ParseError):
        return None
    return "" if rest in _BEHIND else None


def _is_known(field: Field) -> bool:
    """Whether what is kept with a field is what Word or EndNote keeps there."""
    if _unpacked(field.kept).startswith(_LINK):
        return field.code.split(maxsplit=1)[0].upper() in _FIELDS if field.code.strip() else False
    return bool(_ENDNOTE.match(field.code) and _noted(field))


def _noted(field: Field) -> Any:
    """What EndNote keeps with a field, as it was taken apart."""
    return _citation(f" ADDIN EN.CITE {_unpacked(field.kept).decode('utf-8', 'replace')}") if field.kept else None


def _told(field: Field) -> Iterator[str]:
    """The words of a field, however they are packed."""
    yield field.code
    yield from _texts([_citation(field.code), _noted(field)])
    yield from _within(field.code)
    yield from packed.readable(_unpacked(field.kept))


def _texts(said: Any) -> Iterator[str]:
    """Every text and number in what was taken apart."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value)
    else:
        yield str(said)


def _within(text: str) -> Iterator[str]:
    """What is packed into a text as letters."""
    for found in _PACKED.findall(text):
        yield from packed.readable(_unpacked(found))


def _unpacked(said: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", said)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]  # a letter too many says nothing
    return base64.b64decode(letters + "=" * (-len(letters) % 4))
