"""Split a request that holds several questions: write down each of them, say why, and all stay linked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.parts import Parts
from gateway.backends.shapes.registry import Case
from gateway.portal import fields
from gateway.portal.application import QUESTION
from gateway.portal.desk.confirmation import DO, EDIT, Confirmation, confirm
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import DRAFTS, drafted
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import day, page, sentences, services, words
from gateway.portal.refusing import placed

REASON = Field(name="split_reason", kind="area", pointer="/statement", longest=5000)
FEWEST, MOST = 2, 10
MORE = "tambah"  # the button that asks for one question more


@blueprint.route("/<uuid:case_id>/pecah", methods=["GET", "POST"])
def split(case_id: UUID) -> str | Response:
    """Which questions, and why; then the request goes on as so many."""
    case = services().registry.case(str(case_id))
    if request.method == "GET":
        whole: Mapping[str, Any] = services().intake.request(case["id"])
        proposed = {f"{one.name}-1": whole[one.name] for one in QUESTION}
        return _form(case, proposed | {"category-2": whole["category"]}, FEWEST)
    many = min(max(request.form.get("banyak", FEWEST, type=int), FEWEST), MOST)
    asked = _asked(many)
    typed = fields.read(request.form, asked)
    step = request.form.get("langkah", "")
    if step in (MORE, EDIT):
        return _form(case, typed, min(many + (step == MORE), MOST))
    faults, loose = fields.look(typed, asked), list[str]()
    if not faults and step not in (DO, *DRAFTS):
        return confirm(case, _confirmation(case, many), typed)
    if not faults:
        try:
            if form := DRAFTS.get(step):
                said = {"act": "split", "statement": typed[REASON.name]}
                return drafted(services().registry.draft_letter(case["id"], "acts", said, form), form, "surat")
            _split(case, typed, many)
        except Refused as refused:
            case = services().registry.case(case["id"])
            faults, loose = placed(refused, asked, "progress.changed")
        else:
            return redirect(url_for("desk.case", case_id=case_id), 303)
    return _form(case, typed, many, faults, loose)


def _split(case: Case, typed: Mapping[str, str], many: int) -> None:
    """First the words go to intake, then the register is asked: until it says so, nothing is split."""
    questions = [{one.name: typed[f"{one.name}-{n}"] for one in QUESTION} for n in range(1, many + 1)]
    kept = Parts(services().clients["intake"]).propose(case["id"], questions)
    version = request.form.get("versi", 0, type=int)
    said = {"parts": kept, "statement": typed[REASON.name]}
    services().registry.move(case["id"], version, "split", said)


def _confirmation(case: Case, many: int) -> Confirmation:
    """Each question as it was written, and what becomes of the request."""
    questions = [(words("split.question", n_part=n), question) for n, question in enumerate(_questions(many), start=1)]
    return Confirmation(
        act="split",
        do=words("split.do"),
        sections=[*questions, (words("confirm.written"), (REASON,))],
        effects=[words("split.effect"), words("confirm.letter")],
        facts=[(words("confirm.new_requests"), str(many)), (words("confirm.same_due"), day(case["binding_on"]))],
        hidden={"banyak": str(many)},
    )


def _asked(many: int) -> tuple[Field, ...]:
    return (*(one for question in _questions(many) for one in question), REASON)


def _questions(many: int) -> list[tuple[Field, ...]]:
    """Do the same fields for each question, with its number behind their names."""
    return [
        tuple(replace(one, name=f"{one.name}-{n}", pointer=f"/parts/{n - 1}{one.pointer}") for one in QUESTION)
        for n in range(1, many + 1)
    ]


def _form(
    case: Case, values: Mapping[str, str], many: int, faults: Faults | None = None, loose: list[str] | None = None
) -> str:
    return page(
        "desk/split.html",
        private=True,
        case=case,
        known=next((act for act in case["acts"] if act["act"] == "split"), None),
        questions=_questions(many),
        most=MOST,
        reason=REASON,
        values=values,
        faults=sentences(faults or {}),
        loose=loose or [],
        faulty=bool(faults or loose),
    )
