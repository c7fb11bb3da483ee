"""Structured logs: one JSON object a line, the event name static, data in keywords, office and trace by themselves."""

import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError
from structlog.tracebacks import ExceptionDictTransformer

from chassis.context import NoContext, current

# A run of 16 digits is an identity or family-card number, whatever field it came in; an address has an @, and is looked
# for from its beginning only: from every letter of a long word, the search would take the square of its length.
_PERSONAL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|\b\d{16}\b|\+62\d{8,13}\b")


def configure(service: str, role: str) -> None:
    """Set up logging of a process: stdlib and structlog through one formatter to stderr."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_context,
        structlog.processors.ExceptionRenderer(Discreet(show_locals=False)),  # locals hold secrets
        mask,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    structlog.contextvars.clear_contextvars()
    global _process  # noqa: PLW0603 - one process has one name
    _process = {"service": service, "role": role}


class Discreet(ExceptionDictTransformer):
    """Tells a failure without the words of the database, which may quote a row."""

    def __call__(self, exc_info: Any) -> list[dict[str, Any]]:
        """Return what an exception and its causes are told as."""
        quoting = {type(error).__name__: getattr(error, "sqlstate", None) for error in _quoting(exc_info[1])}
        told = super().__call__(exc_info)
        for failure in told:
            if failure["exc_type"] in quoting:
                failure["exc_value"] = f"[disamarkan] {quoting[failure['exc_type']] or ''}".rstrip()
        return told


def _quoting(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the errors of the database among an error and its causes."""
    while error is not None:
        if isinstance(error, SQLAlchemyError | psycopg.Error):
            yield error
        error = error.__cause__ or error.__context__


_process: dict[str, str] = {}


def get_logger() -> structlog.stdlib.BoundLogger:
    """Return the logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger()
    return logger


def mask(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Blot out identity numbers, e-mail addresses and phone numbers wherever they turn up in an entry."""
    return {key: _masked(value) for key, value in entry.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL.sub("[disamarkan]", value)
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(inner) for inner in value]
    return value


def _add_context(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
    entry.update(_process)
    try:
        context = current()
    except NoContext:
        return entry
    entry.update(tenant=context.tenant, actor=context.actor, trace=context.trace)
    return entry
