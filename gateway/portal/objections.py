"""The applicant's pages of objections: where each stands, until when the way to dispute is open, and the form."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import Problem
from gateway.backends.objections import Objections
from gateway.portal import clock, fields
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services, today
from gateway.portal.public import given_to, tracking_of
from gateway.portal.refusing import placed
from statute.grounds import grounds

WORDS = (
    Field(name="objection_position", kind="area", pointer="/position", longest=5000),
    Field(name="objection_demand", kind="area", pointer="/demand", longest=2000),
)
ATTORNEY = (
    Field(name="mandate_name", pointer="/attorney/name", longest=150, required=False),
    Field(name="mandate_number", pointer="/attorney/letter_number", longest=100, required=False, width="medium"),
    Field(name="mandate_date", kind="date", pointer="/attorney/letter_date", required=False, width="short"),
    Field(name="mandate_stamped", kind="tick", required=False),
)
GROUNDS = Field(name="objection_grounds", kind="choice", pointer="/grounds", choices=tuple(grounds()))
ASKED = (*WORDS, *ATTORNEY)
_KEY = re.compile(r"[0-9a-f]{32}")

blueprint = Blueprint("objections", __name__)


def objections() -> Objections:
    """Objections as the services keep them."""
    return Objections(services().clients["intake"], services().clients["registry"])


@blueprint.get("/permohonan/<token>/keberatan")
def followed(token: str) -> str:
    """Show the objections to a request: clock, answer, what was ordered, until when the way to dispute is open."""
    tracking = tracking_of(token)
    found = objections().tracked(token)
    replies = {}
    for one in found["items"]:
        if one["reply_href"]:
            with suppress(Problem):  # the page still tells where the objection stands when the register is away
                replies[one["id"]] = objections().reply(one["reply_href"])
    clocks = {one["id"]: clock.clock(one["deadline"], today(), stopped=is_answered(one)) for one in found["items"]}
    return page(
        "objection/followed.html", private=True, token=token, tracking=tracking, found=found, replies=replies,
        clocks=clocks, filed=request.args.get("terkirim"), given=given_to(tracking),
    )  # fmt: skip


@blueprint.route("/permohonan/<token>/keberatan/baru", methods=["GET", "POST"])
def file(token: str) -> str | Response:
    """File an objection: grounds, what happened, what is asked for, and who acts for the applicant if somebody does."""
    tracking = tracking_of(token)
    if tracking["moved_to"]:
        return redirect(f"{tracking['moved_to']['tracking_url']}/keberatan/baru", 303)
    occasion = objections().tracked(token)["occasion"]
    chosen = request.form.getlist("objection_grounds") if request.method == "POST" else occasion["suggested"]
    typed, faults = fields.read(request.form, ASKED), Faults()
    loose: list[str] = []
    if request.method == "POST":
        faults = look(chosen, typed, ASKED)
        if not faults:
            try:
                given = objections().file(token, compose(chosen, typed), form_key())
                return redirect(url_for("objections.followed", token=token, terkirim=given["number"]), 303)
            except Refused as refused:
                faults, loose = placed(refused, (*ASKED, GROUNDS))
    return page(
        "objection/file.html", private=True, token=token, tracking=tracking, occasion=occasion,
        grounds={letter: ground for letter, ground in grounds().items() if letter not in occasion["barred"]},
        chosen=chosen, values=typed, faults=sentences(faults), loose=loose, faulty=bool(faults or loose),
        asked=WORDS, attorney=ATTORNEY, key=form_key(),
    )  # fmt: skip


def form_key() -> str:
    """Return the key that makes a form sent twice one objection: the one this form was given, or a new one."""
    sent = request.form.get("kunci", "")
    return sent if _KEY.fullmatch(sent) else uuid4().hex


def is_answered(one: Mapping[str, Any]) -> bool:
    """Whether the Atasan PPID has answered."""
    return one["state"] not in ("received", "registered")


def look(chosen: Iterable[str], typed: Mapping[str, str], asked: Iterable[Field]) -> Faults:
    """Return what is plainly missing: a ground, the words, or a part of the power of attorney that was begun."""
    faults: Faults = {} if list(chosen) else {"objection_grounds": "fault.choose.choice"}
    faults |= fields.look(typed, asked)
    parts = [field.name for field in ATTORNEY if field.kind != "tick"]
    if any(typed[name] for name in parts):
        faults |= {name: "fault.missing" for name in parts if not typed[name]}
    return faults


def compose(chosen: Iterable[str], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the filing as intake takes it."""
    attorney = {
        "name": typed["mandate_name"],
        "letter_number": typed["mandate_number"],
        "letter_date": typed["mandate_date"],
        "stamped": typed["mandate_stamped"] == "yes",
    }
    return {
        "grounds": list(chosen),
        "position": typed["objection_position"],
        "demand": typed["objection_demand"],
        "attorney": attorney if typed["mandate_name"] else None,
    }


def moment(day: str, time: str, zone: str) -> str:
    """Return a day and a time on the office's wall as a moment.

    Raises:
        ValueError: there is no such day or time.
    """
    local = datetime.fromisoformat(f"{day}T{time.replace('.', ':')}")
    return local.replace(tzinfo=ZoneInfo(zone)).isoformat()


def typed_grounds(form: MultiDict[str, str]) -> list[str]:
    """Return the letters that were ticked."""
    return [letter for letter in form.getlist("objection_grounds") if letter in grounds()]
