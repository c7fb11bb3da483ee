"""The making of a dispute's file: how far it is, what becomes of it when a process dies, how long it lies ready."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from chassis import clock
from chassis.db import bound
from chassis.errors import Unavailable
from services.documents import storage
from services.documents.config import Config
from services.documents.disputes import commands as dispute_commands
from services.documents.disputes.domain.files import MOST_TRIES, OFFERED_FOR, UNMADE
from services.documents.disputes.queries import exhibits
from services.documents.files.commands import sweep as sweeping
from services.documents.files.queries import neighbours
from services.documents.files.steps.files import COPY
from services.documents.storage import Storage
from tests.integration.answering import Answered, disputed
from tests.integration.conftest import DEPOK, MAKASSAR
from tests.integration.dispute_files import asked, make_dispute_file, tried
from tests.integration.document_desk import raising, rows

pytestmark = pytest.mark.stack
HOUR = timedelta(hours=1)
OWN_ERRANDS = "select kind from errand join dispute_file using (tenant, id) where dispute_id = %s"


@pytest.fixture(scope="module")
def dispute_id(world: Answered) -> UUID:
    """A dispute about two files that were given and one that was not, with three letters."""
    return disputed(world)


@pytest.fixture(autouse=True)
def _nothing_under_way(postgres_admin_url: str, dispute_id: UUID) -> Iterator[None]:
    yield
    with rows(postgres_admin_url) as connection:
        connection.execute("delete from errand where id in (select id from dispute_file)")
        connection.execute("delete from dispute_file where dispute_id = %s", [dispute_id])


def _fetch(world: Answered, dispute_id: UUID, kind: str = "zip", office: str = DEPOK) -> TestResponse:
    return world.documents.ask(office, "officer", path=f"/v1/dispute-files/{dispute_id}/file.{kind}")


def _lying(world: Answered, postgres_admin_url: str, dispute_id: UUID) -> list[bool]:
    """Whether ZIP and PDF of the last making lie in the storage."""
    with rows(postgres_admin_url) as connection:
        found = connection.execute("select id, pdf_id from dispute_file where dispute_id = %s", [dispute_id]).fetchone()
    store = storage.of(Config.of(world.documents.runtime.settings))
    lying = {one.id for one in store.in_quarantine()}
    return [key in lying for key in found or ()]


def _sweep(world: Answered, later: timedelta) -> None:
    with clock.held(clock.now() + later), bound(world.documents.runtime.database):
        sweeping.sweep(world.documents.runtime)


class Killed(BaseException):
    """The process is gone, as after kill -9: nothing of it runs any more."""


def test_it_says_how_many_exhibits_are_pages_while_it_is_made_and_cannot_be_fetched_before(
    world: Answered, dispute_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(world, dispute_id, "GET").status_code == 404, "nobody asked for it yet"
    answer = asked(world, dispute_id)
    assert (answer.status_code, answer.get_json()["stage"]) == (202, "waiting")
    seen, leafed = list[tuple[str, int, int]](), exhibits._leafed

    def looked(*given: Any) -> Any:
        now = asked(world, dispute_id, "GET").get_json()
        seen.append((now["stage"], now["done"], now["whole"]))
        assert _fetch(world, dispute_id).get_json()["code"] == "not-made"
        return leafed(*given)

    monkeypatch.setattr(exhibits, "_leafed", looked)
    made = tried(world, dispute_id)
    assert seen == [("binding", done, 6) for done in (0, 1, 2, 3, 5)], "a table has no pages to take"
    assert (made["stage"], made["done"], made["whole"], made["fault"]) == ("made", 6, 6, None)
    for kind, size, digest in (("zip", "size", "sha256"), ("pdf", "pdf_size", "pdf_sha256")):
        fetched = _fetch(world, dispute_id, kind)
        assert (fetched.content_length, fetched.headers["ETag"]) == (made[size], f'"{made[digest]}"')
        assert len(fetched.data) == made[size]


def test_asked_again_while_it_is_made_it_goes_on_and_afterwards_it_is_made_anew(
    world: Answered, dispute_id: UUID, postgres_admin_url: str
) -> None:
    first = asked(world, dispute_id).get_json()
    assert asked(world, dispute_id).get_json() == first
    made = tried(world, dispute_id)
    with rows(postgres_admin_url) as connection:
        assert connection.execute(OWN_ERRANDS, [dispute_id]).fetchall() == []
    assert asked(world, dispute_id).get_json()["stage"] == "waiting"
    again = tried(world, dispute_id)
    assert [again[name] for name in ("sha256", "pdf_sha256")] == [made[name] for name in ("sha256", "pdf_sha256")]


@pytest.mark.promise("dispute")
@pytest.mark.parametrize("where", ["binding", "packing"])
def test_what_a_killed_process_leaves_is_made_by_the_next_one(
    world: Answered, dispute_id: UUID, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    asked(world, dispute_id)
    with monkeypatch.context() as patched:
        if where == "binding":
            patched.setattr(exhibits, "_put_together", raising(Killed()))
        else:
            patched.setattr(Storage, "lay", raising(Killed()))
        with pytest.raises(Killed):
            tried(world, dispute_id)
    assert tried(world, dispute_id)["stage"] == where, "it is held for whoever may be at it still"
    assert tried(world, dispute_id, dispute_commands.LEASE)["stage"] == "made"
    assert _fetch(world, dispute_id).status_code == 200


def test_one_that_kills_every_process_is_given_up_with_a_sentence_and_can_be_asked_for_again(
    world: Answered, dispute_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(world, dispute_id)
    with monkeypatch.context() as patched:
        patched.setattr(exhibits, "_put_together", raising(Killed()))
        for number in range(MOST_TRIES):
            with pytest.raises(Killed):
                tried(world, dispute_id, number * dispute_commands.LEASE)
        failed = tried(world, dispute_id, MOST_TRIES * dispute_commands.LEASE)
    assert (failed["stage"], failed["fault"]) == ("failed", UNMADE)
    assert _fetch(world, dispute_id).status_code == 409
    assert make_dispute_file(world, dispute_id)["stage"] == "made"


def test_while_a_neighbour_is_away_it_waits_and_then_says_why_there_is_none(
    world: Answered, dispute_id: UUID, postgres_admin_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(world, dispute_id)
    monkeypatch.setattr(neighbours, "messages", raising(Unavailable("Layanan surat tidak menjawab.")))
    for number in range(MOST_TRIES - 1):
        assert tried(world, dispute_id, number * HOUR)["stage"] == "reading"
    failed = tried(world, dispute_id, MOST_TRIES * HOUR)
    assert (failed["stage"], failed["fault"]) == ("failed", "Layanan surat tidak menjawab.")
    assert _lying(world, postgres_admin_url, dispute_id) == [False, False]


def test_whoever_lost_the_errand_says_nothing_any_more(
    world: Answered, dispute_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(world, dispute_id)
    put = exhibits._put_together

    def slowly(*given: Any) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(exhibits, "_put_together", put)
            assert tried(world, dispute_id, dispute_commands.LEASE)["stage"] == "made"
        put(*given)

    monkeypatch.setattr(exhibits, "_put_together", slowly)
    assert tried(world, dispute_id)["stage"] == "made"
    assert _fetch(world, dispute_id).status_code == 200


def test_it_lies_ready_for_half_a_day_and_an_hour_later_nothing_of_it_lies_anywhere(
    world: Answered, dispute_id: UUID, postgres_admin_url: str
) -> None:
    made = make_dispute_file(world, dispute_id)
    _sweep(world, OFFERED_FOR - timedelta(minutes=1))
    assert _lying(world, postgres_admin_url, dispute_id) == [True, True]
    assert _fetch(world, dispute_id, "pdf").status_code == 200
    with clock.held(clock.now() + OFFERED_FOR + HOUR):
        assert asked(world, dispute_id, "GET").get_json()["stage"] == "gone"
        assert _fetch(world, dispute_id).get_json()["code"] == "not-made"
    _sweep(world, OFFERED_FOR + HOUR)
    assert _lying(world, postgres_admin_url, dispute_id) == [False, False]
    assert make_dispute_file(world, dispute_id)["sha256"] == made["sha256"]


def test_whoever_was_cut_off_fetches_the_rest_and_of_another_making_all_of_it(
    world: Answered, dispute_id: UUID
) -> None:
    made = make_dispute_file(world, dispute_id)
    whole = _fetch(world, dispute_id).data
    path, half = f"/v1/dispute-files/{dispute_id}/file.zip", len(whole) // 2
    for tag, status, wanted in ((made["sha256"], 206, whole[half:]), ("older", 200, whole)):
        headers = {"Range": f"bytes={half}-", "If-Range": f'"{tag}"'}
        rest = world.documents.ask(DEPOK, "officer", path=path, headers=headers)
        assert (rest.status_code, rest.data == wanted) == (status, True)


def test_what_was_made_before_goes_when_it_is_asked_for_anew_and_what_is_being_made_stays(
    world: Answered, dispute_id: UUID, postgres_admin_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_dispute_file(world, dispute_id)
    store = storage.of(Config.of(world.documents.runtime.settings))
    before = {one.id for one in store.in_quarantine()}
    asked(world, dispute_id)
    assert len(before) - len(before & {one.id for one in store.in_quarantine()}) == 2
    with monkeypatch.context() as patched:
        patched.setattr(dispute_commands.files, "zip_name", raising(Killed()))
        with pytest.raises(Killed):
            tried(world, dispute_id)
    _sweep(world, OFFERED_FOR * 2)
    assert _lying(world, postgres_admin_url, dispute_id) == [True, True]


def test_an_office_neither_sees_nor_fetches_the_file_of_another_and_files_wait_for_no_making(
    world: Answered, dispute_id: UUID, postgres_admin_url: str
) -> None:
    make_dispute_file(world, dispute_id)
    for method in ("GET", "POST"):
        assert asked(world, dispute_id, method, office=MAKASSAR).status_code == 404
    for kind in ("pdf", "zip"):
        assert _fetch(world, dispute_id, kind, office=MAKASSAR).status_code == 404
    asked(world, dispute_id)
    with rows(postgres_admin_url) as connection:
        assert connection.execute(OWN_ERRANDS, [dispute_id]).fetchall() == [(dispute_commands.DISPUTE,)]
    assert dispute_commands.DISPUTE not in ("", COPY), "the kinds that files and copies are taken up by"
    lanes = {tick.name: tick.lane for tick in world.documents.runtime.service.ticks}
    assert lanes["dispute"] not in (lanes["file"], lanes["copy"])


def test_who_asked_and_what_was_made_is_on_the_record(
    world: Answered, dispute_id: UUID, postgres_admin_url: str
) -> None:
    made = make_dispute_file(world, dispute_id)
    found = (
        "select act, facts from audit_entry where subject = %s and act like 'dispute_file.%%' order by id desc limit 2"
    )
    with rows(postgres_admin_url) as connection:
        told = connection.execute(found, [str(dispute_id)]).fetchall()
    assert told == [
        ("dispute_file.made", {"pdf": made["pdf_sha256"], "zip": made["sha256"]}), ("dispute_file.asked", {}),
    ]  # fmt: skip
