"""What intake answers over HTTP. GENERATED from its schemas by `ppid contracts`."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from gateway.backends.route import Route


class Addressee(TypedDict):
    """Who asked and what, as far as a letter names it (law.md 4f)."""

    name: str
    organisation: str | None
    address: str | None
    occupation: str | None
    email: str | None
    phone: str | None
    subject: str
    detail: str


class Asked(TypedDict):
    """The receipt of a claim: what was asked, when, and by when it is answered."""

    id: str
    kind: str
    fields: list[str]
    asked_at: str
    due_at: str


class Attorney(TypedDict):
    """Who speaks by special power of attorney, and its letter, which only an officer may leave for later."""

    name: str
    letter_number: NotRequired[str | None]
    letter_date: NotRequired[str | None]


class Claim(TypedDict):
    """A claim, and the office's answer once there is one. `erase_after` is the last day on which somebody whose
    erasure was granted is still known.
    """

    id: str
    kind: str
    fields: list[str]
    state: str
    asked_at: str
    due_at: str
    decided_at: str | None
    refusal: Refusal | None
    reason: str | None
    erase_after: str | None


class Confirmation(TypedDict):
    """What is given for a submission. The token is shown once, here; whoever holds it can follow the request."""

    id: str
    number: str
    tracking_token: str
    tracking_url: str
    # To type from paper; see POST /v1/tracking/code
    tracking_code: str
    receipt_url: str
    received_at: str
    deadline: Explanation
    warnings: list[Warning]


class Count(TypedDict):
    """How many rows ended in one way on the same days; nothing about anybody."""

    outcome: str
    received_on: str
    answered_on: str | None
    many: int


class Counts(TypedDict):
    """The counts of a year: of requests by outcome and days, of objections by answer, of disputes by step."""

    items: list[Count]
    objections: ObjectionCount
    disputes: DisputeCount


class Day(TypedDict):
    """One day of a count: `ordinal` when it counts, otherwise why it does not and by which decree."""

    on: str
    ordinal: int | None
    why: str | None
    decree: str | None


class DisputeCount(TypedDict):
    """How many disputes were filed, and in how many a step happened; a ruling is `rule.<outcome>`."""

    received: int
    steps: dict[str, int]


class Entries(TypedDict):
    """Lines of a register."""

    items: list[Entry]


class Entry(TypedDict):
    """A line of a register. Masked: the name shortened, no address, contact, occupation, detail or purpose."""

    id: str
    name: str
    attorney: str | None
    address: str | None
    contact: str | None
    occupation: str | None
    subject: str
    detail: str | None
    purpose: str | None
    obtain: str
    format: str


class Explanation(TypedDict):
    """The deadline that the applicant was told: with the reason for the regime and the version of the rule.
    `complete_from` is the day of a repair from which it counts.
    """

    regime: str
    received_on: str
    due_on: str
    due_at: str
    extended_due_on: str
    objection_answer_due_on: str
    rule: str
    article: str
    certainty: str
    basis: str
    days: list[Day]
    extension_days: list[Day]
    from_completeness_on: str | None
    provisional: bool
    warnings: list[str]
    extension_warnings: list[str]
    doubts: list[str]
    regime_reason: str
    complete_from: str | None
    rule_in_force_from: str


class FirstReceipt(TypedDict):
    """When and where a request came first that another office passed on; `due_on` is strictly counted from then."""

    office: str
    number: str
    received_at: str
    due_on: str


class Followed(TypedDict):
    """An objection as its applicant follows it. `silent`: the term to answer ended without an answer.
    `dispute_until` is the earlier of `silence_until` and `answer_until`, which are both there after a late
    answer.
    """

    id: str
    number: str
    grounds: list[str]
    channel: str
    received_at: str
    state: str
    deadline: Term
    warnings: list[str]
    answered_at: str | None
    act_until: str | None
    silent: bool
    dispute_until: str | None
    silence_until: str | None
    answer_until: str | None
    documents: list[Released]
    reply_href: str | None
    receipt_url: str


class FollowedClaims(TypedDict):
    """The claims of a request, oldest first, and what may be asked for."""

    rights: list[Right]
    items: list[Claim]


class Found(TypedDict):
    """Where a request stands. `tracking_token` is there for whoever named the mailbox or the phone handed in."""

    state: str
    office: str
    tracking_token: str | None


class HandedOn(TypedDict):
    """The office that a request was passed on to, and its number there, for the office that did."""

    office: str
    number: str
    received_at: str


class Identity(TypedDict):
    """A driving licence or passport that proves citizenship instead of the identity card."""

    kind: str
    number: str


class IdentityNumbers(TypedDict):
    """The identity numbers of an applicant in full, and the papers that go with them (`statute/papers.yaml`)."""

    nik: str | None
    identity: Identity | None
    papers: list[str]


class ImportReport(TypedDict):
    """What a sheet holds. `faults` lists the first 200 things that keep it out, `faulty` counts them all; `notes`
    and `noted` are about rows that can be taken.
    """

    rows: int
    accepted: int
    faulty: int
    faults: list[RowFault]
    noted: int
    notes: list[RowFault]
    imported: bool


class ImportedPage(TypedDict):
    """A page of the old register."""

    items: list[ImportedRow]
    total: int


class ImportedRow(TypedDict):
    """A row of the old register: `told` by the columns of `statute.registers`, days in ISO 8601, empty ones left
    out. Masked: the name shortened, of what was asked the first line, no address, contact, occupation or purpose.
    """

    id: str
    told: dict[str, str]


class Indication(TypedDict):
    """An indication on the record."""

    id: str
    ground: str
    wording: str
    evidence: str
    at: str
    by: str
    removed_at: str | None
    removed_by: str | None
    removal: str | None


class Indications(TypedDict):
    """The indications of a request, and what the law says and does not say of them."""

    article: str
    certainty: str
    doubts: list[str]
    items: list[Indication]


class Line(TypedDict):
    """A request as a line of a list; `applicant` is masked, `papers` are the kinds that go with it."""

    id: str
    number: str
    subject: str
    applicant: str
    papers: list[str]
    applicant_kind: str
    channel: str
    received_at: str


class Lines(TypedDict):
    """A list of requests."""

    items: list[Line]


class Linked(TypedDict):
    """A request that is linked with this one: a question of it, or the whole that it was a question of."""

    id: str
    number: str
    subject: str
    state: str
    received_at: str
    due_on: str


class LinkedPage(TypedDict):
    """The same for its applicant, who follows it there; what it is kept under is the office's."""

    number: str
    subject: str
    state: str
    received_at: str
    due_on: str
    tracking_url: str


