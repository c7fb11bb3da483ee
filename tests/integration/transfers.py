"""A request that is passed on from KPU Kota Depok, and handed back to it, as tests drive it over HTTP."""

from typing import Any

from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR
from tests.integration.intake_desk import body

WHY = "Dokumen ini dikuasai KPU Provinsi Jawa Barat."
MISTAKE = "Permohonan ini keliru dikirim: dokumennya ada pada KPU Kota Depok."
RECEIVED, MOVED = "2026-11-23T09:15:00+07:00", "2026-11-27T10:00:00+07:00"  # Monday and Friday


def submitted(office: Carrying, *, on: str = RECEIVED, **more: Any) -> dict[str, Any]:
    """A request that KPU Kota Depok received."""
    with office.at(on):
        given: dict[str, Any] = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body() | more)
        office.carry()
    return given


def act(
    office: Carrying, code: str, case_id: str, way: str, said: dict[str, Any], *, role: str = "ppid", on: str = MOVED
) -> Any:
    """Do something to a case at a moment, as it stands; the register's answer."""
    registry = office.work("registry")
    with office.at(on):
        version = registry.ask(code, "officer", path=f"/v1/cases/{case_id}").get_json()["version"]
        headers = {"If-Match": f'"{version}"'}
        answer = registry.ask(code, role, path=f"/v1/cases/{case_id}/{way}", method="POST", json=said, headers=headers)
        office.carry()
    return answer


def transfer(
    office: Carrying,
    case_id: str,
    to: str = JABAR,
    *,
    code: str = DEPOK,
    role: str = "ppid",
    on: str = MOVED,
    **more: Any,
) -> Any:
    """Pass a case on."""
    return act(office, code, case_id, "transfer", {"receiver": to, "statement": WHY} | more, role=role, on=on)


def hand_back(office: Carrying, code: str, case_id: str, *, on: str = MOVED, role: str = "ppid") -> Any:
    """Hand a case back."""
    return act(office, code, case_id, "hand-back", {"statement": MISTAKE}, role=role, on=on)


def tracked(office: Carrying, code: str, given: dict[str, Any]) -> dict[str, Any]:
    """A request as its applicant sees it at an office."""
    return dict(office.ask("intake", code, path=f"/v1/tracking/{given['tracking_token']}"))


def case(office: Carrying, code: str, given: dict[str, Any], *, on: str = MOVED) -> dict[str, Any]:
    """The case of a request as it stands at an office."""
    number = tracked(office, code, given)["number"]
    with office.at(on):
        found = office.ask("intake", code, "ppid", path=f"/v1/requests?q={number}")["items"]
        return dict(office.ask("registry", code, "ppid", path=f"/v1/cases/{found[0]['id']}"))
