"""The proof that one entry is in the record, for people who are shown no other one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from verifier import checkpoint, tree
from verifier.checkpoint import Checkpoint
from verifier.record import Link, leaf


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry, its place, the hashes beside its way to the root, and the checkpoint that tells the root."""

    position: int
    text: str
    salt: bytes
    path: list[bytes]
    checkpoint: Checkpoint

    @property
    def holds(self) -> bool:
        """Whether the entry stands in the tree of the checkpoint; whether that is signed is another question."""
        try:
            root = tree.root_by(leaf(self.salt, self.text), self.position - 1, self.checkpoint.size, self.path)
        except ValueError:
            return False
        return root == self.checkpoint.root


def prove(links: Sequence[Link], position: int, sealed: Checkpoint) -> Proof:
    """Make the proof of an entry from all links that a checkpoint sealed."""
    known = tree.Nodes()
    for at, link in enumerate(links):
        known.know(at, at + 1, link.leaf())
    link = links[position - 1]
    return Proof(position, link.text or "", link.salt, known.path(position - 1, sealed.size), sealed)


def shape(proof: Proof) -> dict[str, Any]:
    """Return what the file of a proof says."""
    return {
        "position": proof.position,
        "text": proof.text,
        "salt": proof.salt.hex(),
        "path": [each.hex() for each in proof.path],
        "checkpoint": proof.checkpoint.note,
    }


def write(proof: Proof) -> str:
    """Return the file of a proof."""
    return json.dumps(shape(proof), ensure_ascii=False, indent=2) + "\n"


def read(file: str) -> list[Proof]:
    """Parse the file of a proof, or of several (`items`).

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    said = json.loads(file)
    return [_read(each) for each in said.get("items", [said])]


def _read(said: dict[str, Any]) -> Proof:
    path = [bytes.fromhex(each) for each in said["path"]]
    return Proof(
        int(said["position"]), said["text"], bytes.fromhex(said["salt"]), path, checkpoint.read(said["checkpoint"])
    )