class Moved(TypedDict):
    """The same for its applicant, who follows it there from now on."""

    office: str
    number: str
    received_at: str
    tracking_url: str


class Objection(TypedDict):
    """An objection in full, for the office's own staff."""

    id: str
    request_id: str
    number: str
    grounds: list[str]
    channel: str
    received_at: str
    recorded_at: str
    position: str
    demand: str
    attorney: dict[str, Any] | None
    warnings: list[str]


class ObjectionConfirmation(TypedDict):
    """What is given for an objection at once."""

    id: str
    number: str
    received_at: str
    receipt_url: str
    deadline: Term
    warnings: list[str]


class ObjectionCount(TypedDict):
    """How many objections came in, and how many were answered in which way."""

    received: int
    by_outcome: dict[str, int]


class Objections(TypedDict):
    """The objections to a request, and what the file says about a further one."""

    occasion: Occasion
    items: list[Followed]
    # Where the register says whether one of them is disputed
    disputes_href: str | None


class Occasion(TypedDict):
    """Since when an objection may be filed, until when, which grounds the file suggests and which cannot be."""

    found_on: str
    decided: bool
    term: Term
    suggested: list[str]
    barred: list[str]


class OpenedClaim(TypedDict):
    """The same for the office's own staff, with who decided. While erasure waits, `erase_after` is what a grant
    would lead to, and `obstacle` says why it cannot be granted yet.
    """

    id: str
    kind: str
    fields: list[str]
    state: str
    asked_at: str
    due_at: str
    decided_at: str | None
    refusal: Refusal | None
    reason: str | None
    erase_after: str | None
    values: list[Value]
    decided_by: str | None
    obstacle: str | None


