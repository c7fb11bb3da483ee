"""Events about offices, told by the gateway. The office is the tenant; its key is the Kemendagri region code."""

from dataclasses import dataclass

from contracts.event import Event, event


@event("office", "listed", 1, key="code")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeListed(Event):
    """What the national directory says about an office from now on; the latest one counts. Told by the gateway.

    `hosts` are host labels below the base domain, the first one is the address shown to people.
    """

    code: str
    level: str
    name: str
    parent: str | None
    time_zone: str
    hosts: tuple[str, ...]
    active: bool


@event("office", "profiled", 1, key="code")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfiled(Event):
    """Where an office is reached from now on; the latest one counts. Told by the gateway.

    What nobody has entered is null. `hours` are the hours of service in words.
    """

    code: str
    address: str | None
    hours: str | None
    telephone: str | None
    mailbox: str | None
