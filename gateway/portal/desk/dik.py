"""Exempt information on the desk: proposals of this office, tests in its hands, and the forms of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound
from gateway.commands import PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.information import exempted, office_name
from gateway.portal.pages import page, sentences, today, words
from gateway.portal.refusing import placed
from statute.acts import caution
from statute.exemptions import always_open, exemptions

PREFIX = "dik_"
NATIONAL = "00"
SHEET = (
    Field(name="dik_information", kind="area", pointer="/information", longest=2000),
    Field(name="dik_exemption", kind="select", pointer="/exemption", choices=tuple(exemptions())),
    Field(name="dik_basis", pointer="/basis", longest=500),
    Field(name="dik_harm_if_opened", kind="area", pointer="/harm_if_opened", longest=5000),
    Field(name="dik_harm_if_closed", kind="area", pointer="/harm_if_closed", longest=5000),
    Field(name="dik_ends_on", kind="date", pointer="/ends_on", width="short", required=False),
    Field(name="dik_until", pointer="/until", longest=500, required=False),
)
CONFIRMED = Field(name="dik_not_always_open", kind="tick", pointer="/not_always_open")
PROPOSAL = (
    *SHEET,
    CONFIRMED,
    Field(
        name="dik_occasion", kind="choice", pointer="/occasion",
        choices=("before_request", "upon_request", "by_ruling"),
    ),
    Field(name="dik_tester", kind="choice", pointer="/tester", choices=("province", "nation")),
)  # fmt: skip
DECREE = (
    Field(name="dik_considerations", kind="area", pointer="/considerations", longest=5000),
    Field(name="dik_decree_number", pointer="/decree_number", longest=100, width="medium"),
    Field(name="dik_decree_on", kind="date", pointer="/decree_on", width="short"),
)
BECAUSE = Field(name="dik_because", kind="area", pointer="/because", longest=1000)
ENDING = (
    Field(name="dik_how", kind="choice", pointer="/how", choices=("withdrawn", "opened")),
    Field(name="dik_ended_on", kind="date", pointer="/ended_on", width="short"),
    BECAUSE,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the PPID does to a test: its form, and what the registry calls it."""

    asked: tuple[Field, ...]
    act: str


DEEDS = {
    "tetapkan": Deed((*SHEET, CONFIRMED, *DECREE), "conclusion"),
    "buka": Deed((BECAUSE,), "rejection"),
    "akhiri": Deed(ENDING, "ending"),
}


@blueprint.get("/dik")
def dik_list() -> str:
    """Show the office's proposals and the tests in its hands."""
    proposals, tests = exempted().proposals(), exempted().tests()
    return page(
        "dik/list.html", private=True, proposals=proposals, tests=tests, ending=exempted().ending()["items"],
        office_name=office_name,
    )  # fmt: skip


@blueprint.route("/dik/usul/baru", methods=["GET", "POST"])
def dik_new() -> str | Response:
    """Show a new proposal."""
    typed = fields.read(request.form, PROPOSAL)
    if request.method == "GET":
        return _form("proposal", "/kerja/dik", PROPOSAL, typed, {})
    faults = fields.look(typed, PROPOSAL)
    loose: list[str] = []
    if not faults:
        try:
            written = exempted().propose(_proposed(typed))
            return redirect(url_for("desk.dik_proposal", proposal_id=written["id"]), 303)
        except Refused as refused:
            faults, loose = placed(refused, PROPOSAL, "dip.changed")
    return _form("proposal", "/kerja/dik", PROPOSAL, typed, faults, loose=loose)


@blueprint.get("/dik/usul/<uuid:proposal_id>")
def dik_proposal(proposal_id: UUID) -> str:
    """Show a proposal, and whether it can be handed over."""
    return _proposal(proposal_id, [])


