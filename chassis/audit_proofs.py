"""Proofs that acts stand in the sealed record, each made from the first seal that covers it and the seal before.

So a proof reads what one seal added, never the whole record. The checkpoint is signed when it is shown: its text is
that of the seal, with which anybody compares it.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from chassis.audit_chain import links
from chassis.context import current
from chassis.db import rows
from chassis.errors import Conflict
from chassis.service import runtime
from verifier import checkpoint
from verifier.proof import Proof
from verifier.tree import Nodes, Tree

_COVERED = """
select seal.position as size, seal.subtrees, coalesce(before.position, 0) as since,
       coalesce(before.subtrees, '') as until_then, array_agg(link.position order by link.position) as positions
from audit_entry entry
join audit_link link on (link.tenant, link.entry_id) = (entry.tenant, entry.id)
left join lateral (
    select position, subtrees from audit_seal
    where position >= link.position and subtrees is not null order by position limit 1
) seal on true
left join lateral (
    select position, subtrees from audit_seal
    where position < link.position and subtrees is not null order by position desc limit 1
) before on true
where entry.subject = any(%(subjects)s)
group by 1, 2, 3, 4 order by 1
"""


class NotAsSealed(Conflict):
    """The record is not what was sealed: nothing of it is proven."""

    code, title = "record-not-as-sealed", "Catatan bukan lagi yang disegel; beri tahu pengelola platform"


def about(subjects: Iterable[UUID]) -> tuple[list[Proof], int]:
    """Prove every act on these things in the office and service in force.

    Returns:
        A proof for each that is sealed, in their order, and how many are not sealed yet.

    Raises:
        NotAsSealed.
    """
    covered = rows(_COVERED, {"subjects": [str(subject) for subject in subjects]})
    sealed = [row for row in covered if row["size"] is not None]
    unsealed = sum(len(row["positions"]) for row in covered if row["size"] is None)
    try:
        found = [proof for row in sealed for proof in _proofs(**row)]
    except KeyError as gone:
        raise NotAsSealed from gone
    if not all(proof.holds for proof in found):
        raise NotAsSealed
    return found, unsealed


def _proofs(size: int, subtrees: bytes, since: int, until_then: bytes, positions: list[int]) -> Iterator[Proof]:
    working, known = runtime(), Nodes()
    known.know(0, since, until_then)
    stretch = {link.position: link for link in links(since, size)}
    for position, link in stretch.items():
        known.know(position - 1, position, link.leaf())
    origin = checkpoint.origin(current().tenant, working.service.name)
    sealed = checkpoint.read(working.signer.sign_note(checkpoint.compose(origin, size, Tree(size, subtrees).root())))
    for position in positions:
        link = stretch[position]
        yield Proof(position, link.text or "", link.salt, known.path(position - 1, size), sealed)
