"""Cases that are due soon or overdue are seen by the offices above, and by nobody else; nothing is decided by it."""

import json
from datetime import datetime
from typing import Any

import psycopg
import pytest

from services.registry.oversight import commands as oversight_commands
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR, KPU_RI, MAKASSAR
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
GRANT = {
    "outcome": "granted", "statement": "Dokumen yang diminta dapat dilihat.", "medium": "view",
    "handover": "Ruang layanan PPID, Senin.",
}  # fmt: skip


@pytest.fixture
def asked(office: Carrying) -> dict[str, Any]:
    """A request that came to KPU Kota Depok on Monday, 5 October 2026: due on Monday, 19 October."""
    with office.at("2026-10-05T09:00:00+07:00"):
        given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    return dict(given)


def _seen(office: Carrying, supervisor: str, asked: dict[str, Any], at: str) -> dict[str, Any] | None:
    """What an office above sees of a request after the clock looked at that moment."""
    with office.at(at):
        oversight_commands.watch(office.work("registry").runtime)
        office.carry()
        page = office.ask("registry", supervisor, "ppid", path="/v1/oversight/cases?size=200")
    return next((line for line in page["items"] if line["number"] == asked["number"]), None)


def test_the_province_sees_it_a_day_before_and_the_nation_after_five_days(
    office: Carrying, asked: dict[str, Any]
) -> None:
    assert _seen(office, JABAR, asked, "2026-10-15T09:00:00+07:00") is None
    soon = _seen(office, JABAR, asked, "2026-10-16T09:00:00+07:00")
    assert soon is not None
    assert (soon["office"], soon["step"], soon["late_by"]) == (DEPOK, "soon", -1)
    late = _seen(office, JABAR, asked, "2026-10-20T09:00:00+07:00")
    assert late is not None
    assert (late["step"], late["late_by"], late["due_on"]) == ("overdue", 1, "2026-10-19")
    with office.at("2026-10-20T11:00:00+07:00"):
        page = office.ask("registry", JABAR, "ppid", path="/v1/oversight/cases")
    assert datetime.fromisoformat(page["told_at"]) >= datetime.fromisoformat("2026-10-20T09:00:00+07:00")
    assert _seen(office, KPU_RI, asked, "2026-10-23T09:00:00+07:00") is None
    long = _seen(office, KPU_RI, asked, "2026-10-26T09:00:00+07:00")
    assert long is not None
    assert (long["step"], long["late_by"]) == ("long_overdue", 5)
    assert _seen(office, MAKASSAR, asked, "2026-10-26T09:00:00+07:00") is None
    case = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{asked['id']}")
    assert case["stage"] == "verifying", "a flag decides nothing"


def test_what_is_answered_is_seen_no_longer_and_a_second_look_tells_nothing(
    office: Carrying, asked: dict[str, Any]
) -> None:
    assert _seen(office, JABAR, asked, "2026-10-21T09:00:00+07:00")
    told = len(_told(office))
    assert _seen(office, JABAR, asked, "2026-10-21T10:00:00+07:00")
    assert len(_told(office)) == told
    with office.at("2026-10-21T11:00:00+07:00"):
        answer = {"outcome": "not_held", "statement": "Dokumen itu tidak dikuasai kantor ini."}
        path = f"/v1/cases/{asked['id']}/decision"
        office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=answer, headers={"If-Match": '"1"'})
    assert _seen(office, JABAR, asked, "2026-10-21T12:00:00+07:00") is None


def test_what_is_told_and_shown_names_nobody(office: Carrying, asked: dict[str, Any]) -> None:
    seen = _seen(office, JABAR, asked, "2026-10-20T09:00:00+07:00")
    applicant = body()["applicant"]
    for said in (json.dumps(seen), *_told(office)):
        assert applicant["name"] not in said
        assert body()["subject"] not in said


