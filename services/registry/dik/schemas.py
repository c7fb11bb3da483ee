"""How exempt information looks over HTTP: proposals, consequence tests, the national list."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.registry.cases.schemas.cases import EntrySchema
from services.registry.decisions.schemas import NOT_ALWAYS_OPEN
from services.registry.dik.domain import Occasion, Proposed, Sheet, State
from statute.exemptions import exemptions

LETTERS = list(exemptions())
SHEET = tuple(Sheet.__dataclass_fields__)


class SheetSchema(Schema):
    """The sheet of a consequence test: what is closed, on which Act, the harm of opening and of closing, how long.

    A refusal that opens a proposal says no harm of closing.
    """

    information = Text(required=True, longest=2000)
    exemption = fields.String(required=True, validate=one_of(LETTERS))
    basis = Text(required=True, longest=500)
    harm_if_opened = Text(required=True, longest=5000)
    harm_if_closed = fields.String()
    ends_on = fields.Date(load_default=None, allow_none=True)
    until = Text(load_default=None, allow_none=True, longest=500)


class ConfirmedSheetSchema(SheetSchema):
    """A sheet, and that whoever fills it in confirms that nothing is closed that may never be."""

    harm_if_closed = Text(required=True, longest=5000)
    not_always_open = fields.Boolean(load_default=False, metadata={"description": NOT_ALWAYS_OPEN})


class ProposalToKeepSchema(ConfirmedSheetSchema):
    """A proposal: the sheet, when it is made, and the office that is to test it."""

    occasion = fields.String(required=True, validate=one_of(Occasion))
    tester = fields.String(required=True)

    @post_load
    def proposal(self, data: dict[str, Any], **_: Any) -> Proposed:
        """Return what the command takes."""
        sheet = Sheet(**{name: data[name] for name in SHEET})
        return Proposed(sheet, Occasion(data["occasion"]), data["tester"], data["not_always_open"])


class ConclusionSchema(ConfirmedSheetSchema):
    """The result: exempt, by a decree; with the sheet as the testing office finds it right, and its weighing."""

    considerations = Text(required=True, longest=5000)
    decree_number = Text(required=True, longest=100)
    decree_on = fields.Date(required=True)


class BecauseSchema(Schema):
    """Why information stays open."""

    because = Text(required=True, longest=5000)


class EndingSchema(Schema):
    """How an exemption ends before its time: withdrawn, or opened by a ruling; since when and by which decision."""

    how = fields.String(required=True, validate=one_of(["withdrawn", "opened"]))
    ended_on = fields.Date(required=True)
    because = Text(required=True, longest=1000)


class PageQuery(Schema):
    """A page."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class TestsQuery(PageQuery):
    """A page of tests in one state."""

    state = fields.String(load_default=None, validate=one_of(State))


class EntriesQuery(PageQuery):
    """A page of the national list: in force on a day, under one letter of Pasal 17."""

    on = fields.Date(load_default=None)
    letter = fields.String(load_default=None, validate=one_of(LETTERS))


class DayQuery(Schema):
    """The day that is asked about; today when none is named."""

    on = fields.Date(load_default=None)


class ProposalSchema(SheetSchema):
    """A proposal as its office sees it; `answer` is the decree or the reason of the testing office."""

    id = fields.UUID()
    occasion = fields.String()
    tester = fields.String()
    state = fields.String()
    answer = fields.String(allow_none=True)
    changed_at = fields.AwareDateTime()
    version = fields.Integer()


class ProposalFileSchema(ProposalSchema):
    """A proposal with its history."""

    history = fields.List(fields.Nested(EntrySchema))


class ProposalPageSchema(Schema):
    """A page of proposals; `testers` are the offices that may test one of this office."""

    items = fields.List(fields.Nested(ProposalSchema))
    total = fields.Integer()
    testers = fields.List(fields.String())


class TestSchema(SheetSchema):
    """A test in the hands of this office, later the entry of the list."""

    id = fields.UUID()
    proposer = fields.String()
    occasion = fields.String()
    state = fields.String()
    considerations = fields.String(allow_none=True)
    decree_number = fields.String(allow_none=True)
    decree_on = fields.Date(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    ended_because = fields.String(allow_none=True)
    warned_on = fields.Date(allow_none=True, metadata={"description": "When the PPID was warned of its end (R-23)"})
    open_by = fields.Date(allow_none=True, metadata={"description": "Last day to issue the opening decision (R-23)"})
    received_at = fields.AwareDateTime()
    version = fields.Integer()


class TestFileSchema(TestSchema):
    """A test with its history."""

    history = fields.List(fields.Nested(EntrySchema))


class TestPageSchema(Schema):
    """A page of tests."""

    items = fields.List(fields.Nested(TestSchema))
    total = fields.Integer()


class ExemptEntrySchema(SheetSchema):
    """An entry of the national exempt list; `live` says whether it closes anything on the day asked about."""

    id = fields.UUID()
    decided_by = fields.String()
    proposer = fields.String()
    state = fields.String()
    decree_number = fields.String()
    decree_on = fields.Date()
    ended_on = fields.Date(allow_none=True)
    ended_because = fields.String(allow_none=True)
    live = fields.Boolean()


class EndingRefusalSchema(Schema):
    """A refusal whose own period ends soon (R-23)."""

    case_id = fields.UUID()
    number = fields.String()
    ends_on = fields.Date(metadata={"description": "The first day on which the information is open"})
    open_by = fields.Date(metadata={"description": "Last day to issue the opening decision"})


class EndingRefusalsSchema(Schema):
    """Those of the office, the first to end first."""

    items = fields.List(fields.Nested(EndingRefusalSchema))


class ExemptPageSchema(Schema):
    """A page of the national exempt list."""

    items = fields.List(fields.Nested(ExemptEntrySchema))
    total = fields.Integer()
