"""Take a sheet over: first look at it row by row, then take all rows or none. One page for every kind of sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.portal.fields import Faults
from gateway.portal.pages import page, sentences

LARGEST_SHEET = 20 << 20  # bytes; the services refuse more


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet.

    Attributes:
        name: of its sentences. columns: keys of the headings, and whether each must be there.
        back: where the page was opened. done: where to go with so many rows. take_over: who takes them.
    """

    name: str
    columns: Sequence[tuple[str, bool]]
    back: str
    done: Callable[[int], str]
    take_over: Callable[..., Mapping[str, Any]]


def bring_in(sheet: Sheet) -> str | Response:
    """Return the form, the report of a look, or the way on after all rows were taken."""
    if request.method == "GET":
        return _form(sheet)
    file = request.files.get("berkas")
    content = file.read(LARGEST_SHEET + 1) if file and file.filename else b""
    if not content:
        return _form(sheet, faults={"berkas": "fault.no_file"})
    dry = request.form.get("langkah") != "impor"
    try:
        report = sheet.take_over(content, dry_run=dry)
        if report["faults"] or dry:
            return _form(sheet, report)
    except Refused as refused:
        if not refused.faults:
            return _form(sheet, faults={"berkas": refused.detail or refused.title})
        return _form(sheet, sheet.take_over(content, dry_run=True))
    return redirect(sheet.done(report["accepted"]), 303)


def _form(sheet: Sheet, report: Mapping[str, Any] | None = None, faults: Faults | None = None) -> str:
    return page(
        "desk/import.html", private=True, sheet=sheet, report=report, faults=sentences(faults or {}),
        faulty=bool(faults or (report and report["faults"])),
    )  # fmt: skip
