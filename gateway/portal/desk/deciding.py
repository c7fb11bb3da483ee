"""Decide: what the written notice says, a page that shows it with its consequence, and only then the act."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import Problem
from contracts.stages import Stage
from contracts.standing import MAY_BE_GIVEN, FileStanding
from gateway.backends.files import blackened
from gateway.backends.shapes.documents import Document
from gateway.backends.shapes.registry import Case
from gateway.commands import PPID
from gateway.entering import needs
from gateway.portal import fields, notices
from gateway.portal.desk.case import WAYS as PATHS
from gateway.portal.desk.case import upload
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import DRAFTS, drafted
from gateway.portal.desk.prepared import typed as prepared_for
from gateway.portal.fields import Faults, Field
from gateway.portal.information import live_entries
from gateway.portal.pages import page, sentences, services
from gateway.portal.refusing import placed
from statute.exemptions import always_open, blackening, exemptions, testing

SOFTCOPY, VIEW = "softcopy", "view"

STATEMENT = Field(name="statement", kind="area", pointer="/statement", longest=5000)
GIVING = (
    Field(name="medium", kind="choice", pointer="/medium", choices=(SOFTCOPY, "hardcopy", VIEW)),
    Field(name="handover", kind="area", pointer="/handover", longest=500, required=False),
    Field(name="cost", kind="digits", pointer="/cost", longest=15, required=False, width="short"),
    Field(name="cost_items", kind="area", pointer="/cost_items", longest=1000, required=False),
    Field(name="tariff", pointer="/tariff", longest=200, required=False),
    Field(name="payment", pointer="/payment", longest=300, required=False),
)
CLOSING = (
    Field(name="exemption", kind="choice", pointer="/exemption", choices=tuple(exemptions())),
    Field(name="act", pointer="/act", longest=300),
    Field(name="consequence", kind="area", pointer="/consequence", longest=5000),
    Field(name="tested_on", kind="date", pointer="/tested_on", width="short"),
    Field(name="exempt_until", kind="date", pointer="/exempt_until", required=False, width="short"),
)
CONFIRMED = Field(name="not_always_open", kind="tick", pointer="/not_always_open")
UNASKED = Field(name="blackened_unasked", kind="tick", pointer="/blackened_unasked")
ENTRY = Field(name="entry", kind="entry", pointer="/entry", required=False)
GIVEN = Field(name="given", kind="area", pointer="/given", longest=2000)
WITHHELD = Field(name="withheld", kind="area", pointer="/withheld", longest=2000, required=False)
HOLDER = Field(name="holder", pointer="/holder", longest=300, required=False)
LACKED = (
    Field(name="not_held", kind="area", pointer="/not_held", longest=2000, required=False),
    HOLDER,
    Field(name="not_documented", kind="area", pointer="/not_documented", longest=2000, required=False),
    Field(name="not_in_form", kind="area", pointer="/not_in_form", longest=2000, required=False),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to decide: the register's act and outcome, and what is asked for it."""

    act: str
    outcome: Stage
    asked: tuple[Field, ...]

    @property
    def gives(self) -> bool:
        """Whether files can be given."""
        return set(GIVING) <= set(self.asked)


_ALL = (
    Way("grant", Stage.GRANTED, (*GIVING, STATEMENT, UNASKED)),
    Way(
        "grant_partly", Stage.PARTLY_GRANTED, (GIVEN, *GIVING, *LACKED, WITHHELD, ENTRY, *CLOSING, CONFIRMED, STATEMENT)
    ),
    Way("refuse", Stage.REFUSED, (ENTRY, *CLOSING, CONFIRMED, STATEMENT)),
    Way("state_not_held", Stage.NOT_HELD, (HOLDER, STATEMENT)),
    Way("state_not_documented", Stage.NOT_DOCUMENTED, (STATEMENT,)),
)
WAYS: Mapping[str, Way] = {PATHS[way.act]: way for way in _ALL}


