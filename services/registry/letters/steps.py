"""What a letter bears: its number, its code, the office of the day."""

import secrets
from datetime import date

from chassis.context import current
from chassis.db import say
from chassis.offices import this_office, today
from services.registry.letters.domain import Kind, letter_number
from services.registry.letters.models import NEXT_SERIAL

DRAFT = "KONSEP"  # stands where the number of an issued letter stands


def numbered(kind: Kind) -> dict[str, str | None]:
    """Return what a letter issued now bears: the next number of its series, a code of its own, and the
    office of today.
    """
    return {"letter_number": next_number(kind, today()), "code": secrets.token_urlsafe(16)} | letterhead()


def unnumbered() -> dict[str, str | None]:
    """Return what a draft bears instead: no number is drawn for it and no code vouches for it."""
    return {"letter_number": DRAFT, "code": DRAFT} | letterhead()


def letterhead() -> dict[str, str | None]:
    """Say whose letter it is, and how the office is reached."""
    office = this_office()
    return {"office_name": office.name, "office_contact": office.profile.line}


def next_number(kind: Kind, on: date) -> str:
    """Draw the next number of a series of letters, gap-free; asked within the act's transaction."""
    office = current().tenant
    ((serial,),) = say(NEXT_SERIAL, {"tenant": office, "kind": kind.value, "year": on.year}).fetchall()
    return letter_number(serial, kind, office, on)
