"""A row of a register as cells, in the order of its columns: text, days and nothing else.

`say` puts a key into words: those of the reader on a page, Indonesian in a file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.numerals import grouped
from contracts.stages import DECIDED, HELD
from gateway.portal import dates
from gateway.portal.lateness import late
from statute.exemptions import exemptions
from statute.registers import Register

Cell = str | date | None
Row = Mapping[str, Any]
NOTHING: Row = {}
DAYS = frozenset({
    "received_on", "notified_on", "given_on", "answered_on", "filed_on", "registered_on", "opened_on", "copy_on",
    "final_on", "complied_on",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What cells are put into words with: sentences, the office's zone, names of offices."""

    say: Callable[..., str]
    language: str
    zone: str
    office: Callable[[str], str]

    def day(self, value: str | date) -> str:
        """Return a day within a text."""
        return dates.short_day(dates.as_day(value, self.zone), self.language)

    def date(self, value: str | None) -> date | None:
        """Return a cell that is a day."""
        return dates.as_day(value, self.zone) if value else None

    def decree(self, row: Row) -> str:
        """Return a decree by number and day, or that it is still to follow."""
        if row["decree_number"] is None:
            return self.say("dip.no_decree")
        return self.say("dip.by_decree", number=unprefixed(row["decree_number"]), date=self.day(row["decree_on"]))


def unprefixed(decree_number: str) -> str:
    """Return a decree's number without the word that stands before it already: some write `Keputusan KPU Nomor 12`."""
    first, _, rest = decree_number.partition(" ")
    return rest if first.casefold() == "keputusan" and rest else decree_number


def cells(register: Register, row: Row, entry: Row, words: Words) -> list[Cell]:
    """Return a row of the registry together with intake's entry about it (empty where a register names nobody)."""
    meant = _MEANT[register.code](row, entry, words)
    return [meant[column.code] for column in register.columns]


def told_cells(register: Register, told: Mapping[str, str]) -> list[Cell]:
    """Return a row of an old register in its own words."""
    return [
        date.fromisoformat(said) if column.code in DAYS and said else said
        for column in register.columns
        for said in (told.get(column.code),)
    ]


def _request(row: Row, entry: Row, words: Words) -> dict[str, Cell]:
    return _who(entry, words) | {
        "number": row["number"],
        "received_on": words.date(row["received_at"]),
        "held": _held(row, words),
        "form": row["medium"] and words.say(f"notice.medium_{row['medium']}"),
        "wanted": entry.get("obtain") and words.say(f"field.obtain.choice.{entry['obtain']}.text"),
        "decision": words.say(f"state.{row['stage']}"),
        "reason": _joined(_letter(row), row["act"], row["decree"], row["withheld"], *_lacked(row, words)),
        "notified_on": words.date(row["answered_on"]),
        "lateness": _late(row, words),
        "delivery": _delivery(row, words),
        "given_on": words.date(row["given_on"]),
        "cost": _cost(row, words),
    }


def _who(entry: Row, words: Words) -> dict[str, Cell]:
    attorney = entry.get("attorney")
    return {
        "name": _joined(entry.get("name"), attorney and words.say("register.through", name=attorney)),
        "address": entry.get("address"),
        "contact": entry.get("contact"),
        "occupation": entry.get("occupation"),
        "information": _joined(entry.get("subject"), entry.get("detail")),
        "purpose": entry.get("purpose"),
    }


def _held(row: Row, words: Words) -> Cell:
    if row["not_held"] or row["not_documented"]:
        return _joined(words.say("notice.held_partly"), row["holder"])
    if row["stage"] in HELD:
        return words.say("notice.held_yes")
    if row["stage"] in DECIDED:
        return _joined(words.say(f"notice.held_{row['stage']}"), row["holder"])
    return None


def _lacked(row: Row, words: Words) -> Iterator[str]:
    """Yield the parts of a partial grant that are not given although nothing exempts them."""
    for part in ("not_held", "not_documented", "not_in_form"):
        if row[part]:
            yield f"{words.say(f'notice.{part}')}: {row[part]}"


def _late(row: Row, words: Words) -> Cell:
    """Return what came after its day, each in a sentence."""
    return _joined(*(late(one, words.say, words.office, words.day) for one in row["lateness"]))


