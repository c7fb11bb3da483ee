"""Statutory deadlines that explain themselves: every day counted, every day skipped and why, and on which article.

The day of receipt in the office's zone is day 0, even a Saturday or late at night; the next working day is day 1; the
last day ends at 23:59:59 in the office's zone. UU 14/2008 says "sejak diterima" and has no article on counting: this
is the usual practice in its stricter reading. An office may have another by decree (`after_hours`, `statute.settings`).
"""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from statute.book import Purpose, Rule, Unit, rule_about
from statute.calendar import Calendar
from statute.regimes import Regime
from statute.settings import CLOSES, Setting, receipt_settings, setting_on

_END_OF_DAY = time(23, 59, 59)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a count: `ordinal` when it counts; otherwise `why` it does not, in Indonesian, and by which decree."""

    on: date
    ordinal: int | None
    why: str | None = None
    decree: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term counted out from day 0 (`start`, itself not counted). A term in months lists no days.

    `sooner_on` is where the rule's other reading ends, if that is earlier.
    """

    rule: Rule
    start: date
    due_on: date
    days: tuple[Day, ...]
    warnings: tuple[str, ...]
    sooner_on: date | None = None

    @property
    def alarm_on(self) -> date:
        """The day to be warned of: where sources disagree, the earlier one."""
        return self.sooner_on or self.due_on

    @property
    def counted(self) -> tuple[Day, ...]:
        """The days that count, in order."""
        return tuple(day for day in self.days if day.ordinal is not None)

    @property
    def skipped(self) -> tuple[Day, ...]:
        """The days passed over, in order."""
        return tuple(day for day in self.days if day.ordinal is None)

    @property
    def provisional(self) -> bool:
        """True when a year without an official calendar, or a date that may still move, lies in the count."""
        return bool(self.warnings)


@dataclass(frozen=True, slots=True)
class Deadline:
    """All that follows from one receipt. `received_at` is in the office's zone.

    `objection` is the answer to an objection received at that same moment. `from_completeness` is the first term
    counted from the day the request was declared complete, which some practice uses: the earlier date binds.
    """

    regime: Regime
    received_at: datetime
    answer: Term
    extension: Term
    objection: Term
    from_completeness: Term | None
    calendar: Calendar = field(repr=False)

    @property
    def received_on(self) -> date:
        """Day 0: the day of receipt in the office's zone."""
        return self.received_at.date()

    @property
    def due_on(self) -> date:
        """The last day of the first term, counted strictly from receipt."""
        return self.answer.due_on

    @property
    def extended_due_on(self) -> date:
        """The last day after the one lawful extension, counted on from the end of the first term."""
        return self.extension.due_on

    @property
    def objection_answer_due_on(self) -> date:
        """The last day for the Atasan PPID to answer an objection received on day 0."""
        return self.objection.due_on

    @property
    def from_completeness_on(self) -> date | None:
        """The last day of the first term, counted from the day the request was declared complete; None without one."""
        return self.from_completeness.due_on if self.from_completeness else None

    @property
    def due_at(self) -> datetime:
        """The last second of `due_on` in the office's zone."""
        return self._last_second(self.due_on)

    @property
    def extended_due_at(self) -> datetime:
        """The last second of `extended_due_on` in the office's zone."""
        return self._last_second(self.extended_due_on)

    @property
    def objection_answer_due_at(self) -> datetime:
        """The last second of `objection_answer_due_on` in the office's zone."""
        return self._last_second(self.objection_answer_due_on)

    @property
    def days(self) -> tuple[Day, ...]:
        """Every day from the day after receipt to `due_on`, counted or skipped."""
        return self.answer.days

    @property
    def skipped(self) -> tuple[Day, ...]:
        """The days of the first term that do not count."""
        return self.answer.skipped

    @property
    def basis(self) -> str:
        """The articles in one line: answer, extension, objection, each with its rule and grade of certainty."""
        return "; ".join(f"{rule.article} ({rule.id}, {rule.certainty})" for rule in self.rules)

    @property
    def rules(self) -> tuple[Rule, Rule, Rule]:
        """The rule versions this case keeps: answer, extension, objection."""
        return self.answer.rule, self.extension.rule, self.objection.rule

    @property
    def warnings(self) -> tuple[str, ...]:
        """Why any of the dates is not yet certain, in Indonesian, each reason once."""
        return tuple(dict.fromkeys(self.answer.warnings + self.extension.warnings + self.objection.warnings))

    @property
    def provisional(self) -> bool:
        """True when any of the three dates is not yet certain; each term says so for itself."""
        return bool(self.warnings)

    def working_days_left(self, today: date) -> int:
        """Return the working days after `today` up to `due_on`: 0 on the last day, negative once it is past."""
        return self.calendar.working_days_between(today, self.due_on)

    def counted_from(self, complete_on: date) -> "Deadline":
        """Return the clock counted from the day on which the request was complete, by the rules of its receipt."""
        answer = count(self.answer.rule, complete_on, self.calendar)
        extension = count(self.extension.rule, answer.due_on, self.calendar)
        return replace(self, answer=answer, extension=extension, from_completeness=None)

    def _last_second(self, on: date) -> datetime:
        return datetime.combine(on, _END_OF_DAY, tzinfo=self.received_at.tzinfo)


