"""The verifier as people have it: a folder that was copied to a machine with Python alone."""

import ast
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from chassis.tokens import Signer
from tests.unit.verifier.records import chain, seal
from verifier import growth, proof
from verifier.growth import Growth
from verifier.record import ENTRIES, SEALS, Link, write_link
from verifier.tree import Nodes

PACKAGE = Path(__file__).parents[3] / "verifier"
SIGNER = Signer("registry", ECKey.generate_key("P-256", {"kid": "registry-1"}, private=True))
LINKS = chain([f'["32.76", {n}, "ä ☂"]' for n in range(1, 40)])


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Another machine: the package, an exported record, and the public keys from elsewhere."""
    shutil.copytree(PACKAGE, tmp_path / "verifier")
    place = tmp_path / "export" / "32.76" / "registry"
    (place / SEALS).mkdir(parents=True)
    (place / ENTRIES).write_text("".join(map(write_link, LINKS)), "utf-8")
    sealed = seal(LINKS[:30], SIGNER)
    assert sealed.checkpoint is not None
    said = {"position": 30, "hash": sealed.hash.hex(), "checkpoint": sealed.checkpoint.note}
    (place / SEALS / "000001.json").write_text(json.dumps(said))
    (tmp_path / "keys.jwks").write_text(json.dumps({"keys": [SIGNER.key.as_dict(private=False)]}))
    (tmp_path / "proof.json").write_text(proof.write(proof.prove(LINKS[:30], 17, sealed.checkpoint)))
    return tmp_path


def run(machine: Path, *arguments: str, packages: bool = True) -> tuple[int, str]:
    options = [] if packages else ["-S", "-E"]  # without them not even a package of the system is found
    command = [sys.executable, *options, "-m", "verifier", *arguments]
    done = subprocess.run(command, cwd=machine, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_it_imports_the_standard_library_itself_and_for_signatures_cryptography() -> None:
    modules = {
        name.split(".")[0]
        for file in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "") or ""]
        )
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert modules - set(sys.stdlib_module_names) == {"verifier", "cryptography"}


def test_python_alone_says_in_one_line_that_a_record_is_whole(machine: Path) -> None:
    said = "32.76 registry: utuh (39 entri, 9 sesudah segel terakhir; 1 segel, 0 tanda tangan diperiksa)\n"
    assert run(machine, "export", packages=False) == (0, said)
    assert run(machine, "export", "--keys", "keys.jwks") == (0, said.replace("0 tanda", "1 tanda"))


def test_it_names_what_was_done_to_a_record(machine: Path) -> None:
    changed = [*LINKS[:9], replace(LINKS[9], text="other"), *LINKS[10:20], *LINKS[21:]]
    _write(machine, changed)
    status, said = run(machine, "export", packages=False)
    assert status == 1
    assert "TIDAK UTUH" in said
    assert "posisi 10: isi entri" in said
    assert "posisi 21: entri mulai posisi ini hilang" in said


def test_a_record_written_anew_with_a_seal_to_fit_is_found_by_the_signature(machine: Path) -> None:
    anew = chain(["invented", *(link.text or "" for link in LINKS[1:])])
    _write(machine, anew)
    forged = seal(anew[:30])
    assert forged.checkpoint is not None
    said = {"position": 30, "hash": forged.hash.hex(), "checkpoint": forged.checkpoint.note}
    (machine / "export" / "32.76" / "registry" / SEALS / "000001.json").write_text(json.dumps(said))
    status, line = run(machine, "export", "--keys", "keys.jwks")
    assert (status, "posisi 30: segel ini" in line) == (1, True)


def test_what_cannot_be_checked_is_not_called_whole(machine: Path) -> None:
    (machine / "empty").mkdir()
    assert run(machine, "empty", packages=False)[0] == 2
    assert run(machine, "nowhere", packages=False)[0] == 2
    assert run(machine, "keys.jwks", packages=False)[0] == 2
    assert run(machine, "proof.json", packages=False)[0] == 2  # a proof without keys proves nothing
    shutil.rmtree(machine / "export" / "32.76" / "registry" / SEALS)
    (machine / "export" / "32.76" / "registry" / ENTRIES).write_text('{"position": 1}\n')
    assert run(machine, "export", packages=False)[0] == 2


@pytest.mark.parametrize("text", ["5", '{"a": 1}', "[" * 100_000])
def test_an_export_made_to_break_the_program_is_not_called_whole_nor_tampered_with(machine: Path, text: str) -> None:
    line = f'{{"position": 1, "hash": "", "salt": "{"00" * 32}", "text": {text}}}\n'
    (machine / "export" / "32.76" / "registry" / ENTRIES).write_text(line)
    status, said = run(machine, "export", packages=False)
    assert (status, "Traceback" in said) == (2, False)


def test_a_forged_proof_does_not_write_over_what_is_said_of_it(machine: Path) -> None:
    forged = json.loads((machine / "proof.json").read_text())
    forged["checkpoint"] = "\x1b[2K\rsah: " + forged["checkpoint"]
    (machine / "forged.json").write_text(json.dumps(forged))
    status, said = run(machine, "forged.json", "--keys", "keys.jwks")
    assert (status, said.startswith("TIDAK SAH: \N{REPLACEMENT CHARACTER}[2K"), "\x1b" in said) == (1, True, False)


def test_a_proof_holds_for_its_entry_and_for_nothing_else(machine: Path) -> None:
    status, said = run(machine, "proof.json", "--keys", "keys.jwks")
    assert (status, said) == (0, f"sah: ppid.kpu.go.id/32.76/registry, posisi 17 dari 30: {LINKS[16].text}\n")
    several = {"items": [json.loads((machine / "proof.json").read_text())] * 2, "unsealed": 0}
    (machine / "several.json").write_text(json.dumps(several))
    assert run(machine, "several.json", "--keys", "keys.jwks") == (0, said * 2)
    several["items"][1]["position"] = 18
    (machine / "several.json").write_text(json.dumps(several))
    assert run(machine, "several.json", "--keys", "keys.jwks")[0] == 1
    (machine / "several.json").write_text('{"items": []}')
    assert run(machine, "several.json", "--keys", "keys.jwks") == (
        2, "berkas ini belum memuat bukti: tunggu segel berikutnya (lima menit), lalu unduh lagi\n",
    )  # fmt: skip
    salt, text = LINKS[16].salt, LINKS[16].text or ""
    shifted = {"salt": (salt + text[:1].encode()).hex(), "text": text[1:]}
    for change in ({"text": "other"}, {"position": 18}, {"position": 31}, {"salt": "00" * 32}, {"path": []}, shifted):
        changed = json.loads((machine / "proof.json").read_text()) | change
        (machine / "changed.json").write_text(json.dumps(changed))
        assert run(machine, "changed.json", "--keys", "keys.jwks")[0] == 1, change


def test_a_kept_checkpoint_shows_whether_the_record_only_grew(machine: Path) -> None:
    first, whole, anew = (seal(links, SIGNER).checkpoint for links in (LINKS[:12], LINKS, chain(["x"] * 40)))
    assert first is not None
    assert whole is not None
    assert anew is not None
    known = Nodes()
    for at, link in enumerate(LINKS):
        known.know(at, at + 1, link.leaf())
    path = known.growth(12, 39)
    (machine / "kept.txt").write_text(first.note)
    check = ("kept.txt", "--grown", "grown.json", "--keys", "keys.jwks")
    for later, status, said in (
        (
            Growth(12, path, whole),
            0,
            "sah: ppid.kpu.go.id/32.76/registry, dari 12 ke 39 entri: catatan hanya bertambah",
        ),
        (Growth(12, path, anew), 1, "bukan kelanjutan salinan Anda"),
        (Growth(12, path[:-1], whole), 1, "bukan kelanjutan salinan Anda"),
        (Growth(12, path, replace(whole, note=whole.note.replace("39", "38"))), 1, "titik periksa baru tidak ditanda"),
        (Growth(13, path, whole), 2, "bermula dari 13 entri, salinan Anda dari 12"),
    ):
        (machine / "grown.json").write_text(json.dumps(growth.shape(later)))
        found = run(machine, *check)
        assert (found[0], said in found[1]) == (status, True), found
    assert run(machine, *check[:3])[0] == 2  # without keys nothing is proven


@pytest.mark.promise("record")
def test_a_proof_tells_nothing_by_which_its_neighbours_could_be_guessed(machine: Path) -> None:
    told = (machine / "proof.json").read_text()
    for link in LINKS:
        assert (link.hash.hex() in told, link.salt.hex() in told) == (False, link.position == 17)


def _write(machine: Path, links: list[Link]) -> None:
    (machine / "export" / "32.76" / "registry" / ENTRIES).write_text("".join(map(write_link, links)), "utf-8")
