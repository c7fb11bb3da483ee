"""The words of every letter and its envelope."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest

from chassis.directory import Profile
from contracts.stages import OPEN, Stage
from services.intake.domain import claims
from services.notify import channels
from services.notify.channels import Recipient, Sender
from services.notify.domain import Kind
from services.registry.cases.domain.cases import PPID, TRANSITIONS, Act
from tests.table import table

TO = Recipient(
    email="siti@example.com",
    number="001/PPID-P/32.76/XI/2026",
    tracking_url="http://depokkotappid.localhost:8080/permohonan/rahasia",
    tracking_code="7K4M-Q2XD-9RT",
)
SENDER = Sender("KPU Kota Depok", "depokkotappid.localhost", Profile())
FACTS = {
    Kind.REQUEST_RECEIVED: {"due_on": "2026-12-07", "article": "UU 14/2008 Pasal 22 ayat (7)"},
    Kind.REQUEST_DECIDED: {"outcome": "granted", "documents": 1},
    Kind.OBJECTION_RECEIVED: {"number": "001/PPID-K/32.76/XI/2026", "due_on": "2027-01-21"},
    Kind.OBJECTION_ANSWERED: {
        "number": "001/PPID-K/32.76/XI/2026",
        "outcome": "upheld",
        "dispute_until": "2027-01-08",
    },
    Kind.OBJECTION_FULFILLED: {"number": "001/PPID-K/32.76/XI/2026", "documents": 1},
    Kind.CASE_ADVANCED: {"act": "extend", "until": "2026-12-16"},
}
NOTICE, REQUEST = UUID(int=1), UUID(int=2)


@table("kind", list(Kind))
def test_every_letter_names_number_link_and_office_and_nobody_by_name(kind: Kind) -> None:
    words = channels.letter(kind, FACTS[kind], TO, SENDER)
    assert TO.number in words["subject.txt"]
    assert "\n" not in words["subject.txt"]
    for part in ("Yth. Pemohon Informasi", TO.number, TO.tracking_url, "PPID KPU Kota Depok"):
        assert part in words["body.txt"]
    for part in ("Yth. Pemohon Informasi", TO.number, TO.tracking_url, '<html lang="id">'):
        assert part in words["body.html"]


def test_a_letter_says_how_the_office_is_reached_where_that_is_known() -> None:
    sender = replace(SENDER, profile=Profile("Jalan Margonda 54", "Senin–Jumat, 08.00–16.00 WIB", None, "a@example.id"))
    words = channels.letter(Kind.REQUEST_RECEIVED, FACTS[Kind.REQUEST_RECEIVED], TO, sender)
    for part in ("body.txt", "body.html"):
        assert "Jalan Margonda 54 · a@example.id" in words[part]
        assert "08.00–16.00 WIB" in words[part]
    assert "None" not in words["body.txt"] + words["body.html"]


@table("kind", list(Kind))
def test_every_kind_has_its_three_templates_and_nothing_else(kind: Kind) -> None:
    folder = Path(channels.__file__).parent / "templates" / kind
    assert {path.name for path in folder.iterdir()} == {"subject.txt", "body.txt", "body.html"}


def test_the_mail_about_a_late_answer_names_both_days_to_dispute_and_the_earlier_one_first() -> None:
    late = {**FACTS[Kind.OBJECTION_ANSWERED], "silence_until": "2026-12-21"}
    body = " ".join(channels.letter(Kind.OBJECTION_ANSWERED, late, TO, SENDER)["body.txt"].split())
    assert 0 < body.index("21 Desember 2026") < body.index("8 Januari 2027")
    assert "Pegang tanggal yang lebih awal" in body


def test_the_letter_of_receipt_names_the_due_day_in_indonesian() -> None:
    words = channels.letter(Kind.REQUEST_RECEIVED, FACTS[Kind.REQUEST_RECEIVED], TO, SENDER)
    assert "Senin, 7 Desember 2026" in words["body.txt"]
    assert "Senin, 7 Desember 2026" in words["body.html"]


@table("outcome", sorted(set(Stage) - OPEN))
def test_every_outcome_has_a_sentence_and_every_letter_names_the_way_to_object(outcome: Stage) -> None:
    words = channels.letter(Kind.REQUEST_DECIDED, {"outcome": outcome, "documents": 0}, TO, SENDER)
    opening = words["body.txt"].split("\n\n")[1]
    assert opening.endswith(".")
    assert len(opening) > 30
    assert "keberatan" in words["body.txt"]


def test_a_grant_and_a_refusal_do_not_read_alike() -> None:
    letters = {
        outcome: channels.letter(Kind.REQUEST_DECIDED, {"outcome": outcome, "documents": 0}, TO, SENDER)["body.txt"]
        for outcome in ("granted", "refused", "something-new")
    }
    assert "dikabulkan" in letters["granted"]
    assert "tidak dapat kami" in letters["refused"].replace("\n", " ")
    assert len(set(letters.values())) == 3


def test_no_line_of_a_plain_letter_is_too_long_to_read_on_a_terminal() -> None:
    for kind, facts in FACTS.items():
        words = channels.letter(kind, facts, TO, SENDER)
        assert max(map(len, words["body.txt"].splitlines())) <= 78


def _parsed(to: Recipient = TO) -> EmailMessage:
    words = channels.letter(Kind.REQUEST_RECEIVED, FACTS[Kind.REQUEST_RECEIVED], to, SENDER)
    at = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
    raw = channels.message(words, to, SENDER, about=REQUEST, notice=NOTICE, at=at)
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def test_the_envelope_says_who_when_which_and_that_no_human_wrote_it() -> None:
    mail = _parsed()
    assert mail["From"].addresses[0].addr_spec == "ppid@depokkotappid.localhost"
    assert mail["From"].addresses[0].display_name == "PPID KPU Kota Depok"
    assert mail["To"] == "siti@example.com"
    assert mail["Date"].datetime == datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
    assert mail["Message-ID"] == f"<{NOTICE}@depokkotappid.localhost>"
    assert mail["References"] == f"<{REQUEST}@depokkotappid.localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@table(
    "address",
    ["a@example.com, b@example.com", "tanpa-alamat", "a b@example.com", "a@example.com\r\nBcc: b@example.com"],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library has many words for it
        _parsed(Recipient(address, TO.number, TO.tracking_url, None))


def test_the_letter_of_receipt_cites_the_article_of_the_rules_that_apply() -> None:
    facts = {"due_on": "2026-11-26", "article": "PerKI 1/2019 Pasal 12"}
    words = channels.letter(Kind.REQUEST_RECEIVED, facts, TO, SENDER)
    for body in ("body.txt", "body.html"):
        said = " ".join(words[body].split())
        assert "(PerKI 1/2019 Pasal 12)" in said
        assert "UU 14/2008" not in said


RESCHEDULES = ["reschedule_calendar", "reschedule_regime", "reschedule_completeness"]
SHORT_OF_DECISION = [act for act, row in TRANSITIONS.items() if row.role != PPID or act is Act.EXTEND]


@table("act", [*SHORT_OF_DECISION, *RESCHEDULES])
def test_every_act_short_of_a_decision_has_words_of_its_own(act: str) -> None:
    facts = {"act": str(act), "until": "2026-12-16"}
    words = channels.letter(Kind.CASE_ADVANCED, facts, TO, SENDER)
    dated = act in ("declare_incomplete", "extend", *RESCHEDULES)
    assert ("Rabu, 16 Desember 2026" in words["body.html"]) is dated
    others = [other for other in [*SHORT_OF_DECISION, *RESCHEDULES] if other != act]
    sentences = {channels.letter(Kind.CASE_ADVANCED, facts | {"act": o}, TO, SENDER)["body.txt"] for o in others}
    assert words["body.txt"] not in sentences


@table("step", ["asked", claims.State.GRANTED, claims.State.REFUSED])
@table("kind", claims.Kind)
def test_every_step_of_a_claim_concerning_own_data_has_words_of_its_own(kind: str, step: str) -> None:
    facts = {"act": f"{kind}_{step}", "until": "2026-12-16"}
    words = channels.letter(Kind.CASE_ADVANCED, facts, TO, SENDER)
    dated = step == "asked" or (kind, step) == (claims.Kind.ERASURE, claims.State.GRANTED)
    assert "data pribadi" in words["subject.txt"]
    assert ("Rabu, 16 Desember 2026" in words["body.html"]) is dated
    assert ("Bila bukan Anda yang memintanya" in words["body.html"]) is (step == "asked")
