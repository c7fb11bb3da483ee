"""What a workbook calls its ranges, and what is said and kept of them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from services.documents.clearing.packed import Package
from services.documents.gate.domain.findings import Finding, Kind

_OWN_NAMES = {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}
_NOTES = ("comment", "description", "help", "statusBar", "customMenu")  # what only lists of names show
_SHEET = re.compile(r"'((?:[^']|'')+)'!|([A-Za-z0-9_.\u00c0-\uffff]+)!")


def names(book: Element, hidden: set[str]) -> Iterator[Finding]:
    """Names of ranges that somebody noted something on, that are hidden, or lead to what is or to another file.

    Args:
        book: the workbook. hidden: the names of its sheets that are not shown.
    """
    for one in book.iter("definedName"):
        where = f"nama “{one.get('name', '')}”"
        if any(one.get(note, "").strip() for note in _NOTES):
            yield Finding(Kind.COMMENT, where, "catatan pada nama rentang")
        if one.get("name", "") in _OWN_NAMES:
            continue
        target = one.text or ""
        leads = _leads(target)
        if one.get("hidden") in ("1", "true") or leads & hidden or "[" in target or not leads:
            yield Finding(Kind.DEFINED_NAME, where, target[:80])


def tables(package: Package) -> Iterator[Finding]:
    """Tables that somebody noted something on."""
    for part in package.like(r"xl/tables/[^/]*\.xml"):
        table = package.xml(part)
        if table is not None and table.get("comment", "").strip():
            yield Finding(Kind.COMMENT, f"tabel “{table.get('name', '')}”", "catatan pada tabel")


def charts(package: Package, hidden: set[str]) -> Iterator[Finding]:
    """Copies that charts keep of what is hidden."""
    for part in package.like(r"xl/charts/chart\w*\.xml"):
        chart = package.xml(part)
        leads = {name for one in chart.iter("f") for name in _leads(one.text or "")} if chart is not None else set()
        for name in sorted(leads & hidden):
            yield Finding(Kind.LEFTOVER, f"bagan dari lembar “{name}”", "salinan datanya")


def _leads(target: str) -> set[str]:
    """The sheets that a formula leads to."""
    return {(quoted or plain).replace("''", "'") for quoted, plain in _SHEET.findall(target)}
