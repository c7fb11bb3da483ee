"""Every act leaves an entry, in the transaction of the act. The application role can add entries and nothing else.

The database links the entries of an office to a chain (`chassis.audit_chain`).
"""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.context import current
from chassis.db import say

_ADD = """
insert into audit_entry (tenant, at, actor, act, subject, facts, trace)
values (%(tenant)s, %(at)s, %(actor)s, %(act)s, %(subject)s, %(facts)s::jsonb, %(trace)s)
"""
_ADD_ALL = """
insert into audit_entry (tenant, at, actor, act, subject, facts, trace)
select %(tenant)s, %(at)s, %(actor)s, %(act)s, subject, facts, %(trace)s
from json_to_recordset(%(entries)s::json) as entry (subject text, facts jsonb)
"""


def record(act: str, subject: UUID | str, **facts: Any) -> None:
    """Write down who did what to which thing. `facts` hold no personal data: ids, states, articles, numbers."""
    context = current()
    say(
        _ADD,
        {
            "tenant": context.tenant,
            "at": clock.now(),
            "actor": context.actor,
            "act": act,
            "subject": str(subject),
            "facts": json.dumps(facts, default=str),
            "trace": context.trace,
        },
    )


def record_all(act: str, entries: Sequence[tuple[UUID, dict[str, Any]]]) -> None:
    """Write down the same act on many things, each with its facts: an entry for each, in one statement."""
    context = current()
    say(
        _ADD_ALL,
        {
            "tenant": context.tenant,
            "at": clock.now(),
            "actor": context.actor,
            "act": act,
            "entries": json.dumps([{"subject": subject, "facts": facts} for subject, facts in entries], default=str),
            "trace": context.trace,
        },
    )
