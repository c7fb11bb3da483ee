"""Personal data in words: nearly all of it is found, hardly anything else is, and no whole number is told."""

import json
import random

import pytest

from services.documents.gate.domain import findings
from services.documents.gate.domain.findings import Finding, Kind
from services.documents.readers import personal
from tests.corpora.leaking_pdfs import SECRET


def _found(text: str, names: tuple[str, ...] = ()) -> list[Finding]:
    return findings.limited([Finding(one.kind, "baris 1", one.sample) for one in personal.find(text, names)])


def test_a_name_that_was_asked_for_is_found_however_it_is_written() -> None:
    assert [one.kind for one in _found("SITI  rahmawati, Depok", ("Siti Rahmawati",))] == [Kind.NAME]


def test_what_was_found_says_no_whole_number() -> None:
    told = json.dumps([one.told() for one in _found(f"NIK {SECRET}")])
    assert SECRET not in told
    assert SECRET[-4:] in told


def test_a_thousand_findings_are_too_many_to_judge() -> None:
    found = _found("\n".join(f"0812-3456-{number:04}" for number in range(1000)))
    assert (found[0].kind, len(found)) == (Kind.TOO_MANY, 201)


def _line(kind: Kind, chance: random.Random) -> tuple[str, str]:
    """A line as officials write it, and the personal thing in it."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(0, 99)
    region = chance.choice(["327601", "110101", "737101", "530302", "940101"])
    number = f"{region}{day + chance.choice([0, 40]):02}{month:02}{year:02}{chance.randint(1, 9999):04}"
    group = chance.choice(
        [
            number,
            f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}",
            f"{number[:6]}.{number[6:12]}.{number[12:]}",
        ]
    )
    mobile = f"08{chance.choice(['12', '13', '21', '52', '57', '78'])}{chance.randint(10_000_000, 99_999_999)}"
    mobile = chance.choice(
        [
            mobile,
            f"+62{mobile[1:]}",
            f"{mobile[:4]}-{mobile[4:8]}-{mobile[8:]}",
            f"+62 {mobile[1:4]} {mobile[4:8]} {mobile[8:]}",
        ]
    )
    address = (
        f"{chance.choice(['siti', 'budi.s', 'ani_99'])}{year}@{chance.choice(['gmail.com', 'yahoo.co.id', 'ui.ac.id'])}"
    )
    thing = {Kind.NIK: group, Kind.KK: group, Kind.PHONE: mobile, Kind.EMAIL: address}[kind]
    label = {Kind.NIK: "NIK: ", Kind.KK: "No. KK ", Kind.PHONE: "HP ", Kind.EMAIL: ""}[kind]
    before, after = chance.choice(["Nama Siti, ", "1. ", ""]), chance.choice([", Depok", ".", ""])
    return f"{before}{label}{thing}{after}", thing


@pytest.mark.promise("gate")
def test_nearly_all_of_a_thousand_personal_things_are_found() -> None:
    chance, missed = random.Random(14), []
    for place in range(1000):
        kind = (Kind.NIK, Kind.KK, Kind.PHONE, Kind.EMAIL)[place % 4]
        line, thing = _line(kind, chance)
        if not any(match.kind is kind and line[match.start : match.end] == thing for match in personal.find(line)):
            missed.append(line)
    assert len(missed) <= 10, missed


def _harmless(chance: random.Random) -> str:
    number = chance.randint(10**15, 10**16 - 1)
    return chance.choice(
        [
            f"Nomor rekening {number}",
            f"{chance.randint(1, 999)}/PP.05/3276/KPU-Kot/{chance.randint(2020, 2026)}",
            f"Rp{chance.randint(1, 10**12):,}".replace(",", "."),
            f"Telp. (021) {chance.randint(2_000_000, 8_999_999)}",
            f"ppid{chance.randint(1, 99)}@kpu.go.id",
            f"{chance.randint(0, 99_999)} {chance.randint(0, 99_999)} {chance.randint(0, 99_999)} suara",
            f"TPS {chance.randint(1, 99)}, {chance.randint(1, 31)}.{chance.randint(1, 12)}.2024 pukul 08.12",
        ]
    )


@pytest.mark.promise("gate")
def test_hardly_any_of_a_thousand_harmless_lines_is_taken_for_personal() -> None:
    chance = random.Random(12)
    wrong = [line for line in (_harmless(chance) for _ in range(1000)) if list(personal.find(line))]
    assert len(wrong) <= 20, wrong
