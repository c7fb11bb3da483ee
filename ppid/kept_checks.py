"""What somebody keeps of a check of the record of acts, so that the next one goes on from there."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifier.record import BEGINNING, Whole


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a record was found whole, and the number of the last seal that was compared with it."""

    whole: Whole = BEGINNING
    seal: int = 0


class KeptChecks:
    """A file with what was found whole of each record. It is worth as much as the place where it is kept."""

    def __init__(self, file: Path | None) -> None:
        """Read a file; without one, and before it is written, everything is checked from its beginning.

        Raises:
            ValueError: it is no such file.
        """
        self._file = file
        there = file is not None and file.exists()
        self._records: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8")) if file and there else {}
        if not isinstance(self._records, dict):
            raise ValueError("no object")

    def of(self, office: str, service: str) -> Checked:
        """Return what was found of a record.

        Raises:
            ValueError: the file does not say it as it should.
        """
        said = self._records.get(f"{office} {service}")
        if said is None:
            return Checked()
        try:
            whole = Whole(int(said["size"]), bytes.fromhex(said["hash"]), bytes.fromhex(said["subtrees"]))
            return Checked(whole, int(said["seal"]))
        except (KeyError, TypeError) as other:
            raise ValueError(f"{office} {service}") from other

    def keep(self, office: str, service: str, found: Checked) -> None:
        """Say how far a record is whole by now."""
        whole = {"size": found.whole.size, "hash": found.whole.hash.hex(), "subtrees": found.whole.subtrees.hex()}
        self._records[f"{office} {service}"] = {**whole, "seal": found.seal}

    def write(self) -> None:
        """Write the file anew, all of it or nothing."""
        if self._file is None:
            return
        fresh = self._file.with_name(f".{self._file.name}.new")
        fresh.write_text(json.dumps(self._records, indent=1), "utf-8")
        fresh.replace(self._file)
