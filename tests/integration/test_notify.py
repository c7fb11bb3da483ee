"""Letters from the event to the mailbox: a real database, intake over HTTP, a mail server that may refuse."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any, cast
from uuid import uuid4

import psycopg
import pytest
from aiosmtpd.controller import Controller
from structlog.testing import capture_logs

from chassis import errands
from chassis.context import Context
from contracts.cases import CaseHandedBack, CasePassedOn, CaseReopened
from contracts.requests import RequestDecided, RequestPassedOn, RequestTakenOver
from services.notify import channels, commands
from services.notify.domain import TRIES
from tests.integration.conftest import DEPOK, JABAR, MAKASSAR, Working
from tests.integration.notify_world import RECEIVED, Mailbox, World
from tests.integration.planting_events import HISTORY
from tests.integration.serving import started
from tests.localcompose.ports import free_ports

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    (port,) = free_ports(1)
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture(scope="module")
def at_work(
    work: Callable[[str], Working], mailbox: tuple[Mailbox, int], intake_url: str, postgres_admin_url: str
) -> Iterator[World]:
    intake = work("intake")
    env = intake.env | {
        "PPID_SMTP_URL": f"smtp://127.0.0.1:{mailbox[1]}",
        "PPID_INTAKE_URL": intake_url,
        "PPID_GATEWAY_URL": intake_url,
    }
    rows = psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_notify", autocommit=True)
    with started("notify", env) as notify, rows:
        yield World(notify, intake, mailbox[0], rows)


@pytest.fixture
def world(at_work: World) -> World:
    """Nothing is due from other tests, and the mail server takes letters."""
    at_work.rows.execute("delete from errand")
    at_work.mailbox.answer = "250 OK"
    at_work.mailbox.letters.clear()
    return at_work


def test_a_request_is_answered_by_a_letter_with_number_due_day_and_link(world: World) -> None:
    request_id, number = world.submitted()
    world.tick()
    (letter,) = world.mailbox.about(number)
    assert letter["To"].addresses[0].addr_spec == "siti@example.com"
    plain, rich = (cast(EmailMessage, part).get_content() for part in letter.iter_parts())
    for words in (plain, rich):
        assert "Senin, 7 Desember 2026" in words
        assert "http://depokkotappid.localhost:8080/permohonan/" in words
        assert "Siti" not in words  # whoever hands in a request could put any words there
    (notice,) = world.notices(request_id)
    assert (notice["kind"], notice["channel"], notice["state"]) == ("request_received", "email", "sent")
    assert notice["sent_at"]


def test_a_decision_is_answered_by_a_letter(world: World) -> None:
    request_id, number = world.submitted()
    world.notify.hear(
        DEPOK,
        RequestDecided(
            request_id=request_id, number=number, outcome="granted", documents=(uuid4(),), decided_at=RECEIVED
        ),
    )
    world.tick()
    assert sorted(letter["Subject"].strip().partition(":")[0] for letter in world.mailbox.about(number)) == [
        "Jawaban atas permohonan informasi Anda",
        "Permohonan informasi Anda sudah kami terima",
    ]


def test_a_sent_letter_is_told_once_without_a_word_about_the_person(world: World) -> None:
    request_id, _ = world.submitted()
    world.tick()
    world.tick(timedelta(days=1))
    (notice,) = world.notices(request_id)
    (event,) = world.told(notice["id"])
    assert (event["type"], event["aggregateversion"]) == ("id.go.kpu.ppid.notice.sent.v1", 1)
    assert event["data"]["request_id"] == str(request_id)
    assert "siti" not in json.dumps(event).lower()


def test_one_round_sends_the_letters_of_every_office(world: World) -> None:
    numbers = [world.submitted(office)[1] for office in (DEPOK, MAKASSAR)]
    world.tick()
    senders = [letter["From"].addresses[0].display_name for n in numbers for letter in world.mailbox.about(n)]
    assert senders == ["PPID KPU Kota Depok", "PPID KPU Kota Makassar"]


def test_another_office_sees_no_notice(world: World) -> None:
    request_id, _ = world.submitted()
    assert world.notices(request_id, MAKASSAR) == []


def test_who_gave_no_address_gets_no_letter_and_that_is_no_fault(world: World) -> None:
    request_id, number = world.submitted(email=None)
    world.tick()
    (notice,) = world.notices(request_id)
    assert notice["state"] == "no_address"
    assert world.mailbox.about(number) == []
    assert world.told(notice["id"]) == []


def test_a_refused_letter_is_tried_again_after_growing_pauses(world: World) -> None:
    world.mailbox.answer = "451 nanti saja"
    request_id, number = world.submitted()
    world.tick()
    assert world.stands(request_id) == ("waiting", 1)
    world.tick(timedelta(seconds=30))  # well before its minute is over: the clock goes on beside the test
    assert world.stands(request_id) == ("waiting", 1)
    world.tick(timedelta(seconds=61))
    assert world.stands(request_id) == ("waiting", 2)
    world.mailbox.answer = "250 OK"
    world.tick(timedelta(seconds=61 + 121))
    assert world.stands(request_id) == ("sent", 3)
    assert len(world.mailbox.about(number)) == 1


def test_what_a_server_says_of_a_mailbox_stays_out_of_the_log(world: World) -> None:
    world.mailbox.answer = "550 <siti@example.com> tidak dikenal"
    world.submitted()
    with capture_logs() as logs:
        world.tick()
    assert [entry["answered"] for entry in logs if entry["event"] == "notice_not_sent"] == [550]
    assert "example.com" not in str(logs)


def test_after_twelve_tries_a_letter_is_given_up_and_not_told(world: World) -> None:
    world.mailbox.answer = "550 tidak dikenal"
    request_id, _ = world.submitted()
    for day in range(TRIES):
        assert world.stands(request_id)[0] == "waiting"
        world.tick(timedelta(days=day))
    assert world.stands(request_id) == ("failed", TRIES)
    world.mailbox.answer = "250 OK"
    world.tick(timedelta(days=99))
    assert world.mailbox.letters == []
    (notice,) = world.notices(request_id)
    assert world.told(notice["id"]) == []


def test_while_intake_does_not_know_the_request_the_letter_waits_and_others_go_out(world: World) -> None:
    unknown = uuid4()
    world.hear_submitted(unknown)
    _, number = world.submitted()
    world.tick()
    assert world.stands(unknown) == ("waiting", 1)
    assert len(world.mailbox.about(number)) == 1


def test_a_process_killed_after_handing_over_sends_again_under_the_same_message_id(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        """The process dies here."""

    hand_over = channels.hand_over

    def killed(*given: Any) -> None:
        hand_over(*given)
        raise KilledError

    request_id, number = world.submitted()
    with monkeypatch.context() as patched:
        patched.setattr(channels, "hand_over", killed)
        with pytest.raises(KilledError):
            world.tick()
    assert world.stands(request_id) == ("waiting", 0)
    world.tick(timedelta(minutes=1))
    assert len(world.mailbox.about(number)) == 1
    world.tick(timedelta(minutes=6))
    assert world.stands(request_id) == ("sent", 2)
    first, second = world.mailbox.about(number)
    assert first["Message-ID"] == second["Message-ID"]


def test_who_finishes_after_the_lease_ran_out_tells_nothing(world: World) -> None:
    request_id, _ = world.submitted()
    runtime = world.notify.runtime
    (mine,) = errands.claim(runtime.settings, lease=timedelta(0), at_most=1)
    list(errands.claim(runtime.settings, lease=timedelta(hours=1), at_most=1))
    context = Context(DEPOK, "service:notify", frozenset({"service:notify"}))
    with runtime.acting(context), pytest.raises(errands.Overtaken):
        commands.send(mine)
    (notice,) = world.notices(request_id)
    assert (notice["state"], world.told(notice["id"])) == ("waiting", [])


def test_two_ticks_at_once_send_each_letter_once(world: World) -> None:
    numbers = [world.submitted()[1] for _ in range(6)]
    ticks = [threading.Thread(target=world.tick) for _ in range(2)]
    for tick in ticks:
        tick.start()
    for tick in ticks:
        tick.join()
    assert [len(world.mailbox.about(number)) for number in numbers] == [1] * 6


def test_nothing_about_a_person_is_kept(world: World) -> None:
    world.submitted()
    world.tick()
    kept = json.dumps(world.rows.execute("select to_jsonb(notice), to_jsonb(errand) from notice, errand").fetchall())
    kept += json.dumps(world.rows.execute("select to_jsonb(notice) from notice").fetchall())
    assert "siti" not in kept.lower()
    assert "permohonan/" not in kept


def test_only_staff_ask_about_notices(world: World) -> None:
    path = f"/v1/notices?request={uuid4()}"
    assert world.notify.ask(DEPOK, path=path).status_code == 401
    assert world.notify.ask(DEPOK, "applicant", path=path).status_code == 403
    assert world.notify.ask(DEPOK, "officer", path="/v1/notices?request=x").status_code == 422


def test_a_request_passed_on_is_told_by_both_offices(world: World) -> None:
    request_id, number = world.submitted()
    world.tick()
    world.notify.hear(
        DEPOK,
        CasePassedOn(request_id=request_id, number=number, receiver=JABAR, transferred_at=RECEIVED),
    )
    taken_over = RequestPassedOn(
        request_id=request_id, number=number, channel="portal", applicant_kind="person", category="data_pemilih",
        received_at=RECEIVED + timedelta(days=4), regime="ordinary", first_received_at=RECEIVED, offices=(JABAR,),
    )  # fmt: skip
    world.notify.hear(DEPOK, taken_over)  # as if it came from there: intake knows the recipient here
    world.tick()
    _, moved, received = world.mailbox.about(number)
    assert "dialihkan ke kantor yang berwenang" in str(moved["Subject"])
    assert "tautan Anda tetap berlaku" in _text(moved)
    for words in ("pertama kali diterima KPU Provinsi Jawa Barat", "23 November 2026", "11 Desember 2026"):
        assert words in _text(received)


def test_an_extension_that_was_told_before_a_transfer_is_not_promised_away(world: World) -> None:
    request_id, number = world.submitted()
    world.tick()
    world.notify.hear(
        DEPOK,
        RequestTakenOver(
            request_id=request_id, number=number, channel="portal", applicant_kind="person", category="data_pemilih",
            received_at=RECEIVED + timedelta(days=4), regime="ordinary", first_received_at=RECEIVED, offices=(JABAR,),
            taken_from=uuid4(), history=replace(HISTORY, stage="extended"),
        ),
    )  # fmt: skip
    world.tick()
    *_, received = world.mailbox.about(number)
    for words in ("16 Desember 2026", "sudah diperpanjang satu kali"):
        assert words in _text(received)


def test_a_request_handed_back_is_told_by_both_offices(world: World) -> None:
    request_id, number = world.submitted()
    world.tick()
    about = {"request_id": request_id, "number": number}
    world.notify.hear(
        DEPOK,
        CaseHandedBack(**about, sender=JABAR, original=uuid4(), handed_back_at=RECEIVED, history=HISTORY),
    )
    reopened = CaseReopened(
        **about, returned_by=JABAR, stage="processing", regime="ordinary", due_on=date(2026, 12, 7),
        extended_due_on=date(2026, 12, 16), complete_from=None, binding_on=date(2026, 12, 7), reopened_at=RECEIVED,
    )  # fmt: skip
    world.notify.hear(DEPOK, reopened)
    world.tick()
    _, back, again = world.mailbox.about(number)
    assert "dikembalikan ke kantor sebelumnya" in str(back["Subject"])
    assert "Kantor itu yang menjawab Anda" in _text(back)
    assert "kembali kami tangani" in str(again["Subject"])
    assert "paling lambat Senin, 7 Desember 2026" in _text(again)


def _text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())
