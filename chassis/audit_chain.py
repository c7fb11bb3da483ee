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
from chassis.rounds import apart
from chassis.service import Runtime, Tick, runtime
from contracts.audit import AuditSealed
from verifier import checkpoint
from verifier.record import Link
from verifier.tree import Nodes, Tree

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
