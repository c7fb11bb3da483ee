"""Whether the office in force issued the letter that bears a verification code; row-level security knows no other."""

from dataclasses import dataclass
from datetime import date

from chassis.db import rows, transaction
from chassis.errors import NotFound
from chassis.offices import day_of
from chassis.schema import UNREADABLE
from services.registry.letters.domain import title

_BY_CODE = """
select 'notice' as kind, l.office_name, l.letter_number, c.number, l.decided_at as at
from written_notice l join case_file c on (c.tenant, c.id) = (l.tenant, l.id) where l.code = %(code)s
union all
select l.act, l.office_name, l.letter_number, c.number, l.at
from case_letter l join case_file c on (c.tenant, c.id) = (l.tenant, l.case_id) where l.code = %(code)s
union all
select 'reply', l.office_name, l.letter_number, o.number, l.answered_at
from objection_reply l join objection_file o on (o.tenant, o.id) = (l.tenant, l.id) where l.code = %(code)s
"""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What an office vouches for; `number` is that of the request or objection which the letter is about."""

    title: str
    office: str
    letter_number: str
    number: str
    issued_on: date


def vouched(code: str) -> Vouched:
    """Return the letter that a verification code stands on: a notice, a letter before it, the answer to an objection.

    Raises:
        NotFound: no letter of this office carries it.
    """
    if UNREADABLE.search(code):
        raise NotFound
    with transaction():
        found = rows(_BY_CODE, {"code": code})
    if not found:
        raise NotFound
    one = found[0]
    issued_on = day_of(one["at"])
    return Vouched(title(one["kind"]), one["office_name"], one["letter_number"], one["number"], issued_on)
