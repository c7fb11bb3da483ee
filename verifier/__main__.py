"""`python -m verifier EXPORT|PROOF|CHECKPOINT [--keys trusted.jwks]`: is each record whole, does the proof hold?

A kept checkpoint is compared with a later one: `--grown GROWTH`, has the record only grown since? Several proofs, each
from where the one before leads, are followed one after the other.

The exit status is 0 when all is well, 1 when something was tampered with, 2 when it could not be checked.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import checkpoint, growth, proof, record
from verifier.checkpoint import Checkpoint
from verifier.growth import Growth
from verifier.record import ENTRIES, SEALS, Break

if TYPE_CHECKING:
    from verifier.checkpoint import Keys

WORDS = {
    "gap": "entri mulai posisi ini hilang",
    "removed": "entri dihapus",
    "changed": "isi entri, atau entri tepat sebelumnya, bukan lagi yang dicatat",
    "moved": "entri dipindahkan ke sini",
    "slipped in": "entri disisipkan",
    "rewritten": "catatan sampai di sini bukan lagi yang disegel",
    "cut off": "catatan berakhir sebelum segel ini",
    "forged": "segel ini tidak ditandatangani oleh layanannya",
    "unlinked": "ada entri di luar rantai",
}
SHOWN = 10  # breaks of one record


def main() -> int:
    """Check what the arguments name."""
    options = argparse.ArgumentParser(prog="verifier", description="Periksa ekspor catatan tindakan, atau satu bukti.")
    options.add_argument("what", type=Path, metavar="EKSPOR|BUKTI|TITIK-PERIKSA")
    options.add_argument(
        "--grown",
        type=Path,
        nargs="+",
        metavar="PERTUMBUHAN",
        help="bukti bahwa catatan hanya bertambah sejak titik periksa itu; beberapa, yang satu melanjutkan yang lain",
    )
    options.add_argument(
        "--keys", type=Path, metavar="JWKS", help="kunci publik layanan, dari sumber lain daripada ekspor"
    )
    chosen = options.parse_args()
    try:
        keys = checkpoint.trusted(chosen.keys.read_text("utf-8")) if chosen.keys else None
        if chosen.grown:
            return _growths(checkpoint.read(chosen.what.read_text("utf-8")), chosen.grown, keys)
        return _records(chosen.what, keys) if chosen.what.is_dir() else _proof(chosen.what, keys)
    except ImportError:
        return _give_up("--keys memerlukan paket Python cryptography")
    except OSError as unreadable:
        return _give_up(str(unreadable))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as wrong:
        return _give_up(f"bukan ekspor, bukti, atau kunci yang dikenal: {wrong!r}")


def _records(export: Path, keys: "Keys | None") -> int:
    folders = sorted({found.parent for name in (ENTRIES, SEALS) for found in export.resolve().rglob(name)})
    if not folders:
        return _give_up(f"tidak ada catatan di {export}")
    return max([_record(folder, keys) for folder in folders])


def _record(folder: Path, keys: "Keys | None") -> int:
    """Print the one line of the record that lies in <office>/<service>."""
    office, service = folder.parts[-2:]
    seals = [record.read_seal(each.read_bytes()) for each in sorted((folder / SEALS).glob("*.json"))]
    entries, found = record.follow(record.read_links(folder / ENTRIES), seals)
    found += record.forged(seals, checkpoint.origin(office, service), keys)
    state = f"TIDAK UTUH, {len(found)} kejanggalan: {_listed(found)}" if found else "utuh"
    signed = sum(seal.checkpoint is not None for seal in seals) if keys else 0
    unsealed = entries - max((seal.position for seal in seals), default=0)
    counted = f"{entries} entri, {max(0, unsealed)} sesudah segel terakhir"
    _say(f"{office} {service}: {state} ({counted}; {len(seals)} segel, {signed} tanda tangan diperiksa)")
    return 1 if found else 0


def _listed(found: list[Break]) -> str:
    shown = "; ".join(f"posisi {each.position}: {WORDS[each.what]}" for each in found[:SHOWN])
    return shown + (f"; dan {len(found) - SHOWN} lagi" if len(found) > SHOWN else "")


def _proof(file: Path, keys: "Keys | None") -> int:
    proofs = proof.read(file.read_text("utf-8"))
    if keys is None:
        return _give_up("bukti diperiksa dengan kunci publik layanan: --keys")
    if not proofs:
        return _give_up("berkas ini belum memuat bukti: tunggu segel berikutnya (lima menit), lalu unduh lagi")
    return max([_proven(shown, keys) for shown in proofs])


def _proven(shown: proof.Proof, keys: "Keys") -> int:
    of = f"{shown.checkpoint.origin}, posisi {shown.position} dari {shown.checkpoint.size}"
    if not checkpoint.signed(shown.checkpoint, keys):
        _say(f"TIDAK SAH: {of}: {WORDS['forged']}")
        return 1
    if not shown.holds:
        _say(f"TIDAK SAH: {of}: entri ini tidak ada di catatan yang disegel")
        return 1
    _say(f"sah: {of}: {shown.text}")
    return 0


def _growths(kept: Checkpoint, files: list[Path], keys: "Keys | None") -> int:
    if keys is None:
        return _give_up("titik periksa diperiksa dengan kunci publik layanan: --keys")
    for file in files:
        shown = growth.read(file.read_text("utf-8"))
        status = _growth(kept, shown, keys)
        if status:
            return status
        kept = shown.checkpoint
    return 0


def _growth(kept: Checkpoint, shown: Growth, keys: "Keys") -> int:
    if kept.size != shown.before:
        return _give_up(f"bukti ini bermula dari {shown.before} entri, salinan Anda dari {kept.size}")
    of = f"{kept.origin}, dari {kept.size} ke {shown.checkpoint.size} entri"
    for each, which in ((kept, "salinan Anda"), (shown.checkpoint, "titik periksa baru")):
        if not checkpoint.signed(each, keys):
            _say(f"TIDAK SAH: {of}: {which} tidak ditandatangani oleh layanannya")
            return 1
    if not shown.holds(kept):
        _say(f"TIDAK SAH: {of}: catatan baru bukan kelanjutan salinan Anda")
        return 1
    _say(f"sah: {of}: catatan hanya bertambah")
    return 0


def _say(line: str) -> None:
    """Print a line; letters of a forged file that would move the cursor or turn the direction are not obeyed."""
    print("".join(letter if letter.isprintable() else "�" for letter in line))


def _give_up(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
