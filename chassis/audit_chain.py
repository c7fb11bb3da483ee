"""The audit record as a chain: each entry's hash covers the one before, so no change, gap or reorder stays unseen.

PostgreSQL links an entry at the very end of the transaction that wrote it, in an order that a lock per office makes;
the application can read the chain and not write it. The end of each chain is sealed daily where nobody can change it
(`AuditSealed`, kept by documents under object lock): whoever rewrites a whole chain contradicts the seals.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chassis import outbox, system
from chassis.context import Context
from chassis.db import rows, say, transaction
from chassis.operational_tables import Operations, admit_machinery, guard
from chassis.service import Runtime, Tick
from contracts.audit import AuditSealed

_TABLES = (
    """
    create table audit_link (
        tenant text not null,
        position bigint not null check (position > 0),
        entry_id bigint not null,
        hash bytea not null,
        primary key (tenant, position),
        unique (tenant, entry_id),
        foreign key (tenant, entry_id) references audit_entry (tenant, id)
    )
    """,
    """
    create table audit_seal (
        tenant text not null,
        version integer not null check (version > 0),
        position bigint not null,
        hash bytea not null,
        sealed_at timestamptz not null default now(),
        primary key (tenant, version)
    )
    """,
)
_FUNCTIONS = (
    # What is hashed of an entry: everything. The verifier asks the database for the same text.
    """
    create function audit_text(entry audit_entry) returns text language sql stable set search_path = public as $$
        select jsonb_build_array(
            entry.tenant, entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            entry.actor, entry.act, entry.subject, entry.facts, entry.trace)::text
    $$
    """,
    """
    create function audit_link() returns trigger language plpgsql security definer set search_path = public as $$
    begin
        perform pg_advisory_xact_lock(hashtext('audit_link'), hashtext(new.tenant));
        insert into audit_link (tenant, position, entry_id, hash)
        select new.tenant, coalesce(last.position, 0) + 1, new.id,
               sha256(coalesce(last.hash, '') || convert_to(audit_text(new), 'UTF8'))
        from (values (1)) one left join lateral (
            select position, hash from audit_link where tenant = new.tenant order by position desc limit 1
        ) last on true;
        return null;
    end
    $$
    """,
)
# Deferred: the lock is taken when everything else is done and every other lock is held, so it is short and cannot
# close a circle of waiting transactions.
_TRIGGER = """
create constraint trigger audit_link after insert on audit_entry deferrable initially deferred
for each row execute function audit_link()
"""
# Entries older than the chain are linked in the order of their ids, which within an office is the order of the acts.
_LINK_OLDER = """
with recursive numbered as (
    select entry, row_number() over (partition by (entry).tenant order by (entry).id) as position
    from audit_entry entry
), linked (tenant, position, entry_id, hash) as (
    select (entry).tenant, position, (entry).id, sha256(convert_to(audit_text(entry), 'UTF8'))
    from numbered where position = 1
    union all
    select (next.entry).tenant, next.position, (next.entry).id,
           sha256(linked.hash || convert_to(audit_text(next.entry), 'UTF8'))
    from linked join numbered next on (next.entry).tenant = linked.tenant and next.position = linked.position + 1
)
insert into audit_link select * from linked
"""


def create(op: Operations, service: str) -> None:
    """Create chain and seals in a service's database, linking what was recorded before: one migration calls it."""
    for statement in (*_TABLES, *_FUNCTIONS):
        op.execute(statement)
    op.execute("alter table audit_entry no force row level security")
    op.execute(_LINK_OLDER)
    op.execute("alter table audit_entry force row level security")
    op.execute(_TRIGGER)
    guard(op, service, "audit_link", "select")
    guard(op, service, "audit_seal", "select, insert")
    for table in ("audit_link", "audit_seal"):
        admit_machinery(op, service, table, "select")
    owner = "tenant = (select nullif(current_setting('ppid.tenant', true), ''))"
    op.execute(
        f"create policy chain on audit_link to ppid_{service}_owner using ({owner}) with check ({owner})"
    )  # the trigger's function runs as the owner, and in no other office than the writer's


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it stands now, with its place in the chain. `text` is None when the entry is gone."""

    position: int
    entry_id: int
    hash: bytes
    text: str | None


@dataclass(frozen=True, slots=True)
class Seal:
    """The end of a chain at some time: the hash that stood at a position."""

    position: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Break:
    """Where the record is not what was recorded.

    `what` is `gap`, `removed`, `changed`, `rewritten`, `cut off` or `unlinked`.
    """

    position: int
    what: str


def breaks(links: Iterable[Link], seals: Iterable[Seal]) -> Iterator[Break]:
    """Follow a chain from its beginning and compare it with its seals; nothing is found in an untouched one."""
    sealed = {seal.position: seal.hash for seal in seals}
    before, expected = b"", 1
    for link in links:
        if link.position != expected:
            yield Break(expected, "gap")
        if link.text is None:
            yield Break(link.position, "removed")
        elif hashlib.sha256(before + link.text.encode()).digest() != link.hash:
            yield Break(link.position, "changed")
        if sealed.pop(link.position, link.hash) != link.hash:
            yield Break(link.position, "rewritten")
        before, expected = link.hash, link.position + 1
    for position in sorted(sealed):
        yield Break(position, "cut off")


_LINKS = """
select link.position, link.entry_id, link.hash, audit_text(entry) as text
from audit_link link left join audit_entry entry on (entry.tenant, entry.id) = (link.tenant, link.entry_id)
order by link.position
"""
_UNLINKED = """
select count(*) from audit_entry entry
where not exists (select from audit_link link where (link.tenant, link.entry_id) = (entry.tenant, entry.id))
"""


def verify(seals: Iterable[Seal]) -> tuple[int, list[Break]]:
    """Check the chain of the office and service in force.

    Args:
        seals: what was sealed of it, from where nobody can change it.

    Returns:
        How many entries were checked, and every break found.
    """
    with transaction():
        links = [Link(**row) for row in rows(_LINKS, {})]
        ((unlinked,),) = say(_UNLINKED, {}).fetchall()
    found = list(breaks(links, seals))
    if unlinked:
        found.append(Break(len(links) + 1, "unlinked"))
    return len(links), found


# An office is due when its chain has grown and its last seal is a day old.
_DUE = """
select office.code from office
cross join lateral (
    select position from audit_link where tenant = office.code order by position desc limit 1
) as head
left join lateral (
    select position, sealed_at from audit_seal where tenant = office.code order by version desc limit 1
) as last on true
where last.position is null or (head.position > last.position and last.sealed_at <= now() - interval '1 day')
order by office.code
"""
_SEAL = """
insert into audit_seal (tenant, version, position, hash)
select head.tenant, coalesce((select max(version) from audit_seal), 0) + 1, head.position, head.hash
from audit_link head order by head.position desc limit 1
returning version, position, hash, sealed_at
"""


def seal_due(runtime: Runtime) -> None:
    """Seal the chains of all offices that are due: a tick of every service."""
    with system.connect(runtime.settings, "seal") as connection:
        due = [code for (code,) in connection.execute(_DUE)]
    service = runtime.service.name
    for code in due:
        with runtime.acting(Context(code, f"service:{service}", frozenset({f"service:{service}"}))), transaction():
            ((version, position, end, at),) = say(_SEAL, {}).fetchall()
            outbox.publish(AuditSealed(chain=service, position=position, hash=end.hex(), sealed_at=at), version)


TICKS = (Tick("seal audit record", 3600, seal_due),)
