"""What came after its day, in a sentence."""

from collections.abc import Callable

from gateway.backends.shapes.registry import Late


def late(fact: Late, say: Callable[..., str], office: Callable[[str], str], day: Callable[[str], str]) -> str:
    """Return what came, how many working days after which day, and under which rule that day counted."""
    date, days = day(fact["due_on"]), fact["days"]
    after = say("late.after", n=days, date=date) if days else say("late.after_days_off", date=date)
    regime, where = say(f"late.regime.{fact['regime']}"), office(fact["office"]) if fact["office"] else ""
    return say(f"late.kind.{fact['kind']}", after=after, regime=regime, office=where)
