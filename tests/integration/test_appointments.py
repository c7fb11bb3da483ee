"""The record of who holds the roles of the law: by whom it is kept, what it refuses, and who signs by it."""

from typing import Any

import pytest

from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, MAKASSAR, OFFICER, VACANT, Working
from tests.integration.intake_desk import body
from tests.table import table

pytestmark = pytest.mark.stack
SITI, AGUS = "staff:siti", "staff:agus"
REFUSAL = {
    "outcome": "refused", "statement": "Informasi yang diminta dikecualikan.", "exemption": "h",
    "act": "UU 27/2022 Pasal 4 ayat (2)", "tested_on": "2026-09-01",
    "consequence": "Data pribadi orang lain terungkap tanpa persetujuannya.", "not_always_open": True,
}  # fmt: skip

RINA = {
    "role": "ppid", "name": "Rina Kartika, S.IP.", "position": "Kepala Subbagian Parhumas", "holder": "staff:rina",
    "decree_number": "12/2026", "decree_on": "2026-01-02", "since": "2026-01-05", "until": "2026-06-30",
}  # fmt: skip


def record(registry: Working, said: dict[str, Any], office: str = VACANT, role: str = "superior") -> Any:
    """Record an appointment as somebody of an office."""
    return registry.ask(office, role, path="/v1/appointments", method="POST", json=said)


def _board(registry: Working, office: str = VACANT) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = registry.ask(office, "officer", path="/v1/appointments").get_json()["items"]
    return items


def test_the_atasan_ppid_records_an_appointment_and_ends_it_and_the_record_says_who(registry: Working) -> None:
    given = record(registry, RINA)
    assert given.status_code == 201, given.get_json()
    path, end = f"/v1/appointments/{given.get_json()['id']}/end", {"until": "2026-03-31", "because": "Mutasi."}
    call: dict[str, Any] = {"path": path, "method": "POST", "json": end}
    assert registry.ask(VACANT, "superior", **call).status_code == 428
    ended = registry.ask(VACANT, "superior", headers={"If-Match": given.headers["ETag"]}, **call)
    assert (ended.status_code, ended.get_json()["until"]) == (200, "2026-03-31")
    assert registry.ask(VACANT, "superior", headers={"If-Match": '"1"'}, **call).status_code == 412
    (line,) = [one for one in _board(registry) if one["id"] == given.get_json()["id"]]
    assert (line["ended_because"], line["current"], line["signs"]) == ("Mutasi.", False, False)
    assert line["holder"] == "staff:rina"


@table("role", ["officer", "ppid"])
def test_nobody_else_records_or_ends_an_appointment(registry: Working, role: str) -> None:
    assert record(registry, RINA, role=role).status_code == 403
    (planted,) = [one for one in _board(registry, MAKASSAR) if one["role"] == "ppid"]
    call: dict[str, Any] = {"json": {"until": "2026-03-31", "because": "Mutasi."}, "headers": {"If-Match": '"1"'}}
    path = f"/v1/appointments/{planted['id']}/end"
    assert registry.ask(MAKASSAR, role, path=path, method="POST", **call).status_code == 403


def test_an_overlap_is_told_with_who_holds_the_role_and_what_is_possible(registry: Working) -> None:
    answer = record(registry, RINA | {"name": "Siti", "holder": "staff:siti"}, office=DEPOK)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "appointment-overlaps")
    assert "PPID dijabat Rina Kartika (PPID, Keputusan Nomor 1/2010" in answer.get_json()["detail"]
    assert "catat Plh." in answer.get_json()["detail"]


def test_every_wrong_field_is_named(registry: Working) -> None:
    answer = record(registry, {"role": "raja", "name": "R", "decree_on": "kemarin", "holder": "Rina"})
    named = {fault["pointer"] for fault in answer.get_json()["errors"]}
    assert answer.status_code == 422
    assert named >= {"/role", "/name", "/decree_on", "/holder", "/since", "/position", "/decree_number"}


def test_no_office_reads_the_appointments_of_another(registry: Working) -> None:
    assert {one["holder"] for one in _board(registry, MAKASSAR)} == {OFFICER, "staff:superior"}
    assert {one["role"] for one in _board(registry, MAKASSAR) if one["signs"]} == {"ppid", "superior"}


def _decide(office: Carrying, request_id: str, actor: str, at: str) -> Any:
    with office.at(at):
        call: dict[str, Any] = {"method": "POST", "json": REFUSAL, "headers": {"If-Match": '"1"'}}
        path = f"/v1/cases/{request_id}/decision"
        return office.work("registry").ask(VACANT, "ppid", actor=actor, path=path, **call)


def _asked(office: Carrying) -> dict[str, Any]:
    with office.at("2026-10-05T09:00:00+07:00"):
        given = office.ask("intake", VACANT, path="/v1/requests", method="POST", json=body())
        office.carry()
    return dict(given)


