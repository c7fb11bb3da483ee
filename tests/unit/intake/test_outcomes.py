"""What the words of old registers say of an end, in the words that offices write and in those of our own export."""

from services.intake.domain import outcomes
from tests.table import table


@table(
    ("said", "meant"),
    [
        ("Dikabulkan sebagian", "partly_granted"), ("Tidak dikabulkan", "refused"),
        ("Tidak dapat diberikan", "refused"),
        ("Diberikan seluruhnya", "granted"), ("Belum didokumentasikan", "not_documented"), ("Menolak", "refused"),
        ("lihat surat", "other"),
    ],
)  # fmt: skip
def test_a_request_s_end_is_known_by_its_words_and_a_denial_is_no_grant(said: str, meant: str) -> None:
    assert outcomes.of_request({"decision": said, "notified_on": "2019-05-03"}) == meant


@table(
    ("said", "meant"),
    [
        ("Menguatkan keputusan PPID", "rejected"), ("Menguatkan sebagian", "partly_upheld"),
        ("Mengabulkan keberatan", "upheld"), ("Dikabulkan; berikan salinan", "upheld"), ("Ditolak", "rejected"),
        ("Mengubah keputusan PPID", "upheld"), ("Tidak dapat diterima", "rejected"), ("dijawab", "other"),
    ],
)  # fmt: skip
def test_an_answer_to_an_objection_is_known_by_its_words(said: str, meant: str) -> None:
    assert outcomes.of_objection({"decision": said, "answered_on": "2019-05-03"}) == meant


def test_what_has_no_end_yet_is_open() -> None:
    assert (outcomes.of_request({}), outcomes.of_objection({})) == ("open", "open")


@table(
    ("told", "steps"),
    [
        ({"mediated_on": "Mediasi dimulai: 3 Mei; Sepakat dalam mediasi: 9 Mei", "complied_on": "2019-06-01"},
         ["agree", "comply"]),
        ({"mediated_on": "Gagal mencapai kesepakatan", "stage": "Ajudikasi"}, []),
        ({"ruling": "7/PTSN/2019, Mengabulkan sebagian", "court": "12/G/KI/2019", "cassation": "Tidak diajukan"},
         ["rule.partly_granted", "go_to_court"]),
        ({"ruling": "Menolak permohonan", "stage": "Berkekuatan tetap"}, ["rule.rejected"]),
        ({"ruling": "3/2019", "court": "-"}, ["rule.other"]),
    ],
)  # fmt: skip
def test_what_happened_to_a_dispute_stands_in_its_columns(told: dict[str, str], steps: list[str]) -> None:
    assert list(outcomes.of_dispute(told)) == steps