class OpenedClaims(TypedDict):
    """The claims of a request for the office's own staff."""

    rights: list[Right]
    items: list[OpenedClaim]


class Organisation(TypedDict):
    """A body by name and the number of its legal recognition (SK pengesahan)."""

    name: str
    registration_number: NotRequired[str | None]


class OwnObjection(TypedDict):
    """An objection with the words and the power of attorney that were handed in."""

    number: str
    grounds: list[str]
    received_at: str
    state: str
    position: str
    demand: str
    attorney: dict[str, Any] | None


class OwnRequest(TypedDict):
    """The request as it was handed in."""

    number: str
    channel: str
    category: str
    subject: str
    detail: str
    purpose: str | None
    obtain: str
    format: str
    delivery: str
    state: str
    received_at: str
    steps: list[OwnStep]


class OwnStep(TypedDict):
    """Something that happened to the request."""

    kind: str
    at: str


class Personal(TypedDict):
    """All that is kept about an applicant, opened."""

    office: str
    applicant: dict[str, Any]
    request: OwnRequest
    claims: list[ValuedClaim]
    acts: list[Written]
    objections: list[OwnObjection]


class Proposed(TypedDict):
    """Under which ids the questions are kept, in their order: by these the register is asked to split the request."""

    parts: list[str]


class Recipient(TypedDict):
    """Where letters about a request go."""

    email: str | None
    number: str
    tracking_url: str
    tracking_code: str | None


class Refusal(TypedDict):
    """The ground of a refusal with its article and how sure we are of it."""

    ground: str
    wording: str
    article: str
    certainty: str


class Released(TypedDict):
    """A document that the decision released to the applicant; the link holds for ten minutes."""

    id: str
    href: str


class Request(TypedDict):
    """A request in full, for the office's own staff; `recordable` is what they may write down of its applicant now."""

    number: str
    subject: str
    detail: str
    purpose: str | None
    category: str
    obtain: str
    format: str
    delivery: str
    channel: str
    received_at: str
    forgotten_at: str | None
    state: str
    deadline: Explanation
    first_receipt: FirstReceipt | None
    moved_to: HandedOn | None
    parts: list[Linked]
    part_of: Linked | None
    steps: list[Step]
    acted: list[Written]
    id: str
    recorded_at: str
    # Why it was recorded days after it came
    late_reason: str | None
    applicant: ShownApplicant
    recordable: list[str]
    warnings: list[Warning]


class Right(TypedDict):
    """What may be asked for: within how many hours it is answered, and on which article."""

    kind: str
    hours: int
    article: str
    certainty: str
    doubts: list[str]


class RowFault(TypedDict):
    """What is to be said about one row, as the spreadsheet numbers it."""

    row: int
    column: str
    detail: str


class ShownApplicant(TypedDict):
    """Who asks, as the office sees it. Without an address once erased by schedule."""

    kind: str
    name: str
    nik: str | None
    identity: Identity | None
    address: str
    email: str | None
    phone: str | None
    occupation: str | None
    organisation: Organisation | None
    attorney: Attorney | None
    principals: list[str]


class Similar(TypedDict):
    """A request that is like another; `percent` is a rough measure. Only the office's own come with id and subject."""

    office: str
    number: str
    received_on: str
    percent: int
    id: str | None
    subject: str | None


class SimilarList(TypedDict):
    """The requests most like one."""

    items: list[Similar]


class Step(TypedDict):
    """Something that happened to a request: `received`, `registered`, a stage of the register, `rescheduled`.
    `until` is the day that it set: the last one to repair, or the extended due day.
    """

    at: str
    kind: str
    until: str | None


