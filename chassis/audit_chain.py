"""The audit record as a chain: each entry's hash covers the one before, so no change, gap or reorder stays unseen.

PostgreSQL links an entry at the very end of the transaction that wrote it, in an order that a lock per office makes;
the application can read the chain and not write it. The end of each chain and the root of a tree over its entries are
sealed within minutes where nobody can change them (`AuditSealed`, kept by documents under object lock): whoever
rewrites a whole chain contradicts the seals. The rules by which a record is checked are in `verifier`, which needs no
database.
"""

from collections.abc import Iterator

from chassis import outbox, system
from chassis.context import Context, current
from chassis.db import rows, say, transaction
from chassis.operational_tables import Operations, admit_machinery, guard
from chassis.rounds import apart
from chassis.service import Runtime, Tick, runtime
from contracts.audit import AuditSealed
from verifier import checkpoint
from verifier.record import Link
from verifier.tree import Nodes, Tree

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


def carry_trees(op: Operations) -> None:
    """Let a seal carry its tree's complete subtrees, from which the next one goes on: one migration calls it."""
    op.execute("alter table audit_seal add column subtrees bytea")


_LINKS = """
select link.position, link.hash, audit_text(entry) as text
from audit_link link left join audit_entry entry on (entry.tenant, entry.id) = (link.tenant, link.entry_id)
where link.position > %(after)s and link.position <= %(until)s
order by link.position limit 10000
"""
_UNLINKED = """
select 0 as position, ''::bytea as hash, audit_text(entry) as text from audit_entry entry
where not exists (select from audit_link link where (link.tenant, link.entry_id) = (entry.tenant, entry.id))
  and entry.id > coalesce((select entry_id from audit_link where position = %(after)s), 0)
"""


def links(after: int = 0, until: int = 2**62) -> Iterator[Link]:
    """Yield the chain of the office and service in force beyond one position and up to another.

    It is read in pieces that no timeout cuts off. The salts are derived from the service's master key: none is stored,
    and whoever is shown some knows no others.
    """
    working = runtime()
    purpose = f"audit leaf of {working.service.name}"
    while piece := rows(_LINKS, {"after": after, "until": until}):
        for row in piece:
            yield Link(**row, salt=working.sealer.fingerprint(str(row["position"]), purpose))
        after = piece[-1]["position"]


def everything(after: int = 0) -> Iterator[Link]:
    """Yield the whole chain, or what lies beyond a position, and at its end what came since and no link leads to."""
    yield from links(after)
    yield from (Link(**row, salt=b"") for row in rows(_UNLINKED, {"after": after}))


# An office is due when its chain has grown since its last seal.
_DUE = """
select office.code from office
cross join lateral (
    select position from audit_link where tenant = office.code order by position desc limit 1
) as head
left join lateral (
    select position from audit_seal where tenant = office.code order by version desc limit 1
) as last on true
where head.position > coalesce(last.position, 0)
order by office.code
"""
_LAST = """
select coalesce(version, 0), case when subtrees is null then 0 else position end, coalesce(subtrees, '')
from (values (1)) one left join lateral (
    select version, position, subtrees from audit_seal order by version desc limit 1
) last on true
"""
_SEAL = """
insert into audit_seal (tenant, version, position, hash, subtrees)
values (%(tenant)s, %(version)s, %(position)s, %(hash)s, %(subtrees)s)
returning sealed_at
"""


def seal_due(working: Runtime) -> None:
    """Seal the chains of all offices that are due: a tick of every service."""
    with system.connect(working.settings, "seal") as connection:
        due = [code for (code,) in connection.execute(_DUE)]
    actor = f"service:{working.service.name}"
    with apart(working, lambda code: Context(code, actor, frozenset({actor}))) as visit:
        for code in due:
            with visit(code), transaction():
                seal(working)


def seal(working: Runtime) -> None:
    """Seal the chain of the office in force: read on from the last seal, from the beginning where that has no tree."""
    ((before, size, subtrees),) = say(_LAST, {}).fetchall()
    tree, added = Tree(size, subtrees), Nodes()
    for link in links(size):
        leaf, end = link.leaf(), link.hash
        added.know(tree.size, tree.size + 1, leaf)
        tree.add(leaf)
    tenant, service, version = current().tenant, working.service.name, before + 1
    values = {"position": tree.size, "hash": end, "subtrees": tree.subtrees, "tenant": tenant, "version": version}
    ((at,),) = say(_SEAL, values).fetchall()
    note = working.signer.sign_note(checkpoint.compose(checkpoint.origin(tenant, service), tree.size, tree.root()))
    sealed = AuditSealed(
        chain=service,
        position=tree.size,
        hash=end.hex(),
        checkpoint=note,
        since=size,
        subtrees=tree.subtrees.hex(),
        grown=added.between(size, tree.size).hex(),
        sealed_at=at,
    )
    outbox.publish(sealed, version)


TICKS = (Tick("seal audit record", 300, seal_due),)
