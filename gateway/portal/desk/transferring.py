"""Pass a request on to the competent KPU office, or hand it back to the one that sent it in error: say why, check, and
the applicant keeps the link."""

from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.service import runtime
from gateway import offices
from gateway.backends.shapes.registry import Case
from gateway.commands import PPID
from gateway.entering import needs
from gateway.offices import Entry
from gateway.portal import fields
from gateway.portal.desk.confirmation import DO, EDIT, Confirmation, confirm
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import DRAFTS, drafted
from gateway.portal.fields import Faults, Field, Values
from gateway.portal.information import office_name
from gateway.portal.pages import day, page, sentences, services, words
from gateway.portal.refusing import placed

SEARCH = Field(name="receiver_search", required=False, either=True, longest=100)
RECEIVER = Field(name="receiver", kind="select", pointer="/receiver", longest=20)
REASON = Field(name="transfer_reason", kind="area", pointer="/statement", longest=5000)
ASKED = (SEARCH, RECEIVER, REASON)
MISTAKE = Field(name="hand_back_reason", kind="area", pointer="/statement", longest=5000)
MOST_SHOWN = 20  # offices found by a name
SEEK = "cari"


@blueprint.route("/<uuid:case_id>/alihkan", methods=["GET", "POST"])
def transfer(case_id: UUID) -> str | Response:
    """Which office, and why; a page shows what that does; then the request goes there."""
    needs(PPID)
    case, typed = services().registry.case(str(case_id)), fields.read(request.form, ASKED)
    step = request.form.get("langkah", "")
    if request.method == "GET" or step == SEEK:
        return _form(case, typed)
    receiver = next((one for one in _eligible(case) if one.code == typed["receiver"]), None)
    faults = fields.look({**typed, "receiver": receiver.code if receiver else ""}, ASKED)
    if faults or receiver is None or step == EDIT:
        return _form(case, typed, faults)
    if step not in (DO, *DRAFTS):
        return confirm(case, _confirmation(receiver), typed)
    words_sent = {"receiver": receiver.code, "statement": typed["transfer_reason"]}
    try:
        return _done(case, step, "transfer", words_sent)
    except Refused as refused:
        return _form(services().registry.case(case["id"]), typed, *placed(refused, ASKED, "progress.changed"))


@blueprint.route("/<uuid:case_id>/kembalikan", methods=["GET", "POST"])
def hand_back(case_id: UUID) -> str | Response:
    """Why it came here in error; a page shows what that does; then the request goes back."""
    needs(PPID)
    case, typed = services().registry.case(str(case_id)), fields.read(request.form, (MISTAKE,))
    step = request.form.get("langkah", "")
    if request.method == "GET" or case["came_from"] is None:
        return _hand_back_form(case, typed)
    faults = fields.look(typed, (MISTAKE,))
    if faults or step == EDIT:
        return _hand_back_form(case, typed, faults)
    if step not in (DO, *DRAFTS):
        return confirm(case, _return_confirmation(case), typed)
    try:
        return _done(case, step, "hand-back", {"statement": typed["hand_back_reason"]})
    except Refused as refused:
        current = services().registry.case(case["id"])
        return _hand_back_form(current, typed, *placed(refused, (MISTAKE,), "progress.changed"))


def _done(case: Case, step: str, way: str, body: dict[str, str]) -> Response:
    """Return the draft of the letter, or the act itself.

    Raises:
        Refused: the register does not do it.
    """
    if form := DRAFTS.get(step):
        drawn = services().registry.draft_letter(case["id"], "acts", body | {"act": way.replace("-", "_")}, form)
        return drafted(drawn, form, "surat")
    services().registry.move(case["id"], request.form.get("versi", 0, type=int), way, body)
    return redirect(url_for("desk.case", case_id=case["id"]), 303)


def _return_confirmation(case: Case) -> Confirmation:
    return Confirmation(
        act="hand_back",
        do=words("hand_back.do"),
        sections=[(words("confirm.written"), (MISTAKE,))],
        effects=[words("hand_back.effect"), words("confirm.letter")],
        facts=[
            (words("hand_back.to"), office_name(case["came_from"] or "")),
            (words("hand_back.due"), day(case["binding_on"])),
        ],
    )


def _hand_back_form(case: Case, typed: Values, faults: Faults | None = None, loose: list[str] | None = None) -> str:
    return page(
        "desk/hand_back.html",
        private=True,
        case=case,
        known=next((act for act in case["acts"] if act["act"] == "hand_back"), None),
        sender=office_name(case["came_from"]) if case["came_from"] else None,
        reason=MISTAKE,
        values=typed,
        faults=sentences(faults or {}),
        loose=loose or [],
        faulty=bool(faults or loose),
    )


def _confirmation(receiver: Entry) -> Confirmation:
    return Confirmation(
        act="transfer",
        do=words("transfer.do"),
        sections=[(words("confirm.written"), (RECEIVER, REASON))],
        effects=[words("transfer.effect"), words("confirm.letter")],
        facts=[(words("confirm.new_office"), receiver.name)],
        told={RECEIVER.name: receiver.name},
    )


def _eligible(case: Case) -> list[Entry]:
    """Return the offices that may get it: all but this one and those that had it before."""
    had = {g.office.code, *case["passed"]}
    return [one for one in offices.listed(runtime().database) if one.code not in had]


def _found(eligible: list[Entry], typed: Values) -> list[Entry]:
    """Return the offices that bear the name typed, or nearly; while none is typed, those above this one."""
    if sought := typed["receiver_search"]:
        return offices.search(eligible, sought) or offices.nearly(eligible, sought)
    return [one for one in eligible if one.code == g.office.parent or one.level == "ri"]


def _form(case: Case, typed: Values, faults: Faults | None = None, loose: list[str] | None = None) -> str:
    eligible = _eligible(case)
    found = _found(eligible, typed)
    chosen = [one for one in eligible if one.code == typed["receiver"] and one not in found[:MOST_SHOWN]]
    return page(
        "desk/transfer.html",
        private=True,
        case=case,
        known=next((act for act in case["acts"] if act["act"] == "transfer"), None),
        search=SEARCH,
        receiver=RECEIVER,
        reason=REASON,
        found=len(found),
        offices=[*chosen, *found[:MOST_SHOWN]],
        values=typed,
        faults=sentences(faults or {}),
        loose=loose or [],
        faulty=bool(faults or loose),
    )
