"""What cites an Act, and what does not: only an Act may close information."""

from datetime import date

from statute.acts import acts, caution, cited, miscited
from statute.book import Certainty
from tests.table import table

TODAY = date(2026, 12, 2)


@table(
    ("text", "number", "year"),
    [
        ("UU 27/2022 Pasal 4 ayat (2)", 27, 2022),
        ("Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi Pasal 4", 27, 2022),
        ("uu no. 7 tahun 2017 ps. 201", 7, 2017),
        ("No. 7 Th. 2017 ps. 448", 7, 2017),
        ("UU 14/2008 Psl 17", 14, 2008),
        ("UU KIP No. 14 Tahun 2008 Pasal 17 huruf h angka 3", 14, 2008),
        ("Pasal 17 huruf h UU RI Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik", 14, 2008),
        ("UU 27/2022 Pasal 4 ayat (2) jo. Pasal 16", 27, 2022),
        ("UU No.11/2008 tentang Informasi dan Transaksi Elektronik Pasal 27", 11, 2008),
        ("UU 11/2008 sebagaimana telah diubah terakhir dengan UU 1/2024 Pasal 32", 11, 2008),
        (
            "Undang-Undang Nomor 24 Tahun 2013 tentang Perubahan atas Undang-Undang Nomor 23 Tahun 2006 tentang"
            " Administrasi Kependudukan Pasal 84",
            24,
            2013,
        ),
    ],
)
def test_an_act_is_taken_in_the_usual_ways_of_citing_it(text: str, number: int, year: int) -> None:
    act = cited(text, TODAY)
    assert act is not None
    assert (act.number, act.year) == (number, year)
    assert caution(text, TODAY) is None


@table(
    ("text", "why"),
    [
        ("UU KIP jo. PKPU 22/2023 Pasal 3", "di bawah undang-undang"),
        ("UU 14/2008 Pasal 17 jo. PKPU 22/2023 Pasal 3", "di bawah undang-undang"),
        ("UU ITE dan Keputusan KPU 731/2025 Pasal 1", "di bawah undang-undang"),
        ("UU 14/2008 tentang KIP dan Keputusan KPU Pasal 17", "di bawah undang-undang"),
        ("Peraturan KPU 1/2015 Pasal 4, melaksanakan UU 7/2017", "di bawah undang-undang"),
        ("UU 11/2008 sebagaimana diubah dengan Peraturan KPU 1/2024 Pasal 32", "di bawah undang-undang"),
        ("UUD 1945 Pasal 28G", "di bawah undang-undang"),
        ("UU palsu 999/2099 Pasal 1", "Tidak ada undang-undang Nomor 999 Tahun 2099"),
        ("UU 5/1899 Pasal 1", "Tidak ada undang-undang Nomor 5 Tahun 1899"),
        ("UU 5/2027 Pasal 1", "Tidak ada undang-undang Nomor 5 Tahun 2027"),
        ("UU 14/2008 dan UU 27/2022 Pasal 4", "satu undang-undang saja"),
        ("UU KIP jo. UU 27/2022 Pasal 4", "satu undang-undang saja"),
        ("UU KIP 27/2022 Pasal 4", "UU 14/2008 adalah undang-undang tentang Keterbukaan Informasi Publik"),
        ("UU 8/1981 Pasal 184", "dicabut UU 20/2025"),
        ("UU 27/2022", "pasalnya"),
        ("UU tentang Pelindungan Data Pribadi Pasal 4", "nomor, tahun, dan pasalnya"),
        ("UU KIP Pasal 17", "nomor, tahun, dan pasalnya"),
        ("Pedoman 3/2020 Pasal 4", "nomor, tahun, dan pasalnya"),
        ("", "nomor, tahun, dan pasalnya"),
    ],
)
def test_what_is_no_single_act_in_force_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in (miscited(text, TODAY) or "")


def test_an_act_that_the_register_does_not_know_is_taken_and_said_to_be_unchecked() -> None:
    assert cited("UU 6/2011 Pasal 5", TODAY) is None
    assert "belum diperiksa" in (caution("UU 6/2011 Pasal 5", TODAY) or "")


def test_an_act_that_was_repealed_as_far_as_is_generally_known_is_taken_with_a_caution() -> None:
    assert "UU 17/2023" in (caution("UU 36/2009 Pasal 57", TODAY) or "")


def test_an_act_is_looked_at_on_the_day_of_the_decision() -> None:
    assert miscited("UU 8/1981 Pasal 184", date(2025, 12, 31)) is None
    assert "baru berlaku" in (miscited("UU 1/2023 Pasal 430", date(2025, 12, 31)) or "")


def test_every_act_of_the_register_has_a_title_and_a_grade_and_a_name_of_its_own() -> None:
    names = [name.casefold() for act in acts().values() for name in act.known_as]
    assert len(names) == len(set(names))
    assert all(act.title and isinstance(act.certainty, Certainty) for act in acts().values())
    for act in acts().values():
        assert cited(f"{act.name} tentang {act.title} Pasal 1", act.since or date(act.year, 12, 31)) == act
