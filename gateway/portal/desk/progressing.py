"""Between receipt and decision: complete or not, more time, withdrawn, the other rule. One page an act."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.shapes.registry import Case
from gateway.portal import clock, fields
from gateway.portal.desk.confirmation import DO, EDIT, Confirmation, confirm
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import DRAFTS, drafted
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import day, page, sentences, services, words
from gateway.portal.refusing import placed


@dataclass(frozen=True, slots=True)
class Move:
    """An act short of a decision: the register's name for it, and what is asked."""

    act: str
    asked: tuple[Field, ...] = ()


MOVES = {  # by the last part of the page's address
    "lengkap": Move("declare_complete"),
    "tidak-lengkap": Move(
        "declare_incomplete", (Field(name="lacking", kind="area", pointer="/statement", longest=5000),)
    ),
    "tanya": Move("clarify", (Field(name="question", kind="area", pointer="/statement", longest=5000),)),
    "perpanjang": Move(
        "extend",
        (
            Field(name="ground", kind="choice", pointer="/ground", choices=("not_documented", "undecided")),
            Field(name="extension_reason", kind="area", pointer="/statement", longest=5000),
        ),
    ),
    "cabut": Move("withdraw", (Field(name="withdrawal", kind="area", pointer="/statement", longest=5000),)),
}
REGIME = Move("change_regime", (Field(name="regime_change", kind="area", pointer="/reason", longest=1000),))


@blueprint.route("/<uuid:case_id>/tindakan/<slug>", methods=["GET", "POST"])
def move(case_id: UUID, slug: str) -> str | Response:
    """Show what the act does, what it asks, and the act itself."""
    chosen = REGIME if slug == "rezim" else MOVES.get(slug)
    if chosen is None:
        abort(404)
    case = services().registry.case(str(case_id))
    if request.method == "GET":
        return _form(case, chosen, _proposed(case, chosen), {})
    typed = fields.read(request.form, chosen.asked)
    faults = fields.look(typed, chosen.asked)
    if faults or request.form.get("langkah") == EDIT:
        return _form(case, chosen, typed, faults)
    if chosen.asked and request.form.get("langkah") not in (DO, *DRAFTS):
        return confirm(case, _confirmation(case, chosen), typed)
    version = request.form.get("versi", 0, type=int)
    said = {field.pointer[1:]: typed[field.name] for field in chosen.asked}
    try:
        if chosen is not REGIME and (form := DRAFTS.get(request.form.get("langkah", ""))):
            drawn = services().registry.draft_letter(case["id"], *_sent(case, chosen, said), form)
            return drafted(drawn, form, "surat")
        services().registry.move(case["id"], version, *_sent(case, chosen, said))
    except Refused as refused:
        return _refused(case, chosen, typed, refused)
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _confirmation(case: Case, chosen: Move) -> Confirmation:
    """Return what the act does, with the days that it changes."""
    then = {"extend": ("progress.then", clock.that_binds(case)["extended_due_on"])}
    if other := case["other_regime"]:
        then[REGIME.act] = ("progress.new", other["due_on"])
    second = "late.second_agrees" if case["regime_proposed"] else "late.second_needed" if case["late"] else None
    more = "confirm.letter" if chosen is not REGIME else second
    effects = [words(f"progress.effect.{chosen.act}"), *([words(more)] if more else [])]
    days = [("progress.now", case["binding_on"]), then[chosen.act]] if chosen.act in then else []
    return Confirmation(
        act=chosen.act,
        do=words(f"progress.do.{chosen.act}"),
        sections=[(words("confirm.written"), chosen.asked)],
        effects=effects,
        facts=[(words(label), day(on)) for label, on in days],
        letter=chosen is not REGIME,
    )


def _sent(case: Case, chosen: Move, said: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Which door of the register, and what is handed in there."""
    if chosen is REGIME:
        return "regime", said | {"regime": "ordinary" if case["regime"] == "election" else "election"}
    return "acts", said | {"act": chosen.act}


def _proposed(case: Case, chosen: Move) -> dict[str, str]:
    """Return what was missing when the request was recorded is what there is to say first."""
    if chosen.act != "declare_incomplete":
        return {}
    warnings = services().intake.request(case["id"]).get("warnings", [])
    return {"lacking": "\n".join(warning["detail"] for warning in warnings)}


def _refused(case: Case, chosen: Move, typed: dict[str, str], refused: Refused) -> str:
    fresh = services().registry.case(case["id"])
    return _form(fresh, chosen, typed, *placed(refused, chosen.asked, "progress.changed"))


def _form(case: Case, chosen: Move, values: dict[str, str], faults: Faults, loose: list[str] | None = None) -> str:
    known = {act["act"]: act for act in case["acts"]}.get(chosen.act)
    return page(
        "desk/progress.html",
        private=True,
        case=case,
        act=chosen.act,
        extended_due_on=clock.that_binds(case)["extended_due_on"],
        known=known,
        fields=chosen.asked,
        values=values,
        faults=sentences(faults),
        loose=loose or [],
        faulty=bool(faults or loose),
    )
