"""The record of who holds the roles of the law: by whom it is kept, what it refuses, and who signs by it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.conftest import DEPOK, MAKASSAR, OFFICER, VACANT, Working

pytestmark = pytest.mark.stack

RINA = {
    "role": "ppid", "name": "Rina Kartika, S.IP.", "position": "Kepala Subbagian Parhumas", "holder": "staff:rina",
    "decree_number": "12/2026", "decree_on": "2026-01-02", "since": "2026-01-05", "until": "2026-06-30",
}  # fmt: skip


@pytest.fixture
def registry(work: Callable[[str], Working]) -> Working:
    return work("registry")


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


@pytest.mark.parametrize("role", ["officer", "ppid"])
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
