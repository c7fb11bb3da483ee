"""What a service objects to, brought back to the form that was sent."""

from collections.abc import Iterable

from chassis.client import Refused
from gateway.portal import fields
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import words

CHANGED = 412  # somebody else changed it since the page was opened (RFC 9110, section 15.5.13)


def placed(refused: Refused, asked: Iterable[Field], changed: str = "") -> tuple[Faults, list[str]]:
    """A service's objections beside their fields, and those that belong to none.

    Args:
        refused: what the service said. asked: the fields of the form.
        changed: the key of what is said instead where somebody changed it meanwhile.
    """
    if changed and refused.status == CHANGED:
        return {}, [words(changed)]
    faults, loose = fields.by_pointer(asked, [(fault.pointer, fault.detail) for fault in refused.faults])
    return faults, loose if faults or loose else [refused.detail or refused.title]
