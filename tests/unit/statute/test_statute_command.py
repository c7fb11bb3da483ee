"""`ppid statute due` as a person or a script runs it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ppid.statute_command import statute
from tests.table import table

DEPOK = ("--regime", "ordinary", "--received", "2026-03-13T15:10", "--office", "32.76")


def run(*args: str) -> Result:
    return CliRunner().invoke(statute, ["due", *args])


def asked(*args: str) -> dict[str, Any]:
    result = run(*args, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_json_says_the_dates_the_regime_and_the_basis() -> None:
    answer = asked(*DEPOK)

    assert answer["due_on"] == "2026-04-06"
    assert answer["extended_due_on"] == "2026-04-15"
    assert answer["objection_answer_due_on"] == "2026-05-05"
    assert answer["regime"] == "ordinary"
    assert "UU 14/2008 Pasal 22 ayat (7)" in answer["basis"]
    assert answer["due_at"] == "2026-04-06T23:59:59+07:00"
    assert answer["warnings"] == []
    assert answer["provisional"] is False


def test_json_lists_every_day_counted_or_skipped() -> None:
    days = asked(*DEPOK)["days"]

    assert [day["ordinal"] for day in days if day["ordinal"]] == list(range(1, 11))
    assert days[0] == {"date": "2026-03-14", "ordinal": None, "why": "Sabtu", "decree": None}
    assert days[4]["why"] == "Cuti Bersama Hari Suci Nyepi"
    assert days[4]["decree"].startswith("SKB 1497/2025")
    assert days[-1]["date"] == "2026-04-06"


def test_joint_leave_can_be_counted_as_working() -> None:
    assert asked(*DEPOK, "--joint-leave", "working")["due_on"] == "2026-03-30"


def test_the_election_regime_has_its_own_terms() -> None:
    answer = asked("--regime", "election", "--received", "2024-11-22T16:05", "--office", "32.76")

    assert (answer["due_on"], answer["extended_due_on"]) == ("2024-11-28", "2024-12-02")
    assert "PerKI 1/2019 Pasal 12" in answer["basis"]


def test_a_naive_time_is_in_the_zone_of_the_office() -> None:
    answer = asked("--regime", "election", "--received", "2024-08-28T00:20", "--office", "92")

    assert answer["received_at"] == "2024-08-28T00:20:00+09:00"
    assert answer["due_on"] == "2024-09-02"


def test_a_time_with_an_offset_is_brought_into_the_zone_of_the_office() -> None:
    answer = asked("--regime", "election", "--received", "2024-08-27T22:20+07:00", "--office", "92")

    assert answer["received_on"] == "2024-08-28"


def test_a_bare_date_is_enough() -> None:
    assert asked("--regime", "ordinary", "--received", "2026-03-13", "--office", "32.76")["due_on"] == "2026-04-06"


def test_text_counts_day_by_day_in_indonesian() -> None:
    lines = run(*DEPOK).stdout.splitlines()

    assert lines[0] == "KPU Kota Depok · rezim umum (reguler)"
    assert lines[1] == "Diterima Jumat, 13 Maret 2026 pukul 15.10 WIB (hari 0)"
    assert "  Senin, 16 Maret 2026        hari ke-1" in lines
    assert "  Sabtu, 14 Maret 2026        – Sabtu" in lines
    assert any("Hari Suci Nyepi (SKB 1497/2025" in line for line in lines)
    assert "Tenggat menjawab    : Senin, 6 April 2026 pukul 23.59.59 WIB" in lines
    assert "Bila diperpanjang   : Rabu, 15 April 2026 pukul 23.59.59 WIB" in lines


def test_a_terminal_gets_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    output = run(*DEPOK).stdout

    assert "┃" in output
    assert "hari ke-10" in output


def test_a_year_without_an_official_calendar_is_said() -> None:
    late = ("--regime", "ordinary", "--received", "2028-02-01", "--office", "00")

    assert asked(*late)["provisional"] is True
    assert "Perhatian: Kalender libur resmi tahun 2028 belum ada" in run(*late).stdout


@table(
    ("change", "word"),
    [
        ({"--office": "99.99"}, "kantor"),
        ({"--received": "13/03/2026"}, "13/03/2026"),
        ({"--received": "2026-02-30"}, "2026-02-30"),
        ({"--regime": "banana"}, "banana"),
        ({"--received": "2009-01-01"}, "belum berlaku"),
        ({"--received": "9999-12-30"}, "jangkauan"),
    ],
)
def test_a_wrong_question_gets_one_clear_line_and_exit_2(change: dict[str, str], word: str) -> None:
    options = dict(zip(DEPOK[::2], DEPOK[1::2], strict=True)) | change

    result = run(*(part for option in options.items() for part in option))

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Galat: ")
    assert word in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_recount_of_an_unknown_office_is_refused_before_anything_is_asked() -> None:
    result = CliRunner().invoke(statute, ["recompute", "--preview", "--office", "99.99"])

    assert result.exit_code == 2
    assert "99.99" in result.stderr
