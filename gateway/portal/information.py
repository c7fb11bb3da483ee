"""What an office has published: the list by class, a search that forgives, a page for each entry."""

from contextlib import suppress
from math import ceil
from uuid import UUID

from flask import Blueprint, request

from chassis.errors import Problem
from chassis.service import runtime
from gateway.backends.lists import Exemptions, Lists
from gateway.backends.shapes.registry import ExemptEntry
from gateway.portal.pages import page, services, today
from statute.exemptions import exemptions
from statute.information import classes

SIZE = 20  # entries of a page
MOST_ENTRIES = 100  # of the exempt list, in one form
MOST_FOUND = 1000  # the registry ranks no more
FIRST_YEAR = 2008  # nothing older was ever asked to be listed: the year of the Act

blueprint = Blueprint("information", __name__, url_prefix="/informasi")


@blueprint.get("")
def search() -> str:
    """Show the list of the office, narrowed by words, class and year; all of it stands in the address."""
    words = request.args.get("q", "").strip()[:200]
    kind = request.args.get("golongan", "")
    kind = kind if kind in classes() else ""
    year = request.args.get("tahun", 0, type=int)
    year = year if FIRST_YEAR <= year <= today().year else 0
    number = max(1, request.args.get("hal", 1, type=int))
    found = lists().find(q=words, kind=kind, year=year or None, page=number, size=SIZE)
    return page(
        "dip/search.html",
        q=words,
        kind=kind,
        year=year,
        found=found,
        instead={one["word"]: one["instead"] for one in found["meant"] if one["instead"]},
        classes=classes(),
        years=range(today().year, FIRST_YEAR - 1, -1),
        many=found["total"] >= MOST_FOUND and bool(words),
        number=number,
        pages=max(1, ceil(found["total"] / SIZE)),
    )


@blueprint.get("/<uuid:item_id>")
def show(item_id: UUID) -> str:
    """One entry with its statutory columns and every version that was published."""
    versions = lists().published(str(item_id))["versions"]
    return page("dip/published.html", item=versions[0], versions=versions, kind=classes()[versions[0]["kind"]])


@blueprint.get("/dikecualikan")
def exempt() -> str:
    """Show the national list of exempt information, as it binds this office today."""
    letter = request.args.get("huruf", "")
    letter = letter if letter in exemptions() else ""
    number = max(1, request.args.get("hal", 1, type=int))
    found = exempted().entries(on=today().isoformat(), letter=letter, page=number, size=SIZE)
    return page(
        "dik/exempt.html",
        found=found,
        letter=letter,
        exemptions=exemptions(),
        office_name=office_name,
        number=number,
        pages=max(1, ceil(found["total"] / SIZE)),
    )


def office_name(code: str) -> str:
    """Return what the office of a code is called."""
    return runtime().directory.by_code(code).name


def exempted() -> Exemptions:
    """Exempt information as the registry keeps it."""
    return Exemptions(services().clients["registry"])


def lists() -> Lists:
    """Return the lists as the registry keeps them."""
    return Lists(services().clients["registry"])


def live_entries() -> list[ExemptEntry]:
    """Return the entries of the exempt list that bind this office today, to choose from; none when it
    cannot be read.
    """
    with suppress(Problem):
        return exempted().entries(on=today().isoformat(), page=1, size=MOST_ENTRIES)["items"]
    return []