@blueprint.route("/dik/usul/<uuid:proposal_id>/ubah", methods=["GET", "POST"])
def dik_edit(proposal_id: UUID) -> str | Response:
    """Change a proposal that was not handed over yet."""
    proposal = exempted().proposal(str(proposal_id))
    back = url_for("desk.dik_proposal", proposal_id=proposal_id)
    if request.method == "GET":
        known = _typed(proposal) | {"dik_tester": "nation" if proposal["tester"] == NATIONAL else "province"}
        return _form("proposal", back, PROPOSAL, known, {}, version=proposal["version"])
    typed = fields.read(request.form, PROPOSAL)
    faults = fields.look(typed, PROPOSAL)
    loose: list[str] = []
    if not faults:
        try:
            exempted().edit(proposal["id"], _version(), _proposed(typed))
            return redirect(back, 303)
        except Refused as refused:
            faults, loose = placed(refused, PROPOSAL, "dip.changed")
    return _form("proposal", back, PROPOSAL, typed, faults, loose=loose, version=proposal["version"])


@blueprint.post("/dik/usul/<uuid:proposal_id>/serahkan")
def dik_submit(proposal_id: UUID) -> str | Response:
    """Hand the proposal over; the page before said what that does."""
    needs(PPID)
    try:
        exempted().submit(str(proposal_id), _version())
    except Refused as refused:
        return _proposal(proposal_id, placed(refused, (), "dip.changed")[1])
    return redirect(url_for("desk.dik_proposal", proposal_id=proposal_id), 303)


@blueprint.get("/dik/uji/<uuid:test_id>")
def dik_test(test_id: UUID) -> str:
    """Show a test in the hands of this office, later its entry of the list."""
    test = exempted().test(str(test_id))
    return page("dik/test.html", private=True, item=test, may=PPID in g.staff.roles, **_about(test))


@blueprint.route("/dik/uji/<uuid:test_id>/<name>", methods=["GET", "POST"])
def dik_deed(test_id: UUID, name: str) -> str | Response:
    """List by decree, leave open, or end before its time; the page says what that does."""
    needs(PPID)
    if name not in DEEDS:
        raise NotFound
    test = exempted().test(str(test_id))
    deed, back = DEEDS[name], url_for("desk.dik_test", test_id=test_id)
    if request.method == "GET":
        known = {field: value for field, value in _typed(test).items() if field != BECAUSE.name}
        return _form(name, back, deed.asked, known, {}, version=test["version"])
    typed = fields.read(request.form, deed.asked)
    faults = fields.look(typed, deed.asked)
    loose: list[str] = []
    if not faults:
        try:
            exempted().act(test["id"], deed.act, _version(), _said(typed))
            return redirect(back, 303)
        except Refused as refused:
            faults, loose = placed(refused, deed.asked, "dip.changed")
    return _form(name, back, deed.asked, typed, faults, loose=loose, version=test["version"])


def _proposal(proposal_id: UUID, loose: list[str]) -> str:
    proposal = exempted().proposal(str(proposal_id))
    return page(
        "dik/proposal.html", private=True, item=proposal, may=PPID in g.staff.roles, loose=loose, faulty=bool(loose),
        **_about(proposal),
    )  # fmt: skip


def _about(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "letter": exemptions()[item["exemption"]],
        "office_name": office_name,
        "caution": caution(item["basis"], today()),
    }


def _form(
    deed: str, back: str, asked: tuple[Field, ...], typed: Mapping[str, str], faults: Faults, **more: Any
) -> str:  # fmt: skip
    loose = more.get("loose", [])
    changed = loose == [words("dip.changed")]
    version = more.get("version", "")
    return page(
        "dik/form.html", private=True, deed=deed, back_path=back, fields=asked, values=typed, faults=sentences(faults),
        always_open=always_open(), loose=loose, faulty=bool(faults or loose),
        version=version if changed else request.form.get("versi", version),
    )  # fmt: skip


def _typed(item: Mapping[str, Any]) -> dict[str, str]:
    return {PREFIX + name: str(value) for name, value in item.items() if value is not None}


def _said(typed: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {name.removeprefix(PREFIX): value or None for name, value in typed.items()}
    return said | {"not_always_open": True} if typed.get(CONFIRMED.name) else said


def _proposed(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the proposal by the registry's names: the tester by its code."""
    codes = exempted().proposals()["testers"]
    province = next((code for code in codes if code != NATIONAL), None)
    return _said(typed) | {"tester": NATIONAL if typed["dik_tester"] == "nation" else province or ""}


def _version() -> int:
    return request.form.get("versi", 0, type=int)
