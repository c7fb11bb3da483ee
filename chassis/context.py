"""Who acts, for which office: one immutable value in one ContextVar, from the edge to PostgreSQL.

There is no default. Code that needs an office and has none fails before any SQL is sent.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

PUBLIC = "public"
_TRACE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def new_trace() -> str:
    """Return a fresh W3C `traceparent` (Trace Context, section 3.2), unsampled."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"


def trace_of(said: str) -> str:
    """Return the trace that somebody outside sent, or a fresh one where that is none."""
    return said if _TRACE.fullmatch(said) else new_trace()


def request_id(trace: str) -> str:
    """Return the part of a trace by which people and logs name what was done for one cause."""
    return trace.split("-")[1]


@dataclass(frozen=True, slots=True)
class Context:
    """One actor in one office.

    Attributes:
        tenant: office code such as `32.76`.
        actor: `public`, `staff:<id>`, `client:<id>` or `service:<name>`; never a name of a person.
        roles: what the actor may be asked for; `public` for the anonymous.
        trace: W3C traceparent that joins everything done for one cause.
        name: what people call the actor, for what people read (a certificate, a mark across a copy), as the gateway
            vouches for it; empty for services and applicants. Never logged, told or audited.
    """

    tenant: str
    actor: str = PUBLIC
    roles: frozenset[str] = frozenset({PUBLIC})
    trace: str = field(default_factory=new_trace)
    name: str = field(default="", repr=False)


class NoContext(Exception):
    """Something that belongs to an office was asked for outside any office."""


_current: ContextVar[Context] = ContextVar("ppid.context")


def current() -> Context:
    """Return the context in force.

    Raises:
        NoContext: none is in force.
    """
    try:
        return _current.get()
    except LookupError as missing:
        raise NoContext("no office is in force here") from missing


@contextmanager
def use(context: Context) -> Iterator[Context]:
    """Put a context in force for a block; what was in force before comes back, even after an exception."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
