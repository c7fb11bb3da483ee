"""The Merkle tree of RFC 6962, section 2.1, over SHA-256: 32 bytes that stand for many entries in their order."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

WIDTH = 32  # bytes of a hash


def leaf(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A tree that grows by a leaf at a time and keeps only the roots of its complete subtrees, the largest first."""

    def __init__(self, size: int = 0, subtrees: bytes = b"") -> None:
        self.size = size
        self._roots = [subtrees[at : at + WIDTH] for at in range(0, len(subtrees), WIDTH)]

    @property
    def subtrees(self) -> bytes:
        """The kept roots side by side, as the constructor takes them."""
        return b"".join(self._roots)

    def add(self, leaf_hash: bytes) -> None:
        """Grow by a leaf."""
        self._roots.append(leaf_hash)
        self.size += 1
        equal = self.size
        while equal % 2 == 0:  # the last two subtrees are of one size: they become one
            right, left = self._roots.pop(), self._roots.pop()
            self._roots.append(node(left, right))
            equal //= 2

    def root(self) -> bytes:
        """The hash of the whole tree."""
        if not self._roots:
            return sha256().digest()
        *others, root = self._roots
        for left in reversed(others):
            root = node(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree of these leaf hashes."""
    tree = Tree()
    for each in leaves:
        tree.add(each)
    return tree.root()


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What must be known beside a leaf to reach the root (section 2.1.1), from the bottom up; `index` counts from 0."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*path(leaves[:split], index), root_of(leaves[split:])]
    return [*path(leaves[split:], index - split), root_of(leaves[:split])]


def root_by(leaf_hash: bytes, index: int, size: int, beside: Sequence[bytes]) -> bytes:
    """The root of the tree of this size in which the leaf stands at `index`, if the path is right.

    Raises:
        ValueError: no path in a tree of this size is so long, or the tree has no such place.
    """
    if not 0 <= index < size or (size == 1) != (len(beside) == 0):
        raise ValueError("the path does not fit the tree")
    if size == 1:
        return leaf_hash
    *lower, other = beside
    split = _split(size)
    if index < split:
        return node(root_by(leaf_hash, index, split, lower), other)
    return node(other, root_by(leaf_hash, index - split, size - split, lower))


def _split(size: int) -> int:
    """The largest power of two below a size of 2 or more."""
    return 1 << ((size - 1).bit_length() - 1)
