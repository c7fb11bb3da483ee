"""A form that is sent, and what a service objects to, brought back to it."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request

from chassis.client import Refused
from gateway.portal import fields
from gateway.portal.fields import Faults, Field, Values
from gateway.portal.pages import sentences, words

CHANGED = 412  # somebody else changed it since the page was opened (RFC 9110, section 15.5.13)


def placed(refused: Refused, asked: Iterable[Field], changed: str = "") -> tuple[Faults, list[str]]:
    """Return a service's objections beside their fields, and those that belong to none.

    Args:
        refused: what the service said. asked: the fields of the form.
        changed: the key of what is said instead where somebody changed it meanwhile.
    """
    if changed and refused.status == CHANGED:
        return {}, [words(changed)]
    faults, loose = fields.by_pointer(asked, [(fault.pointer, fault.detail) for fault in refused.faults])
    return faults, loose if faults or loose else [refused.detail or refused.title]


def unsent(asked: tuple[Field, ...], send: Callable[[Values], object], changed: str = "") -> dict[str, Any] | None:
    """Ask, look, send; what is wrong stands beside its field and what was typed stays.

    Args:
        asked: the fields of the form. send: hands what was typed to a service. changed: see `placed`.

    Returns:
        What the page of the form shows; None once the form was sent and taken.
    """
    typed, faults, loose = fields.read(request.form, asked), Faults(), list[str]()
    if request.method == "POST" and not (faults := fields.look(typed, asked)):
        try:
            send(typed)
        except Refused as refused:
            faults, loose = placed(refused, asked, changed)
        else:
            return None
    faulty = bool(faults or loose)
    return {"fields": asked, "values": typed, "faults": sentences(faults), "loose": loose, "faulty": faulty}
