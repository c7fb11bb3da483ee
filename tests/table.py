"""Rows of one table are one test, which names every row that failed."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from itertools import zip_longest
from typing import Any

import pytest
from _pytest.mark import ParameterSet

Test = Callable[..., None]
FAILED = (Exception, pytest.fail.Exception)  # the second is what `pytest.raises` raises


def table(names: str | tuple[str, ...], rows: Iterable[Any], *, ids: Iterable[str] = ()) -> Callable[[Test], Test]:
    """Run a test once over all rows, written as for `pytest.mark.parametrize`; the rows share its fixtures."""
    columns = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    lines = [ParameterSet.extract_from(row, force_tuple=len(columns) == 1) for row in rows]
    assert lines, "a table without rows proves nothing"

    def decorate(test: Test) -> Test:
        @wraps(test)
        def whole(**fixtures: Any) -> None:
            failures = []
            for line, name in zip_longest(lines, ids):
                row = dict(zip(columns, line.values, strict=True))
                try:
                    test(**fixtures, **row)
                except FAILED as failure:
                    failures.append(f"{_label(name or line.id, row)}\n{_place(failure)}")
            if failures:
                pytest.fail("\n\n".join([f"{len(failures)} of {len(lines)} rows:", *failures]), pytrace=False)

        signature = inspect.signature(test)
        rest = [parameter for name, parameter in signature.parameters.items() if name not in columns]
        whole.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]  # what pytest asks for
        return whole

    return decorate


def _label(name: object, row: dict[str, Any]) -> str:
    return f"{name or ''} {row!r:.300}".strip()


def _place(failure: BaseException) -> str:
    """Where the test's own lines failed; the first is the one above that calls it."""
    assert failure.__traceback__ is not None
    own = failure.with_traceback(failure.__traceback__.tb_next)
    return str(pytest.ExceptionInfo.from_exception(own).getrepr(style="short"))