def _delivery(row: Row, words: Words) -> Cell:
    """How it is proved that the notice was sent or received."""
    if row["delivery_step"] is None:
        return None
    said = words.say(f"delivery.{row['delivery_step']}.{row['delivery_way']}")
    receiver = row["receiver"] and words.say(f"field.delivery_receiver.choice.{row['receiver']}.text")
    return _joined(f"{said}, {words.day(row['delivered_at'])}", receiver, row["reference"])


def _cost(row: Row, words: Words) -> Cell:
    if row["medium"] is None:
        return None
    if not row["cost"]:
        return words.say("notice.free")
    return words.say("notice.rupiah", amount=grouped(row["cost"]), payment=row["payment"] or "").strip()


def _objection(row: Row, entry: Row, words: Words) -> dict[str, Cell]:
    outcome = row["outcome"] and words.say(f"objection.stage.{row['outcome']}")
    disputed = row["disputed_on"] and words.say(
        "register.disputed", commission=row["commission"], date=words.day(row["disputed_on"])
    )
    signer = row["signer"] and _joined(row["signer"], words.say(f"signature.superior.{row['capacity']}"))
    return _who(entry, words) | {
        "number": row["number"],
        "received_on": words.date(row["received_at"]),
        "request_number": row["request_number"],
        "grounds": _joined(*(f"{letter}. {words.say('objection.ground.' + letter)}" for letter in row["grounds"])),
        "decision": _joined(outcome, row["order"]),
        "answered_on": words.date(row["answered_at"]),
        "lateness": _late(row, words),
        "superior": signer,
        "response": disputed,
    }


def _dispute(row: Row, _entry: Row, words: Words) -> dict[str, Cell]:
    def told(*acts: str) -> Cell:
        return _joined(*(_step(step, words) for step in row["steps"] if step["act"] in acts))

    def on(act: str) -> date | None:
        return next((words.date(step["on"]) for step in row["steps"] if step["act"] == act), None)

    return {
        "number": row["number"],
        "commission": row["commission"],
        "filed_on": words.date(row["filed_on"]),
        "objection_number": row["objection_number"],
        "request_number": row["request_number"],
        "registered_on": on("register"),
        "opened_on": on("open_hearing"),
        "mediated_on": told("start_mediation", "extend_mediation", "agree", "fail_mediation"),
        "absences": told("note_absence", "excuse_absence"),
        "ruling": told("rule"),
        "copy_on": on("receive_copy"),
        "court": told("go_to_court", "receive_court_ruling"),
        "cassation": told("go_to_cassation"),
        "final_on": on("become_final"),
        "complied_on": on("comply"),
        "stage": words.say(f"dispute.stage.{row['stage']}"),
    }


def _step(step: Row, words: Words) -> str:
    outcome = step["outcome"] and words.say(f"field.dispute_outcome.choice.{step['outcome']}.text")
    party = step["party"] and words.say(f"field.dispute_party.choice.{step['party']}.text")
    said = ", ".join(filter(None, (words.day(step["on"]), step["number"], outcome, party)))
    return f"{words.say('dispute.act.' + step['act'])}: {said}"


def _dip(row: Row, _entry: Row, words: Words) -> dict[str, Cell]:
    return {
        **{name: row[name] for name in ("summary", "unit", "responsible", "retention", "archive_class", "link")},
        "made": f"{row['made_in']}, {words.day(row['made_on'])}",
        "form": words.say(f"field.dip_form.choice.{row['form']}.text"),
        "class": words.say(f"dip.class.{row['kind']}"),
        "decree": words.decree(row),
        "published_on": words.date(row["published_at"]),
    }


def _dik(row: Row, _entry: Row, words: Words) -> dict[str, Cell]:
    until = row["ends_on"] and words.day(row["ends_on"])
    ended = row["ended_on"] and words.day(row["ended_on"])
    return {
        **{name: row[name] for name in ("information", "harm_if_opened", "harm_if_closed")},
        "basis": _joined(_letter(row), row["act"]),
        "period": until or row["until"] or exemptions()[row["exemption"]].period,
        "decree": words.decree(row),
        "decided_by": words.office(row["decided_by"]),
        "state": _joined(words.say(f"dik.state.{row['state']}"), ended),
    }


def _letter(row: Row) -> str | None:
    return exemptions()[row["exemption"]].article if row["exemption"] else None


def _joined(*parts: str | None) -> Cell:
    return "\n".join(part for part in parts if part) or None


_MEANT: Mapping[str, Callable[[Row, Row, Words], dict[str, Cell]]] = {
    "requests": _request, "objections": _objection, "disputes": _dispute, "dip": _dip, "dik": _dik,
}  # fmt: skip
