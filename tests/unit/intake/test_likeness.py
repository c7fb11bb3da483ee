"""How alike two requests are, told without their words."""

from services.intake.domain.likeness import ALIKE, SIZE, likeness, sketch

KEY, OTHER = b"a" * 32, b"b" * 32
ASKED = "Mohon salinan laporan realisasi anggaran KPU Kota Depok tahun 2025 per triwulan beserta lampirannya."


def test_the_same_words_are_wholly_alike_however_they_are_written() -> None:
    assert likeness(sketch(ASKED, KEY), sketch(ASKED.upper().replace(" ", "\n"), KEY)) == 1.0


def test_a_few_other_words_stay_alike_and_another_subject_does_not() -> None:
    nearly = ASKED.replace("Mohon", "Saya meminta")
    assert likeness(sketch(ASKED, KEY), sketch(nearly, KEY)) >= ALIKE
    other = "Berapa jumlah pemilih tetap di setiap kecamatan pada pemilihan wali kota terakhir?"
    assert likeness(sketch(ASKED, KEY), sketch(other, KEY)) == 0.0


def test_sketches_of_different_keys_share_nothing() -> None:
    assert not {*sketch(ASKED, KEY)} & {*sketch(ASKED, OTHER)}


def test_numbers_of_people_leave_no_trace_in_a_sketch_and_years_do() -> None:
    assert sketch(ASKED + " NIK 3276995403989001", KEY) == sketch(ASKED + " NIK", KEY)
    assert sketch(ASKED.replace("2025", "2024"), KEY) != sketch(ASKED, KEY)


def test_too_few_words_make_no_sketch_and_many_make_a_short_one() -> None:
    assert sketch("Mohon salinan DPT", KEY) == []
    assert likeness([], []) == 0.0
    long = " ".join(f"kata{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    assert len(sketch(long, KEY)) == SIZE