def after_hours(received_at: datetime, zone: str, office: str, calendar: Calendar) -> Setting | None:
    """Return the setting by which a receipt counts from the next working day, None where it counts at once.

    It does so only where a decree set it for the office: otherwise the day of receipt is day 0, whatever the hour.
    """
    local = received_at.astimezone(ZoneInfo(zone))
    setting = setting_on(receipt_settings(), local.date(), office)
    at_work = calendar.is_working(local.date()) and local.time() < CLOSES
    return None if setting is None or setting.value == "same_day" or at_work else setting


def deadline(
    received_at: datetime,
    zone: str,
    regime: Regime,
    calendar: Calendar,
    *,
    complete_on: date | None = None,
    from_next: Setting | None = None,
) -> Deadline:
    """Count every term that follows from a receipt, by the rules in force on the day of receipt in `zone`.

    `zone` is an IANA name (`Asia/Jayapura`). `from_next` is the setting by which the next working day counts as the
    day of receipt (`after_hours`); that day is listed and does not count. Raises ValueError for a naive `received_at`
    or for `complete_on` before the receipt, ZoneInfoNotFoundError for an unknown zone, UnknownRuleError for a receipt
    before the law was in force.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at needs a time zone")
    local = received_at.astimezone(ZoneInfo(zone))
    received_on = local.date()
    if complete_on is not None and complete_on < received_on:
        raise ValueError(f"complete on {complete_on}, before the receipt on {received_on}")

    rule = rule_about(regime, Purpose.ANSWER, received_on)
    answer = count(rule, received_on, calendar, from_next)
    return Deadline(
        regime=regime,
        received_at=local,
        answer=answer,
        extension=count(rule_about(regime, Purpose.EXTENSION, received_on), answer.due_on, calendar),
        objection=count(rule_about(regime, Purpose.OBJECTION_ANSWER, received_on), received_on, calendar, from_next),
        from_completeness=count(rule, complete_on, calendar) if complete_on else None,
        calendar=calendar,
    )


def count(rule: Rule, start: date, calendar: Calendar, from_next: Setting | None = None) -> Term:
    """Count one term from day 0. Calendar days ending on a day off move to the next working day; months do not.

    With `from_next` the first working day of a term in working days stands for the day of receipt and does not count.
    """
    match rule.unit:
        case Unit.WORKING_DAYS:
            days = _working_days(start, rule.value, calendar, from_next)
            due_on = days[-1].on
        case Unit.DAYS:
            days = _calendar_days(start, rule.value, calendar)
            due_on = days[-1].on
        case Unit.MONTHS:
            days = ()
            due_on = _months_later(start, rule.value)
    # A term in months does not look at days off, so nothing in the calendar can make it uncertain.
    warnings = calendar.warnings(start + _DAY, due_on) if days else ()
    return Term(rule, start, due_on, days, warnings, _sooner(rule, start, due_on, calendar))


def _sooner(rule: Rule, start: date, due_on: date, calendar: Calendar) -> date | None:
    if rule.other is None:
        # That a last day off moves to the next working day is custom: the day itself is the stricter reading.
        strict = start + _DAY * rule.value
        return strict if rule.unit is Unit.DAYS and strict < due_on else None
    other = replace(rule, value=rule.other.value, unit=rule.other.unit, other=None)
    ends = count(other, start, calendar).due_on
    return ends if ends < due_on else None


def _working_days(start: date, value: int, calendar: Calendar, from_next: Setting | None) -> tuple[Day, ...]:
    days: list[Day] = []
    on, ordinal = start, 0
    while ordinal < value:
        on += _DAY
        if from_next and calendar.is_working(on):
            days.append(Day(on, None, "Dianggap hari penerimaan: diterima di luar jam kerja", from_next.decree))
            from_next = None
        elif calendar.is_working(on):
            ordinal += 1
            days.append(Day(on, ordinal))
        else:
            days.append(_skipped(on, calendar))
    return tuple(days)


def _calendar_days(start: date, value: int, calendar: Calendar) -> tuple[Day, ...]:
    days = [Day(start + _DAY * ordinal, ordinal) for ordinal in range(1, value)]
    last = start + _DAY * value
    while not calendar.is_working(last):
        days.append(_skipped(last, calendar))
        last += _DAY
    return (*days, Day(last, value))


def _skipped(on: date, calendar: Calendar) -> Day:
    return Day(on, None, calendar.why_off(on), calendar.decree(on))


def _months_later(start: date, value: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + value, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