def test_a_late_objection_is_seen_above_until_the_superior_answers(office: Carrying, asked: dict[str, Any]) -> None:
    said = {"grounds": ["c"], "position": "Tidak ada tanggapan.", "demand": "Mohon dijawab."}
    path = f"/v1/tracking/{asked['tracking_token']}/objections"
    with office.at("2026-10-26T09:00:00+07:00"):
        given = office.ask("intake", DEPOK, path=path, method="POST", json=said)
        office.carry()
    assert _seen(office, JABAR, given, "2026-12-03T09:00:00+07:00") is None
    soon = _seen(office, JABAR, given, "2026-12-04T09:00:00+07:00")
    assert soon is not None
    assert (soon["about"], soon["step"], soon["due_on"]) == ("objection", "soon", "2026-12-07")
    assert _seen(office, KPU_RI, given, "2026-12-14T09:00:00+07:00")
    with office.at("2026-12-14T10:00:00+07:00"):
        answer = {"outcome": "rejected", "reasons": "Permohonan sudah dijawab."}
        path = f"/v1/objections/{given['id']}/answer"
        office.ask("registry", DEPOK, "superior", path=path, method="POST", json=answer, headers={"If-Match": '"1"'})
    assert _seen(office, JABAR, given, "2026-12-14T11:00:00+07:00") is None


def test_an_order_that_is_not_carried_out_by_its_day_is_seen_above_until_it_is(
    office: Carrying, asked: dict[str, Any]
) -> None:
    given = _upheld(office, asked)
    assert _seen(office, JABAR, given, "2026-10-29T09:00:00+07:00") is None
    soon = _seen(office, JABAR, given, "2026-11-05T09:00:00+07:00")
    assert soon is not None
    assert (soon["stage"], soon["step"], soon["due_on"]) == ("upheld", "soon", "2026-11-06")
    late = _seen(office, KPU_RI, given, "2026-11-13T09:00:00+07:00")
    assert late is not None
    assert (late["step"], late["late_by"]) == ("long_overdue", 5)
    with office.at("2026-11-13T10:00:00+07:00"):
        path = f"/v1/cases/{asked['id']}/decision"
        office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=GRANT, headers={"If-Match": '"1"'})
    assert _seen(office, KPU_RI, given, "2026-11-13T11:00:00+07:00") is None


def test_an_office_above_is_never_an_hour_behind() -> None:
    assert oversight_commands.TICK.seconds <= 300


@pytest.mark.parametrize("roles", [("officer",), ()])
def test_only_who_answers_for_an_office_sees_the_offices_below(office: Carrying, roles: tuple[str, ...]) -> None:
    answer = office.work("registry").ask(JABAR, *roles, path="/v1/oversight/cases")
    assert answer.status_code == (403 if roles else 401)


def _upheld(office: Carrying, asked: dict[str, Any]) -> dict[str, Any]:
    """An objection to the silence about a request, upheld with an order until Friday, 6 November 2026."""
    said = {"grounds": ["c"], "position": "Tidak ada tanggapan.", "demand": "Mohon dijawab."}
    reply = {"outcome": "upheld", "reasons": "Benar.", "order": "Berikan dokumennya.", "act_until": "2026-11-06"}
    with office.at("2026-10-26T09:00:00+07:00"):
        path = f"/v1/tracking/{asked['tracking_token']}/objections"
        given: dict[str, Any] = office.ask("intake", DEPOK, path=path, method="POST", json=said)
        office.carry()
        path = f"/v1/objections/{given['id']}/answer"
        office.ask("registry", DEPOK, "superior", path=path, method="POST", json=reply, headers={"If-Match": '"1"'})
        office.carry()
    return given


def _told(office: Carrying) -> list[str]:
    registry = office.work("registry")
    url = registry.env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_registry"
    with psycopg.connect(url) as connection:
        rows = connection.execute("select body from outbox where routing_key like '%.escalation.noted.v1'").fetchall()
    return [text for (text,) in rows]