class Taken(TypedDict):
    """What was taken and when; the register follows."""

    act: str
    at: str


class Term(TypedDict):
    """One statutory term that explains itself: rule, article, every day counted and every day skipped. `sooner_on`
    is there where sources disagree and another reading ends earlier; it is the day to be warned of.
    """

    rule: str
    article: str
    certainty: str
    value: int
    unit: str
    start: str
    due_on: str
    sooner_on: str | None
    days: list[Day]
    provisional: bool
    warnings: list[str]


class Tracked(TypedDict):
    """A request as the holder of its token sees it: nothing about the person. `acts` is what its applicant may do
    now, `acted` what was done already. `parts` are the requests that it was split into, `part_of` the one that it
    was split off from. Since `forgotten_at` nothing says who asked: erased by schedule.
    """

    number: str
    subject: str
    detail: str
    purpose: str | None
    category: str
    obtain: str
    format: str
    delivery: str
    channel: str
    received_at: str
    forgotten_at: str | None
    state: str
    deadline: Explanation
    first_receipt: FirstReceipt | None
    moved_to: Moved | None
    parts: list[LinkedPage]
    part_of: LinkedPage | None
    steps: list[Step]
    documents: list[Released]
    # The same files with their names; at documents, for ten minutes
    answer_href: str | None
    papers: WantedPapers
    notice_href: str | None
    letters_href: str | None
    acts: list[str]
    acted: list[Taken]


class Value(TypedDict):
    """Old and new value of a field."""

    field: str
    old: str | None
    new: str


class ValuedClaim(TypedDict):
    """The same with the values, for whoever proved to be the applicant."""

    id: str
    kind: str
    fields: list[str]
    state: str
    asked_at: str
    due_at: str
    decided_at: str | None
    refusal: Refusal | None
    reason: str | None
    erase_after: str | None
    values: list[Value]


class WaitingClaim(TypedDict):
    """A claim that waits for an answer, with its request."""

    id: str
    kind: str
    due_at: str
    request_id: str
    number: str


class WaitingClaims(TypedDict):
    """The claims that wait at an office, the most urgent first."""

    items: list[WaitingClaim]


class WantedPapers(TypedDict):
    """Which papers go with a request (`statute/papers.yaml`). `ticket` is a bearer token by which documents takes
    them, and says which came, for ten minutes.
    """

    request: str
    wanted: list[str]
    ticket: str


class Warning(TypedDict):
    """What looks wrong in a field but does not stop the request."""

    pointer: str
    detail: str


class Written(TypedDict):
    """What an applicant did, with the words, for the office's own staff."""

    act: str
    at: str
    words: str | None
    # How it came, where an officer wrote it down
    way: str | None


