"""Events about exempt information (informasi dikecualikan). The words are those of offices."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.event import Event, event


@event("proposal", "submitted", 1, key="proposal_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionProposed(Event):
    """An office hands a proposal over to the office that tests it (`tester`). Told by the registry.

    This is the only way in which another office comes to read it. `exemption` is a letter of UU 14/2008 ps. 17, `basis`
    the Act; the period is `ends_on`, or `until` in words where the law sets none (ps. 17 g and h).
    """

    proposal_id: UUID
    tester: str
    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    occasion: str
    ends_on: date | None
    until: str | None


@event("test", "concluded", 1, key="proposal_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceTestConcluded(Event):
    """The office that tested a proposal came to a result: `listed` or `declined`, and why. Told by the registry."""

    proposal_id: UUID
    proposer: str
    outcome: str
    because: str


@event("exemption", "listed", 1, key="entry_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptInformationListed(Event):
    """What the national exempt list says of an entry from now on; the latest one counts. Told by the registry.

    Binding on every office from `decree_on` (PKPU 22/2023, UU 14/2008 ps. 19) until `ends_on`, or until `ended_on`
    where it ended otherwise: withdrawn, or opened by a ruling.
    """

    entry_id: UUID
    proposer: str
    state: str
    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    decree_number: str
    decree_on: date
    ends_on: date | None
    until: str | None
    ended_on: date | None
    ended_because: str | None
