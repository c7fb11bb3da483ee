"""A record of acts: entries linked by hashes, in an order that a tree sums up, and what was sealed of them.

The hash of a link is SHA-256 over the hash before it and the entry's text; the leaf of its tree is made of a salt and
the text. Whoever is shown one entry learns its salt and no hash of the chain, and so can try out no guess at another.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier import checkpoint, tree
from verifier.checkpoint import Checkpoint
from verifier.tree import Tree

if TYPE_CHECKING:
    from verifier.checkpoint import Keys

ENTRIES, SEALS = "entries.ndjson", "seals"  # of an exported record
NAMED = 200  # so many changed places are compared with each other to see what was moved


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it stands now, with its place in the chain.

    `text` is None when the entry is gone; `position` is 0 for an entry that no link leads to.
    """

    position: int
    hash: bytes
    salt: bytes
    text: str | None

    def follows(self, before: bytes) -> bool:
        """Whether the entry is the one that was linked to this hash."""
        return _linked(before, self.text or "") == self.hash

    def leaf(self) -> bytes:
        """Its hash in the tree; an entry that is gone has the one of an empty text."""
        return leaf(self.salt, self.text or "")


@dataclass(frozen=True, slots=True)
class Seal:
    """What was sealed: the hash that stood at a position and, since there is a tree, its signed checkpoint."""

    position: int
    hash: bytes
    checkpoint: Checkpoint | None


@dataclass(frozen=True, slots=True)
class Break:
    """Where the record is not what was recorded.

    `what` is `gap`, `removed`, `changed`, `moved`, `slipped in`, `rewritten`, `cut off`, `forged` or `unlinked`.
    """

    position: int
    what: str


def leaf(salt: bytes, text: str) -> bytes:
    """Return the hash of an entry in the tree.

    Raises:
        ValueError: the salt is shorter or longer than it must be, so that letters could pass from one to the other.
    """
    if len(salt) != tree.WIDTH:
        raise ValueError("a salt has 32 bytes")
    return tree.leaf(salt + text.encode())


def read_seal(body: bytes) -> Seal:
    """Parse a seal as documents keeps it.

    Raises:
        ValueError, KeyError: it is none.
    """
    said: dict[str, Any] = json.loads(body)
    note = said.get("checkpoint")  # seals from before the tree have none
    return Seal(said["position"], bytes.fromhex(said["hash"]), checkpoint.read(note) if note else None)


def forged(seals: Iterable[Seal], origin: str, keys: "Keys | None") -> list[Break]:
    """Return the seals whose checkpoint is another record's, or not signed as it must be; that is seen with keys only.

    A seal from before the tree has no checkpoint: with keys it counts only where a signed one came after it, or else
    whoever writes a record anew would leave all signatures out.
    """
    known = [(seal, _is_own(seal, origin, keys)) for seal in seals]
    signed = max((seal.position for seal, own in known if own and seal.checkpoint), default=0)
    return [
        Break(seal.position, "forged")
        for seal, own in known
        if not own or (keys is not None and seal.checkpoint is None and seal.position > signed)
    ]


def _is_own(seal: Seal, origin: str, keys: "Keys | None") -> bool:
    said = seal.checkpoint
    if said is None:
        return True
    return (said.origin, said.size) == (origin, seal.position) and (keys is None or checkpoint.signed(said, keys))


@dataclass(frozen=True, slots=True)
class Whole:
    """How far a record was found whole and sealed: entries, the last link's hash, the tree's complete subtrees."""

    size: int = 0
    hash: bytes = b""
    subtrees: bytes = b""


BEGINNING = Whole()


def follow(links: Iterable[Link], seals: Iterable[Seal]) -> tuple[int, list[Break]]:
    """Follow a chain from its beginning and compare it with its seals.

    Returns:
        How many entries were followed, and every break; an untouched chain has none.
    """
    entries, found, _reached = follow_on(BEGINNING, links, seals)
    return entries, found


