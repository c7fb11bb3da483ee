"""What the services answer, as far as pages use it. Keys are those of the services' JSON."""

from typing import Any, NotRequired, TypedDict

from gateway.backends.findings import Clearance, Replacement
from gateway.backends.notices import Notice


class Day(TypedDict):
    """A day of a count: `ordinal` when it counts, otherwise `why` it does not."""

    on: str
    ordinal: int | None
    why: str | None
    decree: str | None


class Deadline(TypedDict):
    """A deadline that explains itself."""

    regime: str
    regime_reason: NotRequired[str]
    due_on: str
    extended_due_on: str
    article: str
    certainty: str
    rule: str
    days: list[Day]
    provisional: bool
    warnings: NotRequired[list[str]]
    extension_days: NotRequired[list[Day]]
    extension_warnings: NotRequired[list[str]]
    doubts: NotRequired[list[str]]
    from_completeness_on: NotRequired[str | None]
    complete_from: NotRequired[str]


class Receipt(TypedDict):
    """What a request gets at once."""

    id: str
    number: str
    tracking_token: str
    tracking_url: str
    tracking_code: str
    receipt_url: str
    received_at: str
    deadline: Deadline


class Found(TypedDict):
    """What the short code of a request tells; its token only with the contact that was handed in."""

    state: str
    office: str
    tracking_token: str | None


class Link(TypedDict):
    """A released file: where the applicant may fetch it."""

    id: str
    href: str


class Step(TypedDict):
    """Something that happened to a request."""

    at: str
    kind: str


class Acted(TypedDict):
    """What the applicant did with the tracking link; only the office sees the words."""

    act: str
    at: str
    words: NotRequired[str | None]
    way: NotRequired[str | None]


class CaseLetter(TypedDict):
    """What the office wrote with an act short of a decision; `until` is the day that it set."""

    id: str
    act: str
    ground: str | None
    letter_number: str
    statement: str
    until: str | None
    at: str


class OtherRegime(TypedDict):
    """Until when the answer would be due under the other regime."""

    regime: str
    due_on: str
    article: str


class FirstReceipt(TypedDict):
    """When and where a request came first that another office passed on; `due_on` is strictly counted from then."""

    office: str
    number: str
    received_at: str
    due_on: str


class MovedTo(TypedDict):
    """The office that a request was passed on to; its applicant also gets the page on which it goes on."""

    office: str
    number: str
    received_at: str
    tracking_url: NotRequired[str]


class Tracking(TypedDict):
    """A request as its applicant sees it."""

    number: str
    subject: str
    detail: str
    purpose: str
    category: str
    obtain: str
    format: str
    delivery: str
    channel: str
    received_at: str
    state: str
    deadline: Deadline
    forgotten_at: str | None
    first_receipt: FirstReceipt | None
    moved_to: MovedTo | None
    parts: list[dict[str, Any]]
    part_of: dict[str, Any] | None
    steps: list[Step]
    documents: list[Link]
    answer_href: str | None
    papers: dict[str, Any]  # `request`, kinds that are `wanted`, and the `ticket` with which documents takes them
    notice_href: str | None
    letters_href: str | None
    acts: list[str]
    acted: list[Acted]


class Line(TypedDict):
    """A request as a line of the queue: what intake says of it."""

    id: str
    number: str
    subject: str
    applicant: str
    papers: list[str]
    applicant_kind: str
    channel: str
    received_at: str


class Late(TypedDict):
    """Something that came after its day, by working days; `office` is where, if another passed the request on."""

    kind: str
    due_on: str
    done_on: str
    days: int
    regime: str
    office: str | None


class Case(TypedDict):
    """A case as a line of the queue: what the registry says of it. `working_days_left` are those to `binding_on`."""

    id: str
    number: str
    stage: str
    regime: str
    channel: str
    category: str
    received_at: str
    due_on: str
    extended_due_on: str
    binding_on: str
    working_days_left: int
    late: bool
    late_days: int
    lateness: list[Late]
    version: int


class Queue(TypedDict):
    """A page of the queue."""

    items: list[Case]
    total: int
    counts: dict[str, int]


class Act(TypedDict):
    """An act of the state table: possible now, or why not."""

    act: str
    allowed: bool
    reason: str | None
    article: str


class Entry(TypedDict):
    """An act in the history of a case."""

    at: str
    actor: str
    act: str
    facts: dict[str, Any]


class Letter(TypedDict):
    """What an office vouches for behind the QR code of a letter."""

    title: str
    office: str
    letter_number: str
    number: str
    issued_on: str


class Prepared(TypedDict):
    """A decision that waits for the PPID to issue it; `prepared_by` is the actor, `content` as it was handed in."""

    outcome: str
    prepared_by: str
    prepared_at: str
    content: dict[str, Any]


class CaseFile(Case):
    """A case with all that stands in its file."""

    regime_reason: NotRequired[str]
    regime_changed_on: str | None
    regime_proposed: str | None
    regime_proposed_because: str | None
    other_regime: OtherRegime | None
    complete_on: str | None
    check_until: str
    repair_until: str | None
    passed: list[str]
    strict: Deadline | None
    completeness: Deadline | None
    transferred_to: str | None
    came_from: str | None
    returned_by: str | None
    returned_on: str | None
    returned_because: str | None
    deadline: Deadline
    acts: list[Act]
    history: list[Entry]
    decision: Notice | None
    prepared: Prepared | None
    delivery: dict[str, Any] | None


class Document(TypedDict):
    """A file of a request: `state` is waiting, stored, refused (`why`) or lost; `fault` is what the last reading found,
    `preview` whether its words, or a picture, can be seen before it is opened, `brought_by` who sent it, `given` that
    an applicant has it."""

    id: str
    brought_by: str
    name: str
    media_type: str
    size: int
    sha256: str
    state: str
    why: str | None
    request: str
    fault: str | None
    given: bool
    preview: str | None
    clearance: Clearance | None
    replaced_by: Replacement | None
    received_at: str
    stored_at: str | None