def test_who_signs_holds_the_role_on_that_day_and_the_letter_says_as_what_and_on_which_decree(
    office: Carrying, registry: Working
) -> None:
    asked = _asked(office)
    unheld = _decide(office, asked["id"], "staff:rina", "2026-10-06T09:00:00+07:00")
    assert (unheld.status_code, unheld.get_json()["code"]) == (403, "not-appointed")
    assert "tidak ada yang ditunjuk sebagai PPID" in unheld.get_json()["detail"]
    rina = RINA | {"since": "2026-10-01", "until": "2026-12-31"}
    siti = rina | {"name": "Siti", "holder": SITI, "capacity": "plh", "since": "2026-10-05", "until": "2026-10-09"}
    assert {record(registry, said).status_code for said in (rina, siti)} == {201}
    away = _decide(office, asked["id"], "staff:rina", "2026-10-09T23:30:00+07:00")
    assert "adalah Siti (Plh. PPID, Keputusan Nomor 12/2026" in away.get_json()["detail"]
    with office.at("2026-10-09T23:30:00+07:00"):
        seen = {
            actor: {
                act["act"]: act["reason"] or ""
                for act in registry.ask(VACANT, "ppid", actor=actor, path=f"/v1/cases/{asked['id']}").get_json()["acts"]
            }
            for actor in ("staff:rina", SITI)
        }
    assert "Siti (Plh. PPID" in seen["staff:rina"]["refuse"]
    assert seen[SITI]["refuse"] == seen["staff:rina"]["clarify"] == ""
    over = _decide(office, asked["id"], SITI, "2026-10-10T00:30:00+07:00")
    assert "Penunjukan Anda berakhir Jumat, 9 Oktober 2026" in over.get_json()["detail"]
    decided = _decide(office, asked["id"], SITI, "2026-10-09T23:30:00+07:00")
    assert decided.status_code == 200, decided.get_json()
    notice = decided.get_json()["decision"]
    assert (notice["signer"], notice["capacity"]) == ("Siti", "plh")
    assert notice["signing_decree"] == "Keputusan Nomor 12/2026, Jumat, 2 Januari 2026"


def test_the_letters_of_the_desk_bear_whoever_is_ppid_on_that_day_and_never_one_for_whom_somebody_stands_in(
    office: Carrying, registry: Working
) -> None:
    rina = RINA | {"since": "2026-07-01", "until": "2026-07-31"}
    siti = rina | {"name": "Siti", "holder": SITI, "capacity": "plh", "since": "2026-07-06", "until": "2026-07-10"}
    assert {record(registry, said).status_code for said in (rina, siti)} == {201}
    with office.at("2026-07-03T09:00:00+07:00"):
        asked = office.ask("intake", VACANT, path="/v1/requests", method="POST", json=body())
        office.carry()
    path, ask = f"/v1/cases/{asked['id']}", {"act": "clarify", "statement": "Untuk tahun berapa datanya?"}
    written = (("2026-07-06", "staff:rina"), ("2026-07-06", SITI), ("2026-07-13", "staff:rina"))
    for version, (on, actor) in enumerate(written, 1):
        with office.at(f"{on}T09:00:00+07:00"):
            call: dict[str, Any] = {"method": "POST", "json": ask, "headers": {"If-Match": f'"{version}"'}}
            answer = registry.ask(VACANT, "ppid", "officer", actor=actor, path=f"{path}/acts", **call)
            assert answer.status_code == 200, answer.get_json()
    letters = registry.ask(VACANT, "officer", path=f"{path}/letters").get_json()["items"]
    signed = [(one["signer"], one["capacity"], one["signing_role"]) for one in letters]
    assert signed == [(None, None, None), ("Siti", "plh", "ppid"), ("Rina Kartika, S.IP.", "definitive", "ppid")]


def test_who_signed_as_ppid_and_became_atasan_ppid_does_not_answer_the_objection_to_it(
    office: Carrying, registry: Working
) -> None:
    agus = RINA | {"name": "Agus", "holder": AGUS, "since": "2026-09-01", "until": "2026-09-30"}
    atasan = agus | {"role": "superior", "since": "2026-10-01", "until": "2027-12-31"}
    assert {record(registry, said).status_code for said in (agus, atasan)} == {201}
    with office.at("2026-09-01T09:00:00+07:00"):
        given = office.ask("intake", VACANT, path="/v1/requests", method="POST", json=body())
        office.carry()
    assert _decide(office, given["id"], AGUS, "2026-09-03T09:00:00+07:00").status_code == 200
    office.carry()
    filing = {"grounds": ["a"], "position": "Ditolak.", "demand": "Mohon dibuka."}
    with office.at("2026-10-02T09:00:00+07:00"):
        path = f"/v1/tracking/{given['tracking_token']}/objections"
        objection = office.ask("intake", VACANT, path=path, method="POST", json=filing)
        office.carry()
        call: dict[str, Any] = {"method": "POST", "headers": {"If-Match": '"1"'}}
        call |= {"json": {"outcome": "rejected", "reasons": "Sudah tepat."}}
        path = f"/v1/objections/{objection['id']}/answer"
        answer = registry.ask(VACANT, "superior", actor=AGUS, path=path, **call)
    assert answer.status_code == 403
    assert "Anda menandatangani keputusan yang dikeberatani" in answer.get_json()["detail"]