def follow_on(since: Whole, links: Iterable[Link], seals: Iterable[Seal]) -> tuple[int, list[Break], Whole]:
    """Follow a chain from where it was found whole before, and compare it with what was sealed since.

    Args:
        since: what somebody kept who was told so; nothing before it is looked at.
        links: from its last link on, which has to be the one that it was.
        seals: those that came later.

    Returns:
        How many entries there are, every break, and how far the chain is whole and sealed by now.
    """
    sealed = _by_position(seals)
    found: list[Break] = []
    changed: list[tuple[Link, bytes]] = []  # and the hash before it
    grown, earlier, before, expected = Tree(since.size, since.subtrees), b"", since.hash, since.size + 1
    reached, links = since, iter(links)
    if since.size:
        found += _left(since, next(links, None))
    for link in links:
        if link.position == 0:
            found.append(Break(expected, "unlinked"))
            continue
        if link.position != expected:
            found.append(Break(expected, "gap"))
        if link.text is None:
            found.append(Break(link.position, "removed"))
        elif not link.follows(before):
            if expected > since.size + 1 and link.follows(earlier):
                found.append(Break(link.position - 1, "slipped in"))
            else:
                changed.append((link, before))
        grown.add(link.leaf())
        whole = not found and not changed
        known = sealed.pop(link.position, ())
        if any(_contradicts(seal, link, grown, whole) for seal in known):
            found.append(Break(link.position, "rewritten"))
        elif known and whole:
            reached = Whole(grown.size, link.hash, grown.subtrees)
        earlier, before, expected = before, link.hash, link.position + 1
    found += (Break(position, "cut off") for position in sealed)
    return grown.size, sorted([*found, *_named(changed, found)], key=lambda each: each.position), reached


def _by_position(seals: Iterable[Seal]) -> dict[int, list[Seal]]:
    sealed: dict[int, list[Seal]] = defaultdict(list)
    for seal in seals:
        sealed[seal.position].append(seal)
    return sealed


def _left(since: Whole, last: Link | None) -> list[Break]:
    """Return what is wrong with the link up to which a chain was found whole."""
    if last is None or last.position != since.size:
        return [Break(since.size, "cut off")]
    return [] if last.hash == since.hash else [Break(since.size, "rewritten")]


def _contradicts(seal: Seal, link: Link, grown: Tree, whole: bool) -> bool:
    """Whether a seal knows another record; of one that is broken already the root says nothing new."""
    known = seal.checkpoint
    return seal.hash != link.hash or (whole and known is not None and known.root != grown.root())


def _named(changed: list[tuple[Link, bytes]], found: list[Break]) -> Iterator[Break]:
    """Say of changed places which hold an entry of another place; what was slipped in is said already."""
    said = {each.position for each in found if each.what == "slipped in"}
    for link, _before in changed:
        if link.position not in said:
            yield Break(link.position, "moved" if _moved(link, changed[:NAMED]) else "changed")


def _moved(link: Link, changed: list[tuple[Link, bytes]]) -> bool:
    text = link.text or ""
    return any(other is not link and _linked(before, text) in (other.hash, link.hash) for other, before in changed)


def _linked(before: bytes, text: str) -> bytes:
    return sha256(before + text.encode()).digest()


def read_links(file: Path) -> Iterator[Link]:
    """Yield the links of an exported chain; where there is no file there are none.

    Raises:
        ValueError, KeyError: it is no export.
    """
    if not file.exists():
        return
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            yield Link(said["position"], bytes.fromhex(said["hash"]), bytes.fromhex(said["salt"]), said["text"])


def write_link(link: Link) -> str:
    """Return the line of an export that `read_links` reads; `text` in it is exactly what was hashed."""
    said = {"position": link.position, "hash": link.hash.hex(), "salt": link.salt.hex(), "text": link.text}
    return json.dumps(said, ensure_ascii=False) + "\n"
