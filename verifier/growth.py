"""The proof that a record has only grown since a checkpoint that somebody kept: nothing in it was written anew."""

import json
from dataclasses import dataclass

from verifier import checkpoint, tree
from verifier.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True)
class Growth:
    """From how many entries on, the hashes that lead from the root then to the root now, and the checkpoint now."""

    before: int
    path: list[bytes]
    checkpoint: Checkpoint

    def holds(self, kept: Checkpoint) -> bool:
        """Whether the record grew out of the kept one; whether both are signed is another question."""
        now = self.checkpoint
        return kept.origin == now.origin and tree.has_grown(kept.size, kept.root, now.size, now.root, self.path)


def shape(growth: Growth) -> dict[str, int | str | list[str]]:
    """Return what the file of a proof says."""
    path = [each.hex() for each in growth.path]
    return {"since": growth.before, "path": path, "checkpoint": growth.checkpoint.note}


def read(file: str) -> Growth:
    """Parse the file of a proof.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    said = json.loads(file)
    return Growth(
        int(said["since"]), [bytes.fromhex(each) for each in said["path"]], checkpoint.read(said["checkpoint"])
    )