@dataclass(slots=True)
class Form:
    """The form of a way to decide, as it stands: the case, the request, the files, what was typed."""

    way: Way
    case: Case
    content: Mapping[str, Any]
    files: list[Document]
    typed: dict[str, Any]

    @property
    def decision(self) -> dict[str, Any]:
        """What was typed, as the register takes it; the register knows who signs."""
        ours = {field.name for field in self.asked} | {"documents"}
        said = {name: value for name, value in self.typed.items() if value and name in ours}
        if "cost" in said:
            said["cost"] = int(re.sub(r"\D", "", said["cost"]) or 0)
        said |= dict.fromkeys({CONFIRMED.name, UNASKED.name} & said.keys(), True)
        return {"outcome": self.way.outcome, **said}

    @property
    def asked(self) -> tuple[Field, ...]:
        """What is asked now: an entry of the exempt list says all that a refusal rests on, nothing of an exemption
        where no part is exempt, and nothing of what is blackened where that is in no file."""
        listed, copied = self.typed.get("entry"), any(map(blackened, self.chosen))
        closing = () if self.exempts and not listed else CLOSING
        left_out = (*closing, *(() if self.exempts else (CONFIRMED,)), *(() if copied else (UNASKED,)))
        return tuple(field for field in self.way.asked if field not in left_out)

    @property
    def exempts(self) -> bool:
        """Whether something is closed: all that is refused, and what a partial grant says of an exemption."""
        closed = (field.name for field in (WITHHELD, ENTRY, *CLOSING))
        return self.way.act == "refuse" or any(self.typed.get(name) for name in closed)

    @property
    def chosen(self) -> list[Document]:
        """The files that are to be given."""
        return [file for file in self.files if file["id"] in self.typed.get("documents", ())]


def decide(case_id: UUID, way: Way) -> str | Response:
    """Decide in one of the ways of the law: fill in, look at the whole notice, issue."""
    needs(PPID)
    form = _opened(str(case_id), way)
    if request.method == "GET":
        return _form(form, {})
    faults = _added(form) if form.way.gives else {}
    if faults or _wants("unggah", "ubah"):
        return _form(form, faults)
    faults = fields.look(form.typed, form.asked) | _wrong_files(form)
    if faults:
        theirs, loose = _objected(form)
        return _form(form, theirs | faults, loose=loose)
    try:
        if _wants(*DRAFTS):
            return _draft(form)
        return _issue(form) if _wants("terbitkan") else _confirm(form)
    except Refused as refused:
        faults, loose = _objections(refused, form.way.asked)
        form.case = services().registry.case(form.case["id"])
        return _form(form, faults, loose=loose, version=form.case["version"])


for _path, _way in WAYS.items():
    blueprint.add_url_rule(f"/<uuid:case_id>/{_path}", _way.act, partial(decide, way=_way), methods=["GET", "POST"])


def _wants(*steps: str) -> bool:
    return request.form.get("langkah") in steps


def _opened(case_id: str, way: Way) -> Form:
    case, content = services().registry.case(case_id), services().intake.request(case_id)
    files = services().documents.of(case_id) if way.gives else []
    typed: dict[str, Any] = fields.read(request.form, way.asked)
    if request.method == "GET":
        typed["documents"] = _ready(files)
        typed["medium"] = VIEW if content["obtain"] == VIEW else content["format"]
        typed |= prepared_for(case, way.outcome)
    elif way.gives:
        typed["documents"] = [one for one in _ready(files) if one in request.form.getlist("documents")]
    return Form(way, case, content, files, typed)


def _added(form: Form) -> Faults:
    """Take up a file that came with the form, ticked at once; the result is what is wrong with it."""
    file = request.files.get("berkas")
    if file is None or not file.filename:
        return {}
    fault, before = upload(form.case["id"], file), [one["id"] for one in form.files]
    form.files = services().documents.of(form.case["id"])
    added = [one for one in form.files if one["id"] not in before]
    form.typed["documents"] += _ready(added)
    if not fault and any(one["standing"] in _HELD for one in added):
        fault = "gate.not_given"
    return {"berkas": fault} if fault else {}


def _ready(files: list[Document]) -> list[str]:
    """Return the files that may be given."""
    return [file["id"] for file in files if file["standing"] in MAY_BE_GIVEN]


