"""How a state looks: tone and icon. The word always stands beside it; colour alone never speaks."""

from collections.abc import Mapping
from typing import Any

from contracts import stages
from contracts.stages import Stage

STATES: Mapping[str, tuple[str, str]] = {
    "received": ("info", "inbox"),
    "registered": ("info", "book"),
    Stage.VERIFYING: ("info", "search"),
    Stage.PROCESSING: ("info", "clock"),
    Stage.INCOMPLETE: ("warning", "alert"),
    Stage.EXTENDED: ("warning", "clock"),
    Stage.GRANTED: ("positive", "done"),
    Stage.PARTLY_GRANTED: ("positive", "done"),
    Stage.REFUSED: ("negative", "stop"),
    Stage.NOT_HELD: ("warning", "info"),
    Stage.NOT_DOCUMENTED: ("warning", "info"),
    Stage.LAPSED: ("", "stop"),
    Stage.WITHDRAWN: ("", "stop"),
    Stage.TRANSFERRED: ("info", "next"),
    Stage.SPLIT: ("info", "next"),
}
OPEN = {"received", "registered"} | stages.OPEN
CLOCKS: Mapping[str, tuple[str, str]] = {
    "running": ("info", "clock"),
    "soon": ("warning", "alert"),
    "late": ("negative", "alert"),
    "stopped": ("positive", "done"),
    "answered_late": ("warning", "done"),
    "closed": ("", "stop"),
}
MESSAGES: Mapping[str, tuple[str, str]] = {
    "waiting": ("info", "clock"),
    "sent": ("positive", "done"),
    "failed": ("negative", "alert"),
    "no_address": ("warning", "info"),
}


FILES: Mapping[str, tuple[str, str]] = {
    "checking": ("warning", "clock"),
    "copying": ("warning", "clock"),
    "to_judge": ("negative", "stop"),
    "ready": ("positive", "done"),
    "given": ("", "done"),
    "held_back": ("negative", "stop"),
    "replaced": ("", "file"),
    "refused": ("negative", "stop"),
    "lost": ("negative", "alert"),
    "damaged": ("negative", "alert"),
}
REDACTIONS: Mapping[str, tuple[str, str]] = {
    "draft": ("info", "pen"),
    "proposed": ("warning", "clock"),
    "approved": ("positive", "done"),
    "discarded": ("info", "stop"),
}
WAITING: Mapping[str, tuple[str, str]] = {
    "you": ("warning", "clock"),
    "somebody_else": ("info", "clock"),
    "copy": ("info", "clock"),
    "new_copy": ("negative", "alert"),
    "correction": ("warning", "pen"),
}
CLAIMS: Mapping[str, tuple[str, str]] = {
    "open": ("warning", "clock"),
    "granted": ("positive", "done"),
    "refused": ("negative", "stop"),
}
_HAPPENINGS: Mapping[str, tuple[str, str]] = {
    "case.registered": ("info", "book"),
    "case.delivered": ("positive", "done"),
    "document.stored": ("", "file"),
    "notice.sent": ("", "mail"),
    "received": ("info", "inbox"),
}


def happening_look(kind: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Tone and icon of a line in a case's timeline."""
    if kind == "case.advanced":
        return state_look(str(facts.get("stage", "")))
    if kind == "case.decided":
        return state_look(str(facts.get("outcome", "")))
    return _HAPPENINGS.get(kind, ("", "info"))


def state_look(state: str) -> tuple[str, str]:
    """Tone and icon of the state of a request; one that is new to us looks neutral."""
    return STATES.get(state, ("", "info"))
