"""The page before an act that cannot be taken back: what was written, what will happen, and only then the act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import request

from gateway.backends.shapes.registry import Case
from gateway.portal.fields import Field, Values
from gateway.portal.pages import page

DO, EDIT = "terbitkan", "ubah"  # the buttons of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What is shown of an act.

    Attributes:
        act: the register's name for it. do: the button that does it. letter: whether it sends a letter.
        sections: what was asked, each with its heading. told: fields that are shown otherwise than they were typed.
        effects: what it does, in sentences. facts: days or names that it changes, beside what they are.
        hidden: what the form sends along beside what was typed.
    """

    act: str
    do: str
    sections: Sequence[tuple[str, tuple[Field, ...]]]
    effects: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    letter: bool = True


def confirm(case: Case, confirmation: Confirmation, typed: Values) -> str:
    """Show all of it once more, on the version of the case that was seen."""
    known = next((known for known in case["acts"] if known["act"] == confirmation.act), None)
    return page(
        "desk/act_check.html",
        private=True,
        case=case,
        version=request.form.get("versi", ""),
        known=known,
        confirmation=confirmation,
        values=typed,
    )