_HELD = (FileStanding.HELD_BACK, FileStanding.TO_JUDGE)
_NOT_YET = {FileStanding.CHECKING: "decide.file_waits", FileStanding.COPYING: "gate.wait"}


def _wrong_files(form: Form) -> Faults:
    """Return a digital copy needs a file; what is shown or handed over on paper does not. No original
    beside its copy.
    """
    if not form.way.gives:
        return {}
    ticked = {file["standing"] for file in form.files if file["id"] in request.form.getlist("documents")}
    if FileStanding.REPLACED in ticked:  # since somebody ticked it
        return {"berkas": "decide.replaced"}
    if form.chosen or form.typed["medium"] != SOFTCOPY:
        return {}
    stand = {file["standing"] for file in form.files}
    return {"berkas": next((fault for state, fault in _NOT_YET.items() if state in stand), "fault.no_document")}


def _draft(form: Form) -> Response:
    """Return the letter as it would be issued now, to look at or to keep as a text."""
    kind = DRAFTS[request.form["langkah"]]
    drawn = services().registry.draft_letter(form.case["id"], "decision", form.decision, kind)
    return drafted(drawn, kind, "pemberitahuan")


def _issue(form: Form) -> Response:
    """Issue the notice on the version that the decider saw."""
    version = request.form.get("versi", 0, type=int)
    services().registry.decide(form.case["id"], version, form.decision)
    return redirect(url_for("desk.case", case_id=form.case["id"], terbit=1), 303)


def _objected(form: Form) -> tuple[Faults, list[str]]:
    """Return what the register would object to as well, so that nobody corrects a form in two rounds."""
    with suppress(Problem):
        try:
            services().registry.draft(form.case["id"], form.decision)
        except Refused as refused:
            return _objections(refused, form.way.asked)
    return {}, []


def _objections(refused: Refused, asked: tuple[Field, ...]) -> tuple[Faults, list[str]]:
    """Return the register's objections beside their fields, and those that belong to none."""
    faults, loose = placed(refused, asked, "decide.changed")
    if any(fault.pointer.startswith("/documents") for fault in refused.faults):
        faults.pop(UNASKED.name, None)  # the register will have heard of the copy by then
        return faults | {"berkas": "decide.documents_on_their_way"}, []
    return faults, loose


def _form(form: Form, faults: Faults, **more: Any) -> str:
    loose = more.pop("loose", [])
    version = more.pop("version", None) or request.form.get("versi") or form.case["version"]
    return page(
        "desk/decide.html",
        private=True,
        form=form,
        act=form.way.act,
        case=form.case,
        version=version,
        fields=form.way.asked,
        values=form.typed,
        faults=sentences(fields.in_order(faults, form.way.asked)),
        loose=loose,
        faulty=bool(faults or loose),
        exemptions=exemptions(),
        always_open=always_open(),
        blackening=blackening(),
        testing=testing(),
        copy_waits=form.way.outcome is Stage.REFUSED and _copy_waits(form),
        copies={file["id"]: notices.grounds(blackened(file)) for file in form.files if blackened(file)},
        entries=live_entries() if ENTRY in form.way.asked else [],
        article=_article(form),
    )


def _confirm(form: Form) -> str:
    """Return the notice as it would be issued now, in full; the register has looked at it."""
    draft = services().registry.draft(form.case["id"], form.decision)
    return page(
        "desk/confirm.html",
        private=True,
        form=form,
        act=form.way.act,
        version=request.form.get("versi", ""),
        draft=draft,
        rows=notices.rows(draft, {file["id"]: file["name"] for file in form.files}),
        reached=bool(form.content["applicant"].get("email")),
        article=_article(form),
    )


def _copy_waits(form: Form) -> bool:
    """Whether a blackened copy can be given of what is about to be refused; not known while documents does not say."""
    with suppress(Problem):
        files = services().documents.of(form.case["id"])
        return any(blackened(file) and file["standing"] in MAY_BE_GIVEN for file in files)
    return False


def _article(form: Form) -> str:
    return next((known["article"] for known in form.case["acts"] if known["act"] == form.way.act), "")