ACTS_ACT: Route[Taken] = Route("POST", "/v1/tracking/{token}/acts")
ACTS_RECORD_ACT: Route[Taken] = Route("POST", "/v1/requests/{request_id}/acts")
CLAIMS_ASK_FOR_CORRECTION: Route[Asked] = Route("POST", "/v1/tracking/{token}/corrections")
CLAIMS_ASK_FOR_ERASURE: Route[Asked] = Route("POST", "/v1/tracking/{token}/erasure")
CLAIMS_DECIDE_CLAIM: Route[OpenedClaims] = Route("POST", "/v1/requests/{request_id}/claims/{claim_id}/decision")
CLAIMS_LIST_CLAIMS: Route[OpenedClaims] = Route("GET", "/v1/requests/{request_id}/claims")
CLAIMS_LIST_WAITING_CLAIMS: Route[WaitingClaims] = Route("GET", "/v1/claims")
CLAIMS_TRACK_CLAIMS: Route[FollowedClaims] = Route("GET", "/v1/tracking/{token}/claims")
INDICATIONS_INDICATE: Route[Indications] = Route("POST", "/v1/requests/{request_id}/indications")
INDICATIONS_LIST_INDICATIONS: Route[Indications] = Route("GET", "/v1/requests/{request_id}/indications")
INDICATIONS_REMOVE: Route[Indications] = Route("POST", "/v1/requests/{request_id}/indications/{indication_id}/removal")
LIKENESS_LIST_SIMILAR: Route[SimilarList] = Route("GET", "/v1/requests/{request_id}/similar")
OBJECTIONS_FILE_OBJECTION: Route[ObjectionConfirmation] = Route("POST", "/v1/tracking/{token}/objections")
OBJECTIONS_RECORD_OBJECTION: Route[ObjectionConfirmation] = Route("POST", "/v1/requests/{request_id}/objections")
OBJECTIONS_SHOW_OBJECTION: Route[Objection] = Route("GET", "/v1/objections/{objection_id}")
OBJECTIONS_SHOW_OBJECTION_RECEIPT: Route[bytes] = Route("GET", "/v1/tracking/{token}/objections/{objection_id}/receipt.pdf")
OBJECTIONS_TRACK_OBJECTIONS: Route[Objections] = Route("GET", "/v1/tracking/{token}/objections")
PAPERS_REPRINT_RECEIPT: Route[bytes] = Route("GET", "/v1/requests/{request_id}/receipt.pdf")
PAPERS_SHOW_ADDRESSEE: Route[Addressee] = Route("GET", "/v1/requests/{request_id}/addressee")
PAPERS_SHOW_IDENTITY: Route[IdentityNumbers] = Route("GET", "/v1/requests/{request_id}/identity")
PARTS_PROPOSE: Route[Proposed] = Route("POST", "/v1/requests/{request_id}/parts")
PERSONAL_EXPORT_PERSONAL_DATA: Route[Personal] = Route("POST", "/v1/tracking/{token}/personal-data")
REGISTERS_COUNT_IMPORTED: Route[Counts] = Route("GET", "/v1/registers/requests/imported/counts")
REGISTERS_IMPORT_DISPUTES: Route[ImportReport] = Route("POST", "/v1/registers/disputes/import")
REGISTERS_IMPORT_OBJECTIONS: Route[ImportReport] = Route("POST", "/v1/registers/objections/import")
REGISTERS_IMPORT_REQUESTS: Route[ImportReport] = Route("POST", "/v1/registers/requests/import")
REGISTERS_LIST_IMPORTED: Route[ImportedPage] = Route("GET", "/v1/registers/requests/imported")
REGISTERS_LIST_IMPORTED_DISPUTES: Route[ImportedPage] = Route("GET", "/v1/registers/disputes/imported")
REGISTERS_LIST_IMPORTED_OBJECTIONS: Route[ImportedPage] = Route("GET", "/v1/registers/objections/imported")
REGISTERS_LIST_OBJECTION_ENTRIES: Route[Entries] = Route("GET", "/v1/registers/objections")
REGISTERS_LIST_REQUEST_ENTRIES: Route[Entries] = Route("GET", "/v1/registers/requests")
REQUESTS_CHECK_APPLICANT: Route[None] = Route("POST", "/v1/applicants/check")
REQUESTS_FIND_BY_CODE: Route[Found] = Route("POST", "/v1/tracking/code")
REQUESTS_LIST_REQUESTS: Route[Lines] = Route("GET", "/v1/requests")
REQUESTS_SEARCH_REQUESTS: Route[Lines] = Route("POST", "/v1/requests/search")
REQUESTS_SHOW_RECEIPT: Route[bytes] = Route("GET", "/v1/tracking/{token}/receipt.pdf")
REQUESTS_SHOW_RECIPIENT: Route[Recipient] = Route("GET", "/v1/requests/{request_id}/recipient")
REQUESTS_SHOW_REQUEST: Route[Request] = Route("GET", "/v1/requests/{request_id}")
REQUESTS_SUBMIT: Route[Confirmation] = Route("POST", "/v1/requests")
REQUESTS_TRACK: Route[Tracked] = Route("GET", "/v1/tracking/{token}")
