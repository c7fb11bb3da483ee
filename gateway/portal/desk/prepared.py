"""A decision that a program or an officer prepared, as the form shows it that it is issued from."""

from typing import Any

from gateway.backends.shapes.registry import Case


def typed(case: Case, outcome: str) -> dict[str, Any]:
    """Return what was prepared of a case for an outcome, as if it had been typed; nothing where that is another."""
    prepared = case["prepared"]
    if prepared is None or prepared["outcome"] != outcome:
        return {}
    content = prepared["content"].items()
    return {name: _as_typed(value) for name, value in content if name != "outcome" and value}


def _as_typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes"
    return value if isinstance(value, list) else str(value)
