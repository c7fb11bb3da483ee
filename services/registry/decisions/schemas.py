"""How decisions and written notices look over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from contracts.stages import Stage
from services.registry.decisions.domain.decisions import OUTCOMES, SHORTEST_STATEMENT, Decision, Medium
from statute.exemptions import exemptions

NOT_ALWAYS_OPEN = "Confirms that the information is none of what UU 14/2008 Pasal 18 ayat (1) keeps open"
BLACKENED_UNASKED = (
    "States that what is blackened in the files given is no part of what was asked for. A grant of all with a file in"
    " which something is blackened is refused without it: 422, code `blackened-unstated`, a fault at"
    " /blackened_unasked. The other way is `partly_granted`"
)
EXEMPT_PART = "Of a partial grant, the part that is exempt; letter of Pasal 17, Act, test and period go with it"
LACKED_PART = "Of a partial grant, a part that is not given although nothing exempts it; `holder` goes with `not_held`"
HIGHEST_COST = 1_000_000_000  # rupiah


def _said(longest: int, description: str | None = None) -> Text:
    metadata = {"description": description} if description else {}
    return Text(load_default=None, allow_none=True, longest=longest, metadata=metadata)


class DecisionSchema(Schema):
    """A decision to issue. Which fields an outcome needs is told beside each field that is missing or too much."""

    outcome = fields.String(required=True, validate=one_of([str(outcome) for outcome in OUTCOMES]))
    statement = Text(required=True, shortest=SHORTEST_STATEMENT, longest=5000)
    given = _said(2000)
    withheld = _said(2000, EXEMPT_PART)
    not_held = _said(2000, LACKED_PART)
    not_documented = _said(2000, LACKED_PART)
    not_in_form = _said(2000, LACKED_PART)
    medium = fields.String(load_default=None, allow_none=True, validate=one_of([str(medium) for medium in Medium]))
    documents = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=100))
    handover = _said(500)
    cost = fields.Integer(
        load_default=0,
        validate=validate.Range(0, HIGHEST_COST, error=f"Isi dengan rupiah, dari 0 sampai {HIGHEST_COST}."),
        metadata={"description": "In rupiah"},
    )
    cost_items = _said(1000)
    tariff = _said(200)
    payment = _said(300)
    exemption = fields.String(load_default=None, allow_none=True, validate=one_of(list(exemptions())))
    act = Text(attribute="basis", load_default=None, allow_none=True, longest=300)
    consequence = _said(5000)
    tested_on = fields.Date(load_default=None, allow_none=True)
    exempt_until = fields.Date(load_default=None, allow_none=True)
    not_always_open = fields.Boolean(load_default=False, metadata={"description": NOT_ALWAYS_OPEN})
    blackened_unasked = fields.Boolean(load_default=False, metadata={"description": BLACKENED_UNASKED})
    entry = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Entry of the exempt list; it says letter, Act, consequence and period"},
    )
    holder = _said(300)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Decision:
        act, medium = OUTCOMES[Stage(data.pop("outcome"))], data.pop("medium")
        documents, entry = tuple(map(str, data.pop("documents"))), data.pop("entry")
        return Decision(
            **data,
            act=act,
            medium=medium and Medium(medium),
            documents=documents,
            entry=entry and str(entry),
        )


class ExemptionSchema(Schema):
    """A letter of UU 14/2008 Pasal 17, and how long it closes the information (Pasal 20)."""

    letter = fields.String()
    article = fields.String()
    wording = fields.String()
    period = fields.String()


class BlackenedSchema(Schema):
    """A file of the answer in which something is blackened. `size` is in bytes, `sha256` hexadecimal."""

    document = fields.UUID()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    grounds = fields.List(fields.String(), metadata={"description": "Letters of UU 14/2008 Pasal 17"})


class NoticeSchema(Schema):
    """The written notice of a decision: all of UU 14/2008 ps. 22(7), the date it was due, and the right to object."""

    number = fields.String()
    letter_number = fields.String(attribute="notice.letter_number")
    verification_url = fields.String()
    office = fields.String(attribute="notice.office_name")
    outcome = fields.String(attribute="notice.outcome")
    held = fields.Boolean()
    statement = fields.String(attribute="notice.statement")
    given = fields.String(attribute="notice.given", allow_none=True)
    withheld = fields.String(attribute="notice.withheld", allow_none=True, metadata={"description": EXEMPT_PART})
    not_held = fields.String(attribute="notice.not_held", allow_none=True, metadata={"description": LACKED_PART})
    not_documented = fields.String(attribute="notice.not_documented", allow_none=True)
    not_in_form = fields.String(attribute="notice.not_in_form", allow_none=True)
    medium = fields.String(attribute="notice.medium", allow_none=True)
    documents = fields.List(fields.UUID(), attribute="notice.documents")
    blackened = fields.List(fields.Nested(BlackenedSchema), attribute="notice.blackened")
    blackened_unasked = fields.Boolean(
        attribute="notice.blackened_unasked",
        metadata={"description": "Whoever signed stated then that what is blackened is no part of what was asked for"},
    )
    handover = fields.String(attribute="notice.handover", allow_none=True)
    cost = fields.Integer(attribute="notice.cost", metadata={"description": "In rupiah; 0 is free of charge"})
    payment = fields.String(attribute="notice.payment", allow_none=True)
    cost_items = fields.String(attribute="notice.cost_items", allow_none=True)
    tariff = fields.String(attribute="notice.tariff", allow_none=True)
    exemption = fields.Nested(ExemptionSchema, allow_none=True)
    act = fields.String(attribute="notice.basis", allow_none=True)
    act_caution = fields.String(
        allow_none=True,
        metadata={"description": "What nobody has checked about the Act, for the office; no letter says it"},
    )
    consequence = fields.String(attribute="notice.consequence", allow_none=True)
    tested_on = fields.Date(attribute="notice.tested_on", allow_none=True)
    exempt_until = fields.Date(attribute="notice.exempt_until", allow_none=True)
    entry = fields.UUID(attribute="notice.entry", allow_none=True)
    decree = fields.String(attribute="notice.decree", allow_none=True)
    holder = fields.String(attribute="notice.holder", allow_none=True)
    prepared_by = fields.String(
        attribute="notice.prepared_by",
        allow_none=True,
        metadata={"description": "Who prepared it, if that was not who signed: a program by its name, or a person"},
    )
    proposal = fields.UUID(
        attribute="notice.proposal",
        allow_none=True,
        metadata={"description": "Draft of a proposal to exempt, opened by a refusal where another office tests"},
    )
    signer = fields.String(attribute="notice.signer")
    capacity = fields.String(attribute="notice.capacity")
    signing_decree = fields.String(
        attribute="notice.signing_decree",
        allow_none=True,
        metadata={"description": "The decree that appoints the signer"},
    )
    decided_at = fields.AwareDateTime(attribute="notice.decided_at")
    due_on = fields.Date(attribute="notice.due_on")
    due_article = fields.String(attribute="notice.due_article")
    late_by = fields.Integer(
        allow_none=True, metadata={"description": "Working days after the due date; null when it came in time"}
    )
    objection_until = fields.Date(
        metadata={
            "description": "Counted from the day of the notice by the days off of today; never before what it told"
        }
    )
    objection_days = fields.Integer(attribute="notice.objection_days")
    objection_article = fields.String(attribute="notice.objection_article")
    objection_cautions = fields.List(fields.String(), attribute="notice.objection_cautions")


class PreparedSchema(Schema):
    """A decision that waits for the PPID to issue it; `content` is as it was handed in."""

    outcome = fields.String()
    prepared_by = fields.String(metadata={"description": "The actor: `client:<id>` or `staff:<id>`"})
    prepared_at = fields.AwareDateTime()
    content = fields.Dict()


class LetterSchema(Schema):
    """What an office vouches for: it issued this letter, on this day, about this registration number."""

    title = fields.String()
    office = fields.String()
    letter_number = fields.String()
    number = fields.String()
    issued_on = fields.Date()
