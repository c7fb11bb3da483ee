"""Letters beside the decision on the real parts: set from what was recorded, for the office and for whom they go to."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis import clock
from chassis.context import Context
from chassis.directory import Profile
from contracts.objections import ObjectionSubmitted
from services.registry.letters.letter import Addressee, Content
from services.registry.objections.models import ObjectionFile, Reply
from tests.integration.conftest import DEPOK, JABAR, MAKASSAR, OFFICER, Working, appoint_holders
from tests.integration.serving import served, started
from tests.integration.test_letters import HOSTILE, asked, bare, printed, vouched, words, written
from tests.integration.test_notify import RECEIVED
from tests.table import table

pytestmark = pytest.mark.stack
FORMS = ("pdf", "docx")
WRITTEN_AT = RECEIVED + timedelta(days=1)
ACTS = [
    ("acts", {"act": "declare_incomplete"}, ("Surat keterangan tidak lengkap", "3 hari kerja sejak Anda menerima")),
    ("acts", {"act": "clarify"}, ("Permintaan penjelasan", "tidak menghentikan waktu kami")),
    ("acts", {"act": "extend", "ground": "undecided"}, ("Belum dapat diputuskan", "Pasal 35 ayat (1)")),
    ("acts", {"act": "withdraw"}, ("Pemberitahuan pencabutan", "permohonan baru kapan saja")),
    ("acts", {"act": "declare_complete"}, ("Pemberitahuan permohonan lengkap", "Permohonan Anda diproses")),
    ("transfer", {"receiver": JABAR}, ("Dialihkan kepada", "KPU Provinsi Jawa Barat")),
    ("split", {"parts": [str(UUID(int=1)), str(UUID(int=2))]}, ("Pemberitahuan pemecahan", "nomor dan pemberitahuan")),
]


@pytest.fixture(scope="module")
def registry(work: Callable[[str], Working]) -> Iterator[Working]:
    with served(work("intake")) as intake_url, started("registry", work("registry").env | {
        "PPID_INTAKE_URL": intake_url,
    }) as registry:  # fmt: skip
        appoint_holders(registry.runtime, DEPOK)
        yield registry


def opened(intake: Working, registry: Working) -> UUID:
    """A case that was recorded on the day of the letters."""
    with clock.held(WRITTEN_AT):
        return asked(intake, registry)


def wrote(registry: Working, case_id: UUID, way: str, said: dict[str, Any], actor: str = OFFICER) -> dict[str, Any]:
    """Do an act that writes a letter; the letter as the register tells it."""
    path = f"/v1/cases/{case_id}"
    version = registry.ask(DEPOK, "officer", path=path).headers["ETag"]
    call: dict[str, Any] = {"method": "POST", "json": said, "headers": {"If-Match": version}}
    with clock.held(WRITTEN_AT):
        done = registry.ask(DEPOK, "officer", "ppid", actor=actor, path=f"{path}/{way}", **call)
    assert done.status_code == 200, done.get_json()
    letter: dict[str, Any] = registry.ask(DEPOK, "officer", path=f"{path}/letters").get_json()["items"][-1]
    return letter


@table(("way", "said", "wanted"), ACTS)
def test_every_letter_says_the_same_as_pdf_and_as_text_and_the_same_bytes_whatever_happens_after_it(
    work: Callable[[str], Working], registry: Working, way: str, said: dict[str, Any], wanted: tuple[str, ...]
) -> None:
    case_id = opened(work("intake"), registry)
    letter = wrote(registry, case_id, way, said | {"statement": HOSTILE})
    path = f"/v1/cases/{case_id}/letters/{letter['id']}"
    pdf, docx = (registry.ask(DEPOK, "officer", path=f"{path}.{form}").data for form in ("pdf", "docx"))
    told = words(pdf)
    for word in (*wanted, "Siti Nurbaya", "#panic()", letter["signer"]):
        assert word in told, word
    assert bare(written(docx)) == bare(printed(pdf))
    said_behind = vouched(registry, DEPOK, pdf).get_json()
    assert said_behind["title"] in told
    assert said_behind["number"] in told
    del said_behind["title"], said_behind["number"]
    assert said_behind == {
        "office": "KPU Kota Depok", "letter_number": letter["letter_number"], "issued_on": "2026-11-24",
    }  # fmt: skip
    assert vouched(registry, MAKASSAR, pdf).status_code == 404
    if way == "acts" and said["act"] != "withdraw":
        wrote(registry, case_id, "acts", {"act": "clarify", "statement": "Untuk tahun yang mana?"})
    with clock.held(WRITTEN_AT + timedelta(days=400)):
        assert registry.ask(DEPOK, "superior", path=f"{path}.pdf").data == pdf
        assert registry.ask(DEPOK, "superior", path=f"{path}.docx").data == docx


def test_each_letter_has_a_number_of_its_own_and_the_name_that_the_office_had_that_day(
    work: Callable[[str], Working], registry: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, said = opened(work("intake"), registry), {"act": "clarify", "statement": "Untuk tahun yang mana?"}
    first, second = (wrote(registry, case_id, "acts", said) for _ in range(2))
    serial, year = first["letter_number"].partition("/")[::2]
    assert second["letter_number"] == f"{int(serial) + 1:03}/{year}"
    assert year == "PPID-SP/32.76/XI/2026"
    directory = registry.runtime.directory
    renamed = replace(directory.by_code(DEPOK), name="KPU Depok Baru")
    monkeypatch.setattr(directory, "by_code", lambda code: renamed)
    told = words(registry.ask(DEPOK, "officer", path=f"/v1/cases/{case_id}/letters/{first['id']}.pdf").data)
    assert "KPU Kota Depok" in told
    assert "Baru" not in told


def test_a_letter_goes_on_saying_how_the_office_was_reached_that_day(
    work: Callable[[str], Working], registry: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = registry.runtime.directory
    depok = directory.by_code(DEPOK)
    monkeypatch.setattr(directory, "by_code", lambda code: replace(depok, profile=Profile("Jalan Lama 1")))
    case_id = opened(work("intake"), registry)
    letter = wrote(registry, case_id, "acts", {"act": "clarify", "statement": "Untuk tahun yang mana?"})
    monkeypatch.setattr(directory, "by_code", lambda code: replace(depok, profile=Profile("Jalan Baru 2")))
    path = f"/v1/cases/{case_id}/letters/{letter['id']}"
    for text in (
        words(registry.ask(DEPOK, "officer", path=f"{path}.pdf").data),
        bare(written(registry.ask(DEPOK, "officer", path=f"{path}.docx").data)),
    ):
        assert "Jalan Lama 1" in text or "JalanLama1" in text
        assert "Baru 2" not in text


def test_a_draft_says_what_the_letter_will_say_and_leaves_no_number_behind(
    work: Callable[[str], Working], registry: Working
) -> None:
    case_id, said = opened(work("intake"), registry), {"act": "declare_incomplete", "statement": HOSTILE}
    path = f"/v1/cases/{case_id}"
    before = wrote(registry, opened(work("intake"), registry), "acts", said)
    with clock.held(WRITTEN_AT):
        call: dict[str, Any] = {"method": "POST", "json": said, "actor": OFFICER}
        pdf, docx = (registry.ask(DEPOK, "officer", path=f"{path}/acts/draft.{form}", **call) for form in FORMS)
        assert (pdf.status_code, docx.status_code) == (200, 200)
        short = call | {"json": said | {"statement": "?"}}
        assert registry.ask(DEPOK, "officer", path=f"{path}/acts/draft.pdf", **short).status_code == 422
        bare_act = call | {"json": {"act": "declare_complete"}}
        assert registry.ask(DEPOK, "officer", path=f"{path}/acts/draft.pdf", **bare_act).status_code == 422
        later = call | {"json": {"act": "extend", "ground": "undecided", "statement": HOSTILE}}
        assert registry.ask(DEPOK, "officer", path=f"{path}/acts/draft.pdf", **later).status_code == 403
    assert "Konsep: belum bernomor dan belum terbit." in words(pdf.data)
    assert bare(written(docx.data)) == bare(printed(pdf.data))
    with clock.held(WRITTEN_AT):
        for act, receiver, status in (("transfer", JABAR, 200), ("transfer", DEPOK, 422), ("split", None, 200)):
            body = {"act": act, "statement": HOSTILE, "receiver": receiver}
            drawn = registry.ask(DEPOK, "officer", "ppid", path=f"{path}/acts/draft.pdf", **call | {"json": body})
            assert drawn.status_code == status, (act, receiver)
            assert status != 200 or ("KPU Provinsi Jawa Barat" in words(drawn.data)) is (act == "transfer")
    letter = wrote(registry, case_id, "acts", said)
    issued = words(registry.ask(DEPOK, "officer", path=f"{path}/letters/{letter['id']}.pdf").data)
    assert words(pdf.data).partition("Kepada Yth.")[2].partition("Diterbitkan")[0] in issued
    serials = [int(one["letter_number"].partition("/")[0]) for one in (before, letter)]
    assert serials[1] == serials[0] + 1


def test_the_draft_of_an_answer_is_the_superior_s_and_leaves_nothing_behind(
    work: Callable[[str], Working], registry: Working
) -> None:
    case_id, objection_id = opened(work("intake"), registry), uuid4()
    filed = ObjectionSubmitted(
        objection_id=objection_id, request_id=case_id, number=f"{objection_id.hex[:6]}/PPID-K/32.76/XI/2026",
        channel="portal", grounds=("c",), by_attorney=False, received_at=RECEIVED,
    )  # fmt: skip
    registry.hear(DEPOK, filed)
    path = f"/v1/objections/{objection_id}"
    call: dict[str, Any] = {"method": "POST", "json": {"outcome": "rejected", "reasons": HOSTILE}}
    pdf, docx = (registry.ask(DEPOK, "superior", path=f"{path}/answer/draft.{form}", **call) for form in FORMS)
    assert (pdf.status_code, docx.status_code) == (200, 200)
    for said in ("Tanggapan atas keberatan", "Siti Nurbaya", "#panic()", "Konsep: belum bernomor dan belum terbit."):
        assert said in words(pdf.data)
    assert bare(written(docx.data)) == bare(printed(pdf.data))
    assert registry.ask(DEPOK, "ppid", path=f"{path}/answer/draft.pdf", **call).status_code == 403
    ordering = call | {"json": {"outcome": "upheld", "reasons": "Benar."}}
    assert registry.ask(DEPOK, "superior", path=f"{path}/answer/draft.pdf", **ordering).status_code == 422
    file = registry.ask(DEPOK, "superior", path=path).get_json()
    assert (file["stage"], file["reply"], file["version"]) == ("received", None, 1)


def test_the_applicant_gets_the_letter_as_the_office_has_it_and_nobody_else_gets_any(
    work: Callable[[str], Working], registry: Working
) -> None:
    case_id, other = opened(work("intake"), registry), opened(work("intake"), registry)
    letter = wrote(registry, case_id, "acts", {"act": "clarify", "statement": "Untuk tahun yang mana?"})
    path = f"/v1/cases/{case_id}/letters/{letter['id']}.pdf"
    own = registry.ask(DEPOK, "applicant", actor=f"request:{case_id}", path=path)
    assert own.data == registry.ask(DEPOK, "officer", path=path).data
    assert registry.ask(DEPOK, "applicant", actor=f"request:{other}", path=path).status_code == 404
    assert registry.ask(MAKASSAR, "officer", path=path).status_code == 404
    assert registry.ask(DEPOK, path=path).status_code == 401
    assert registry.ask(DEPOK, "officer", path=path.replace(str(case_id), str(other))).status_code == 404
    text = path.replace(".pdf", ".docx")
    assert registry.ask(DEPOK, "applicant", actor=f"request:{case_id}", path=text).status_code == 403


def test_a_letter_of_somebody_whom_nobody_appointed_names_the_office_alone(
    work: Callable[[str], Working], registry: Working
) -> None:
    case_id = opened(work("intake"), registry)
    said = {"act": "clarify", "statement": "Untuk tahun yang mana?"}
    letter = wrote(registry, case_id, "acts", said, actor="staff:tidak-ditunjuk")
    path = f"/v1/cases/{case_id}/letters/{letter['id']}"
    pdf, docx = (registry.ask(DEPOK, "officer", path=f"{path}.{form}").data for form in ("pdf", "docx"))
    assert letter["signer"] is None
    assert "Diterbitkan oleh KPU Kota Depok" in words(pdf)
    assert bare(written(docx)) == bare(printed(pdf))


@table(("regime", "advised"), [("ordinary", False), ("election", True)])
def test_an_answer_under_the_election_rules_advises_to_go_to_dispute_at_once(
    registry: Working, regime: str, advised: bool
) -> None:
    objection = ObjectionFile(number="1/PPID-K/32.76/XI/2026", regime=regime, received_at=RECEIVED)
    reply = Reply(
        outcome="rejected", reasons="Sudah tepat.", answered_at=RECEIVED, dispute_until=date(2026, 12, 11),
        signer="Agus", capacity="definitive", letter_number="1", code="x", office_name="KPU Kota Depok",
    )  # fmt: skip
    with registry.runtime.acting(Context(DEPOK)):
        content = Content.of(objection, reply, Addressee(*[""] * len(Addressee.__slots__)))
    assert any("Ajukan sengketa secepatnya" in caution for caution in content.cautions) is advised


def test_the_letter_of_a_late_answer_tells_both_days_to_dispute_and_the_doubt(registry: Working) -> None:
    objection = ObjectionFile(number="1/PPID-K/32.76/XI/2026", regime="ordinary", received_at=RECEIVED)
    reply = Reply(
        outcome="rejected", reasons="Sudah tepat.", answered_at=RECEIVED, dispute_until=date(2026, 12, 23),
        silence_until=date(2026, 12, 21), signer="Agus", capacity="definitive", letter_number="1", code="x",
        office_name="KPU Kota Depok",
    )  # fmt: skip
    with registry.runtime.acting(Context(DEPOK)):
        content = Content.of(objection, reply, Addressee(*[""] * len(Addressee.__slots__)))
    assert content.rights.index("21 Desember 2026") < content.rights.index("23 Desember 2026")
    assert any("Pegang tanggal yang lebih awal" in caution for caution in content.cautions)
