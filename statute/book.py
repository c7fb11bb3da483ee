"""The rule book: every term of the law as dated data with its article and how sure we are of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from statute import source
from statute.regimes import Regime


class Unit(StrEnum):
    """What a term counts."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        """The unit in Indonesian."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {Unit.WORKING_DAYS: "hari kerja", Unit.DAYS: "hari", Unit.MONTHS: "bulan"}


class Certainty(StrEnum):
    """How sure the platform is of a rule."""

    READ = "Q"
    TWO_SOURCES = "S2"
    ONE_SOURCE = "S1"
    ANALOGY = "A"
    GENERAL = "G"
    DESIGN = "D"

    @property
    def label(self) -> str:
        """The grade in Indonesian."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.READ: "naskahnya dibaca",
    Certainty.TWO_SOURCES: "dua sumber sekunder atau lebih sepakat",
    Certainty.ONE_SOURCE: "satu sumber sekunder",
    Certainty.ANALOGY: "analogi dengan aturan sejenis",
    Certainty.GENERAL: "pengetahuan umum, belum diperiksa",
    Certainty.DESIGN: "rancangan, bukan bunyi aturan",
}


class Purpose(StrEnum):
    """What a term is for; the same purpose may have another length under each regime."""

    COMPLETENESS_CHECK = "completeness_check"
    INCOMPLETENESS_NOTICE = "incompleteness_notice"
    REPAIR = "repair"
    ANSWER = "answer"
    EXTENSION = "extension"
    EXTENSION_NOTICE = "extension_notice"
    OBJECTION_FILING = "objection_filing"
    OBJECTION_ANSWER = "objection_answer"
    DISPUTE_FILING = "dispute_filing"
    DISPUTE_OPENING = "dispute_opening"
    DISPUTE_END = "dispute_end"
    DISPUTE_CHECK = "dispute_check"
    DISPUTE_REPAIR = "dispute_repair"
    MEDIATION_DELAY = "mediation_delay"
    MEDIATION = "mediation"
    MEDIATION_EXTENSION = "mediation_extension"
    RULING_COPY = "ruling_copy"
    COURT_CHALLENGE = "court_challenge"
    CASSATION = "cassation"
    ANNUAL_REPORT = "annual_report"
    PERIODIC_RENEWAL = "periodic_renewal"
    EXEMPTION_OPENING = "exemption_opening"
    LIST_RENEWAL = "list_renewal"


class UnknownRuleError(LookupError):
    """No such rule stands in the regime, or none was in force on that day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another length of a term, as a source that disagrees has it."""

    value: int
    unit: Unit
    article: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one term. `value` counts `unit` from `trigger`; `doubts` are open questions for officers and
    `advice` what applicants should do because of them, both in Indonesian.

    Where sources disagree on its length, `other` is the reading that may end earlier: the earlier date alarms.
    `from_repair`: of a request that was found incomplete and repaired in time it counts from the repair.
    """

    id: str
    regime: Regime
    purpose: Purpose
    trigger: str
    actor: str
    value: int
    unit: Unit
    article: str
    certainty: Certainty
    in_force_from: date
    doubts: tuple[str, ...]
    advice: tuple[str, ...] = ()
    other: Reading | None = None
    from_repair: bool = False


@cache
def rules(regime: Regime) -> tuple[Rule, ...]:
    """Return every version of every rule of a regime, in the order of the book."""
    sheet = source.read("rules", f"{regime}.yaml")
    return tuple(
        Rule(
            id=entry["id"],
            regime=Regime(sheet["regime"]),
            purpose=Purpose(entry["purpose"]),
            trigger=entry["trigger"],
            actor=entry["actor"],
            value=version["value"],
            unit=Unit(version["unit"]),
            article=version["article"],
            certainty=Certainty(version["certainty"]),
            in_force_from=version["from"],
            doubts=tuple(version.get("doubts", ())),
            advice=tuple(version.get("advice", ())),
            other=_reading(version["other"]) if "other" in version else None,
            from_repair=version.get("from_repair", False),
        )
        for entry in sheet["rules"]
        for version in entry["versions"]
    )


def _reading(row: Mapping[str, Any]) -> Reading:
    return Reading(row["value"], Unit(row["unit"]), row["article"])


def rule_for(regime: Regime, rule_id: str, on: date) -> Rule:
    """Return the version of a rule (`R-07`, `E-01`) in force on a day. Raises UnknownRuleError."""
    return _latest([rule for rule in rules(regime) if rule.id == rule_id], f"{regime} {rule_id}", on)


def rule_about(regime: Regime, purpose: Purpose, on: date) -> Rule:
    """Return the rule that serves a purpose in a regime on a day. Raises UnknownRuleError."""
    return _latest([rule for rule in rules(regime) if rule.purpose is purpose], f"{regime} {purpose}", on)


def _latest(versions: list[Rule], asked: str, on: date) -> Rule:
    in_force = [rule for rule in versions if rule.in_force_from <= on]
    if not in_force:
        raise UnknownRuleError(f"no rule {asked} in force on {on}")
    return max(in_force, key=lambda rule: rule.in_force_from)
