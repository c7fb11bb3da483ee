"""The Merkle tree of RFC 6962, section 2.1, over SHA-256: 32 bytes that stand for many entries in their order."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

WIDTH = 32  # bytes of a hash


def leaf(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees side by side."""
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
        """Return the hash of the whole tree."""
        if not self._roots:
            return sha256().digest()
        *others, root = self._roots
        for left in reversed(others):
            root = node(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root of a tree of these leaf hashes."""
    tree = Tree()
    for each in leaves:
        tree.add(each)
    return tree.root()


class Nodes:
    """What is known inside a tree: the roots of complete subtrees, from which those above them follow."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def know(self, start: int, stop: int, hashes: bytes) -> None:
        """Learn the roots of the largest complete subtrees between two sizes, side by side (as `Tree.subtrees`).

        Raises:
            ValueError: so many there are not.
        """
        known = (hashes[at : at + WIDTH] for at in range(0, len(hashes), WIDTH))
        self._known.update(zip(_blocks(start, stop), known, strict=True))

    def over(self, start: int, stop: int) -> bytes:
        """Return the root over the leaves from one place up to another.

        Raises:
            KeyError: too little of them is known.
        """
        size = stop - start
        if size == 1 or (start, size) in self._known:
            return self._known[start, size]
        split = start + _split(size)
        return node(self.over(start, split), self.over(split, stop))

    def between(self, start: int, stop: int) -> bytes:
        """Return the roots of the largest complete subtrees between two sizes, as `know` takes them.

        Raises:
            KeyError: too little is known.
        """
        return b"".join(self.over(at, at + size) for at, size in _blocks(start, stop))

    def path(self, index: int, size: int) -> list[bytes]:
        """Return what must be known beside a leaf to reach the root (section 2.1.1), from the bottom up; counted from
        0.

        Raises:
            KeyError: too little is known.
        """
        return self._path(index, 0, size)

    def _path(self, index: int, start: int, stop: int) -> list[bytes]:
        if stop - start == 1:
            return []
        split = start + _split(stop - start)
        if index < split:
            return [*self._path(index, start, split), self.over(split, stop)]
        return [*self._path(index, split, stop), self.over(start, split)]

    def growth(self, before: int, size: int) -> list[bytes]:
        """Return what shows that a tree of one size only grew out of a smaller one (section 2.1.2).

        Raises:
            KeyError: too little is known.
        """
        return self._growth(before, 0, size, whole=True)

    def _growth(self, before: int, start: int, stop: int, *, whole: bool) -> list[bytes]:
        if before == stop:
            return [] if whole else [self.over(start, stop)]
        split = start + _split(stop - start)
        if before <= split:
            return [*self._growth(before, start, split, whole=whole), self.over(split, stop)]
        return [*self._growth(before, split, stop, whole=False), self.over(start, split)]


def root_by(leaf_hash: bytes, index: int, size: int, beside: Sequence[bytes]) -> bytes:
    """Return the root of the tree of this size in which the leaf stands at `index`, if the path is right.

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


def has_grown(before: int, root_before: bytes, size: int, root: bytes, beside: Sequence[bytes]) -> bool:
    """Whether the tree of one size and root only grew out of a smaller one (section 2.1.2), as `growth` shows."""
    if not 0 < before <= size:
        return False
    try:
        return _both(before, size, beside, root_before) == (root_before, root)
    except ValueError:  # no proof between these sizes is so long
        return False


def _both(before: int, size: int, beside: Sequence[bytes], whole: bytes | None) -> tuple[bytes, bytes]:
    """Return the roots before and after of a part of the tree; `whole` is the first one while the part holds all there
    was.
    """
    if before == size:
        (root,) = beside if whole is None else (*beside, whole)
        return root, root
    *lower, other = beside
    split = _split(size)
    if before <= split:
        then, now = _both(before, split, lower, whole)
        return then, node(now, other)
    then, now = _both(before - split, size - split, lower, None)
    return node(other, then), node(other, now)


def _blocks(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where the largest complete subtrees between two sizes begin, and how many leaves each has."""
    while start < stop:
        size = start & -start or 1 << stop.bit_length()
        while start + size > stop:
            size >>= 1
        yield start, size
        start += size


def _split(size: int) -> int:
    """Return the largest power of two below a size of 2 or more."""
    return 1 << ((size - 1).bit_length() - 1)
