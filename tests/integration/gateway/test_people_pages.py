"""Who works for an office: invited by its administrator, suspended, ended; administrators by the office above."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from chassis.context import Context
from chassis.errors import Invalid
from chassis.service import Runtime
from gateway import people
from gateway.accounts import LastAdministrator, Newcomer, Reach
from gateway.auth import invitations
from gateway.commands import ADMIN
from gateway.models import State
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import DEPOK, Visit
from tests.integration.gateway.inviting import CHOSEN, PASSWORD, PEOPLE, enter, invited, link, newcomer, staff_id

pytestmark = pytest.mark.stack
JABAR, RI, BANDUNG = "jabarppid.localhost", "ppid.localhost", "bandungkotappid.localhost"


def test_who_is_invited_chooses_a_password_and_works(admin: Browser, visit: Visit, runtime: Runtime, rows: Any) -> None:
    username, path = invited(admin, runtime, rows)
    browser = visit().get(path)
    assert username in browser.words
    assert browser.get(path).send(CHOSEN).path == "/kerja"
    assert enter(visit(), username, PASSWORD).path == "/kerja"
    assert "Aktif" in admin.row(PEOPLE, f"{PEOPLE}/{staff_id(rows, username)}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("x7#Kp!qQ2vL", "x7#Kp!qQ2vL"), "terlalu pendek"),
        (("KPUKotaDepok2026!", "KPUKotaDepok2026!"), "mudah ditebak"),
        ((PASSWORD, "lain"), "tidak sama"),
    ],
)
def test_a_weak_password_is_refused_in_words_beside_its_field(
    admin: Browser, visit: Visit, runtime: Runtime, rows: Any, typed: tuple[str, str], said: str
) -> None:
    _, path = invited(admin, runtime, rows)
    browser = visit().get(path).send(dict(zip(CHOSEN, typed, strict=True)))
    assert browser.path == path
    assert said in browser.words
    assert typed[0] not in browser.text


def test_a_link_that_was_used_replaced_suspended_or_too_old_leads_to_one_plain_page(
    admin: Browser, visit: Visit, runtime: Runtime, rows: Any
) -> None:
    (username, used), (later, replaced), (_, old) = (invited(admin, runtime, rows) for _ in range(3))
    visit().get(used).send(CHOSEN)
    admin.get(f"{PEOPLE}/{staff_id(rows, later)}").send(to=f"{PEOPLE}/{staff_id(rows, later)}/tautan")
    admin.get(f"{PEOPLE}/{staff_id(rows, username)}").send(to=f"{PEOPLE}/{staff_id(rows, username)}/tautan")
    suspended = link(runtime, rows, username)
    admin.send(to=f"{PEOPLE}/{staff_id(rows, username)}/tangguhkan")
    pages = [visit().get(path) for path in (used, replaced, suspended, "/undangan/tidak-ada")]
    with clock.held(clock.now() + timedelta(hours=49)):
        pages.append(visit().get(old))
    assert {page.status for page in pages} == {HTTPStatus.GONE}
    assert len({page.words for page in pages}) == 1


def test_of_two_who_are_invited_at_once_by_one_name_one_is(runtime: Runtime, rows: Any) -> None:
    office = runtime.directory.by_code("32.74")

    def act(number: int) -> bool:
        with runtime.acting(Context("32.74", "service:gateway")):
            try:
                person = Newcomer(f"Orang {number}", "satu.nama", f"{number}@kpu.example", ADMIN)
                people.invite(Reach(office, above=True), person)
            except Invalid:
                return False
            return True

    with ThreadPoolExecutor(4) as at_once:
        assert sorted(at_once.map(act, range(4))) == [False, False, False, True]


def test_nobody_is_buried_in_letters(admin: Browser, runtime: Runtime, rows: Any) -> None:
    username, _ = invited(admin, runtime, rows)
    page = f"{PEOPLE}/{staff_id(rows, username)}"
    statuses = [admin.get(page).send(to=f"{page}/tautan").status for _ in range(10)]
    assert statuses == [HTTPStatus.OK] * 9 + [HTTPStatus.TOO_MANY_REQUESTS]


def test_of_two_who_use_a_link_at_once_one_chooses_the_password(admin: Browser, runtime: Runtime, rows: Any) -> None:
    _, path = invited(admin, runtime, rows)

    def accept(number: int) -> bool:
        with runtime.acting(Context("32.76")):
            try:
                invitations.accept(path.rpartition("/")[2], f"{PASSWORD} {number}", "")
            except invitations.Over:
                return False
            return True

    with ThreadPoolExecutor(4) as at_once:
        assert sorted(at_once.map(accept, range(4))) == [False, False, False, True]


def test_who_is_suspended_is_out_at_the_next_page_and_in_again_when_let_in(
    admin: Browser, visit: Visit, runtime: Runtime, rows: Any
) -> None:
    username, path = invited(admin, runtime, rows)
    browser = visit().get(path).send(CHOSEN)
    page = f"{PEOPLE}/{staff_id(rows, username)}"
    admin.get(page).send(to=f"{page}/tangguhkan")
    assert browser.get("/kerja").path.startswith("/masuk")
    assert "tidak cocok" in enter(visit(), username, PASSWORD).words
    admin.get(page).send(to=f"{page}/aktifkan")
    assert enter(visit(), username, PASSWORD).path == "/kerja"


def test_a_forgotten_password_is_chosen_anew_by_a_link_from_the_administrator(
    admin: Browser, visit: Visit, runtime: Runtime, rows: Any
) -> None:
    username, path = invited(admin, runtime, rows)
    browser = visit().get(path).send(CHOSEN)
    page = f"{PEOPLE}/{staff_id(rows, username)}"
    admin.get(page).send(to=f"{page}/tautan")
    assert enter(visit(), username, PASSWORD).path == "/kerja"  # the old one holds until then
    other = "lampu sungai kertas oranye"
    visit().get(link(runtime, rows, username)).send({"new_password": other, "password_again": other})
    assert browser.get("/kerja").path.startswith("/masuk")
    assert "tidak cocok" in enter(visit(), username, PASSWORD).words
    assert enter(visit(), username, other).path == "/kerja"


def test_the_roles_of_an_account_are_changed_by_another_person_and_its_sessions_end(
    admin: Browser, visit: Visit, runtime: Runtime, rows: Any
) -> None:
    username, path = invited(admin, runtime, rows, "ppid")
    browser = visit().get(path).send(CHOSEN)
    page = f"{PEOPLE}/{staff_id(rows, username)}"
    admin.get(page).send({"person_role": "officer"}, to=f"{page}/peran")
    assert browser.get("/kerja").path.startswith("/masuk")
    assert rows.execute("select roles from staff where username = %s", [username]).fetchone() == (["officer"],)


@pytest.mark.parametrize("act", ["peran", "tangguhkan", "akhiri", "tautan"])
def test_nobody_changes_their_own_account(admin: Browser, rows: Any, act: str) -> None:
    page = f"{PEOPLE}/{staff_id(rows, 'admin.depok')}"
    admin.get(PEOPLE).get(f"{PEOPLE}/undang").send({"person_role": "ppid"}, to=f"{page}/{act}")
    assert admin.status == HTTPStatus.FORBIDDEN
    assert "admin lain" in admin.words


@pytest.mark.parametrize("username", ["petugas.depok", "ppid.depok", "atasan.depok"])
def test_only_an_administrator_sees_and_runs_the_accounts(visit: Visit, username: str) -> None:
    assert enter(visit(), username).get(PEOPLE).status == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("path", ["/kerja/baru", "/kerja/register", "/kerja/pejabat", "/kerja/pengawasan"])
def test_an_administrator_works_on_no_case(admin: Browser, path: str) -> None:
    assert admin.path == PEOPLE
    assert admin.get(path).status == HTTPStatus.FORBIDDEN


def test_the_office_above_invites_the_administrator_and_nobody_else_does(
    visit: Visit, runtime: Runtime, rows: Any
) -> None:
    province = enter(visit(JABAR), "admin.jabar")
    below = "/kerja/kantor/32.73/orang"
    username, path = invited(province, runtime, rows, "admin", below)
    assert visit(DEPOK).get(path).status == HTTPStatus.GONE  # it is another office's
    first = visit(BANDUNG).get(path).send(CHOSEN)
    assert first.path == PEOPLE
    assert username in first.words
    for code in ("73.71", "00", "31", "tidak-ada"):
        assert province.get(f"/kerja/kantor/{code}/orang").status == HTTPStatus.NOT_FOUND
    nation = enter(visit(RI), "admin.ri")
    assert nation.get("/kerja/kantor/32/orang").status == HTTPStatus.OK
    assert nation.get(below).status == HTTPStatus.NOT_FOUND
    assert first.get("/kerja/kantor/32/orang").status == HTTPStatus.NOT_FOUND


def test_from_above_only_administrators_are_seen_and_no_other_role_is_given(visit: Visit, rows: Any) -> None:
    province = enter(visit(JABAR), "admin.jabar")
    below = "/kerja/kantor/32.76/orang"
    province.get(below)
    assert "Admin contoh" in province.words
    assert "PPID contoh" not in province.words
    assert province.get(f"{below}/{staff_id(rows, 'ppid.depok')}").status == HTTPStatus.NOT_FOUND
    province.get(f"{below}/undang").send(newcomer("ppid"))
    assert province.path == f"{below}/undang"


def test_two_administrators_who_remove_each_other_at_once_leave_one(runtime: Runtime, rows: Any) -> None:
    def act(actor: UUID, target: UUID) -> str:
        with runtime.acting(Context("32.75", f"staff:{actor}", frozenset({ADMIN}))):
            try:
                people.change_state(Reach(office, above=False), target, State.SUSPENDED)
            except LastAdministrator:
                return "last"
            return "done"

    office = runtime.directory.by_code("32.75")
    with runtime.acting(Context("32.75", "service:gateway")):
        for name in ("satu", "dua"):
            people.invite(Reach(office, above=True), Newcomer(name, f"admin.{name}", f"{name}@kpu.example", ADMIN))
    rows.execute("update staff set password_hash = 'x', state = 'active' where tenant = '32.75'")
    one, other = (staff_id(rows, f"admin.{name}", "32.75") for name in ("satu", "dua"))
    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(act, (one, other), (other, one))) == ["done", "last"]
    with runtime.acting(Context("32.75", "staff:above", frozenset({ADMIN}))):
        left = one if rows.execute("select active from staff where id = %s", [one]).fetchone()[0] else other
        people.change_state(Reach(office, above=True), left, State.SUSPENDED)


def test_a_mailbox_stands_sealed_and_in_no_event_nor_in_the_record(admin: Browser, runtime: Runtime, rows: Any) -> None:
    person = newcomer()
    admin.get(f"{PEOPLE}/undang").send(person)
    mailbox = person["person_mailbox"]
    for table in ("staff", "outbox", "audit_entry", "staff_invitation"):
        kept = json.dumps([text for (text,) in rows.execute(f"select t::text from {table} t")])
        assert mailbox not in kept
        assert mailbox.encode().hex() not in kept
    assert mailbox not in admin.get(PEOPLE).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"person_username": "ppid.depok"}, "sudah dipakai"),
        ({"person_username": "Ada Spasi"}, "huruf kecil"),
        ({"person_mailbox": "bukan surel"}, "surel"),
        ({"person_mailbox": "siti..n@kpu.example"}, "Periksa ejaannya"),
        ({"person_name": ""}, "nama lengkap"),
    ],
)
def test_what_is_wrong_with_an_invitation_stands_beside_its_field_and_what_was_typed_stays(
    admin: Browser, typed: dict[str, str], said: str
) -> None:
    person = newcomer() | typed
    admin.get(f"{PEOPLE}/undang").send(person)
    assert admin.path == f"{PEOPLE}/undang"
    assert said in admin.words
    assert f'value="{person["person_mailbox"]}"' in admin.text
