"""What registry answers over HTTP. GENERATED from its schemas by `ppid contracts`."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from gateway.backends.route import Route


class Act(TypedDict):
    """An act of the state table: possible now, or why not."""

    act: str
    allowed: bool
    reason: str | None
    article: str


class ActProof(TypedDict):
    """One act in the sealed record of acts, for the verifier."""

    # Counted from 1
    position: int
    # Exactly as it was recorded
    text: str
    # Hexadecimal
    salt: str
    path: list[str]
    # Signed note (C2SP tlog-checkpoint)
    checkpoint: str


class ActProofs(TypedDict):
    """Every act on a request, its objections and disputes that is sealed; `unsealed` counts those that are not yet."""

    items: list[ActProof]
    unsealed: int


class Appointment(TypedDict):
    """Somebody holds a role of the law for a period. `signs` marks who signs in the role today."""

    id: str
    role: str
    capacity: str
    name: str
    position: str
    holder: str | None
    decree_number: str
    decree_on: str
    decree: str
    since: str
    until: str | None
    ended_because: str | None
    current: bool
    signs: bool
    version: int


class Appointments(TypedDict):
    """All appointments of an office, the latest first."""

    items: list[Appointment]


class Below(TypedDict):
    """The offices below and their reports on a year."""

    items: list[BelowLine]
    due_on: str


class BelowLine(TypedDict):
    """An office below, with its report where it has delivered one."""

    office: str
    number: str | None
    issued_on: str | None


class Blackened(TypedDict):
    """A file of the answer in which something is blackened. `size` is in bytes, `sha256` hexadecimal."""

    document: str
    media_type: str
    size: int
    sha256: str
    # Letters of UU 14/2008 Pasal 17
    grounds: list[str]


class Case(TypedDict):
    """A case with all that stands in its file. `check_until` is the last day to declare it incomplete,
    `repair_until` the applicant's to repair it. `other_regime` stands there while the case is open, since nobody
    can be sure which regime holds. `passed` are the offices that had the request before, `strict` its clock from
    the receipt by the first of them, which alarms; `completeness` that from its repair, or from the last day for
    it, which alarms before both. `regime_proposed` is what a first person asked for while it was overdue.
    `transferred_to` is the office that it was passed on to, `came_from` the one that passed it on to this one.
    `returned_by` handed it back, on `returned_on`, `returned_because` is why. `part_of` is the request that this
    one was a question of.
    """

    id: str
    number: str
    stage: str
    regime: str
    channel: str
    category: str
    applicant_kind: str
    received_at: str
    due_on: str
    extended_due_on: str
    answered_on: str | None
    version: int
    # The day that alarms: of the extension once there is one, strictly from first receipt
    binding_on: str
    # Until `binding_on`, negative once past; of the day of the answer once there is one
    working_days_left: int
    late: bool
    # Working days by which the answer was late at most, under whatever regime; it stays
    late_days: int
    lateness: list[Late]
    first_received_at: str | None
    passed: list[str]
    strict: Deadline | None
    completeness: Deadline | None
    transferred_to: str | None
    came_from: str | None
    returned_by: str | None
    returned_on: str | None
    returned_because: str | None
    part_of: str | None
    regime_reason: str
    regime_changed_on: str | None
    regime_proposed: str | None
    regime_proposed_by: str | None
    regime_proposed_because: str | None
    other_regime: OtherRegime | None
    complete_on: str | None
    check_until: str
    repair_until: str | None
    deadline: Deadline
    acts: list[Act]
    documents: list[Document]
    history: list[Entry]
    decision: Notice | None
    prepared: Prepared | None
    delivery: Delivered | None


class CaseLetter(TypedDict):
    """What the office wrote with an act; `until` is the day that the act set, `proofs` what is proved of its way."""

    id: str
    letter_number: str
    act: str
    ground: str | None
    statement: str
    until: str | None
    at: str
    signer: str | None
    capacity: str | None
    signing_decree: str | None
    signing_role: str | None
    proofs: list[Delivery]


class CaseLetters(TypedDict):
    """The letters of a case."""

    items: list[CaseLetter]


class Day(TypedDict):
    """One day of a count: `ordinal` when it counts, otherwise why it does not and by which decree."""

    on: str
    ordinal: int | None
    why: str | None
    decree: str | None


class Deadline(TypedDict):
    """A statutory deadline that explains itself: regime, article, every day counted and every day skipped.
    `provisional`, `warnings` and `doubts` are about `due_on`; the extension has warnings of its own.
    `from_completeness_on` stands beside the strict date where the office declared the request complete.
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


class Delivered(TypedDict):
    """What is proved about the written notice: until when an objection may be filed counts from its receipt."""

    proofs: list[Delivery]
    received_at: str | None
    objection_until: str | None
    objection_article: str | None


class Delivery(TypedDict):
    """A proof as it is kept; e-mails are there as well."""

    step: str
    way: str
    at: str
    receiver: str | None
    reference: str | None
    document: str | None
    recorded_at: str
    recorded_by: str


class DikRow(TypedDict):
    """A row of the national exempt list (law.md 4j)."""

    id: str
    information: str
    exemption: str
    act: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: str | None
    until: str | None
    decree_number: str
    decree_on: str
    decided_by: str
    state: str
    ended_on: str | None


class DikRows(TypedDict):
    """A page of the national exempt list."""

    items: list[DikRow]
    total: int


class DipRow(TypedDict):
    """A row of the public-information list as it stands published (law.md 4i)."""

    id: str
    summary: str
    unit: str
    responsible: str
    made_on: str
    made_in: str
    form: str
    retention: str
    kind: str
    archive_class: str | None
    link: str | None
    decree_number: str | None
    decree_on: str | None
    published_at: str


class DipRows(TypedDict):
    """A page of the public-information list."""

    items: list[DipRow]
    total: int


class Dispute(TypedDict):
    """A dispute with all that stands in its file."""

    id: str
    objection_id: str
    request_id: str
    objection_number: str
    commission: str
    register_number: str | None
    regime: str
    filed_on: str
    filing_until: str | None
    later_until: str | None
    stage: str
    # What the last ruling says of the claim
    outcome: str | None
    next_on: str | None
    version: int
    grounds: list[str]
    competent: str
    competent_article: str
    competent_doubt: str
    steps: list[DisputeEntry]
    # What came after its term, in Indonesian
    warnings: list[str]
    waiting: list[Waiting]
    hearings: list[DisputeStep]
    acts: list[Act]


class DisputeEntry(TypedDict):
    """An entry of the record; one that a later entry put right is no longer in force."""

    place: int
    in_force: bool
    act: str
    on: str
    number: str | None
    outcome: str | None
    party: str | None
    note: str | None
    corrects: int | None
    because: str | None


class DisputeLine(TypedDict):
    """A dispute as a line of the list; `next_on` is the next day on which something is due or heard."""

    id: str
    objection_id: str
    request_id: str
    objection_number: str
    commission: str
    register_number: str | None
    regime: str
    filed_on: str
    filing_until: str | None
    later_until: str | None
    stage: str
    # What the last ruling says of the claim
    outcome: str | None
    next_on: str | None
    version: int


class DisputeRecord(TypedDict):
    """A dispute by its numbers, and all that led to it in order; no word about the person of the applicant.
    `decided_on` is the day of the written notice on the request, `answered_on` that of the answer to the
    objection, where there is one; `letters` are those before the notice, the oldest first, also of the request
    that it was split off from. `passed` are the names of offices that had the request before, `part_of` the
    number of the one that it was split off from.
    """

    id: str
    request_id: str
    objection_id: str
    commission: str
    register_number: str | None
    request_number: str
    objection_number: str
    grounds: list[str]
    decided_on: str | None
    answered_on: str | None
    letters: list[Written]
    happenings: list[Happening]
    passed: list[str]
    part_of: str | None


class DisputeRow(TypedDict):
    """A row of the register of disputes (PerKI 1/2013), with its steps in their order."""

    id: str
    number: str | None
    commission: str
    filed_on: str
    objection_number: str
    request_number: str
    stage: str
    steps: list[StepRow]


class DisputeRows(TypedDict):
    """A page of the register of disputes."""

    items: list[DisputeRow]
    total: int


class DisputeStep(TypedDict):
    """Something that happened, or a hearing to come."""

    act: str
    on: str
    number: str | None
    outcome: str | None
    party: str | None
    note: str | None


class Disputes(TypedDict):
    """A list of disputes."""

    items: list[DisputeLine]


class Document(TypedDict):
    """A file held for a case; `sha256` is hexadecimal, `size` in bytes."""

    id: str
    purpose: str
    media_type: str
    sha256: str
    size: int


class EndingRefusal(TypedDict):
    """A refusal whose own period ends soon (R-23)."""

    case_id: str
    number: str
    # The first day on which the information is open
    ends_on: str
    # Last day to issue the opening decision
    open_by: str


class EndingRefusals(TypedDict):
    """Those of the office, the first to end first."""

    items: list[EndingRefusal]


class Entry(TypedDict):
    """One act in the history of a case."""

    at: str
    actor: str
    act: str
    facts: dict[str, Any]


class ExemptEntry(TypedDict):
    """An entry of the national exempt list; `live` says whether it closes anything on the day asked about."""

    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: str | None
    until: str | None
    id: str
    decided_by: str
    proposer: str
    state: str
    decree_number: str
    decree_on: str
    ended_on: str | None
    ended_because: str | None
    live: bool


class ExemptPage(TypedDict):
    """A page of the national exempt list."""

    items: list[ExemptEntry]
    total: int


class Exemption(TypedDict):
    """A letter of UU 14/2008 Pasal 17, and how long it closes the information (Pasal 20)."""

    letter: str
    article: str
    wording: str
    period: str


class Found(TypedDict):
    """What the public finds; `total` of a search counts at most 1,000."""

    items: list[FoundLine]
    total: int
    meant: list[Meant]
    by_class: dict[str, int]


class FoundLine(TypedDict):
    """A published entry as a line of what was found."""

    id: str
    number: int
    summary: str
    kind: str
    unit: str
    form: str
    made_on: str
    published_at: str


class Happening(TypedDict):
    """Something that happened on a day of the office, in the words of the register."""

    on: str
    what: str
    article: str | None
    note: str | None


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


class Item(TypedDict):
    """An entry as the office keeps it; `published` is its newest version, 0 before the first."""

    summary: str
    kind: str
    unit: str
    responsible: str
    made_on: str
    made_in: str
    form: str
    retention: str
    archive_class: str | None
    link: str | None
    id: str
    state: str
    published: int
    review_on: str | None
    changed_at: str
    version: int


class ItemPage(TypedDict):
    """A page of the office's list."""

    items: list[Item]
    total: int
    counts: dict[str, int]
    # Published entries whose review day has come
    due: int
    # Drafts that must not wait to be published
    urgent: int
    # Published entries whose decree has not followed yet
    undecreed: int


class Late(TypedDict):
    """Something that was due on a day and came after it; `office` had the case then, where another passed it on."""

    kind: str
    due_on: str
    done_on: str
    # In working days; 0 where only days off lie between
    days: int
    regime: str
    office: str | None


class Letter(TypedDict):
    """What an office vouches for: it issued this letter, on this day, about this registration number."""

    title: str
    office: str
    letter_number: str
    number: str
    issued_on: str


class Meant(TypedDict):
    """How a typed word was read: `instead` holds the words taken in place of an unknown one."""

    word: str
    instead: list[str]


class Notice(TypedDict):
    """The written notice of a decision: all of UU 14/2008 ps. 22(7), the date it was due, and the right to object."""

    number: str
    letter_number: str
    verification_url: str
    office: str
    outcome: str
    held: bool
    statement: str
    given: str | None
    # Of a partial grant, the part that is exempt; letter of Pasal 17, Act, test and period go with it
    withheld: str | None
    # Of a partial grant, a part that is not given although nothing exempts it; `holder` goes with `not_held`
    not_held: str | None
    not_documented: str | None
    not_in_form: str | None
    medium: str | None
    documents: list[str]
    blackened: list[Blackened]
    # Whoever signed stated then that what is blackened is no part of what was asked for
    blackened_unasked: bool
    handover: str | None
    # In rupiah; 0 is free of charge
    cost: int
    payment: str | None
    cost_items: str | None
    tariff: str | None
    exemption: Exemption | None
    act: str | None
    # What nobody has checked about the Act, for the office; no letter says it
    act_caution: str | None
    consequence: str | None
    tested_on: str | None
    exempt_until: str | None
    entry: str | None
    decree: str | None
    holder: str | None
    # Who prepared it, if that was not who signed: a program by its name, or a person
    prepared_by: str | None
    # Draft of a proposal to exempt, opened by a refusal where another office tests
    proposal: str | None
    signer: str
    capacity: str
    # The decree that appoints the signer
    signing_decree: str | None
    decided_at: str
    due_on: str
    due_article: str
    # Working days after the due date; null when it came in time
    late_by: int | None
    # Counted from the day of the notice by the days off of today; never before what it told
    objection_until: str
    objection_days: int
    objection_article: str
    objection_cautions: list[str]


class ObjectionFile(TypedDict):
    """An objection with all that stands in its file. `dispute` is there once the way to dispute is open: the term
    that ends first of those that follow it.
    """

    id: str
    request_id: str
    number: str
    channel: str
    grounds: list[str]
    by_attorney: bool
    regime: str
    received_at: str
    filing_until: str
    timeliness: str
    due_on: str
    stage: str
    act_until: str | None
    version: int
    # Negative once the due day is past
    working_days_left: int
    late: bool
    lateness: list[Late]
    case_number: str
    answering: Term
    filing: Term
    dispute: Term | None
    dispute_after_silence: Term | None
    dispute_after_answer: Term | None
    acts: list[Act]
    # What is not sure about these terms, in Indonesian
    doubts: list[str]
    reply: Reply | None
    # Of the reply's way to the applicant
    proofs: list[Delivery]
    history: list[Entry]


class ObjectionLine(TypedDict):
    """An objection as a line of the list; `act_until` is by when the PPID must do what was ordered."""

    id: str
    request_id: str
    number: str
    channel: str
    grounds: list[str]
    by_attorney: bool
    regime: str
    received_at: str
    filing_until: str
    timeliness: str
    due_on: str
    stage: str
    act_until: str | None
    version: int
    # Negative once the due day is past
    working_days_left: int
    late: bool
    lateness: list[Late]


class ObjectionPage(TypedDict):
    """A page of the list."""

    items: list[ObjectionLine]
    total: int
    counts: dict[str, int]


class ObjectionRow(TypedDict):
    """A row of the register of objections (law.md 4h); a dispute is the applicant's response to the answer."""

    id: str
    request_id: str
    number: str
    request_number: str
    received_at: str
    grounds: list[str]
    stage: str
    outcome: str | None
    order: str | None
    answered_at: str | None
    signer: str | None
    capacity: str | None
    disputed_on: str | None
    commission: str | None
    lateness: list[Late]


class ObjectionRows(TypedDict):
    """A page of the register of objections."""

    items: list[ObjectionRow]
    total: int


class OtherRegime(TypedDict):
    """Until when the answer would be due under the other regime."""

    regime: str
    due_on: str
    extended_due_on: str
    article: str


class Overview(TypedDict):
    """The office's reports, the latest first; the year that has ended last, and by when its report is due (R-20)."""

    items: list[ReportLine]
    year: int
    due_on: str
    # Not issued yet, though the office had cases that year
    waits: bool


class Page(TypedDict):
    """A page of the queue."""

    items: list[Summary]
    total: int
    counts: dict[str, int]


class PartTold(TypedDict):
    """A part as it stands on paper."""

    heading: str
    words: str
    tables: list[Table]


class Prepared(TypedDict):
    """A decision that waits for the PPID to issue it; `content` is as it was handed in."""

    outcome: str
    # The actor: `client:<id>` or `staff:<id>`
    prepared_by: str
    prepared_at: str
    content: dict[str, Any]


class Proposal(TypedDict):
    """A proposal as its office sees it; `answer` is the decree or the reason of the testing office."""

    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: str | None
    until: str | None
    id: str
    occasion: str
    tester: str
    state: str
    answer: str | None
    changed_at: str
    version: int


class ProposalFile(TypedDict):
    """A proposal with its history."""

    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: str | None
    until: str | None
    id: str
    occasion: str
    tester: str
    state: str
    answer: str | None
    changed_at: str
    version: int
    history: list[Entry]


class ProposalPage(TypedDict):
    """A page of proposals; `testers` are the offices that may test one of this office."""

    items: list[Proposal]
    total: int
    testers: list[str]


class Published(TypedDict):
    """A published entry with all its versions, newest first."""

    id: str
    versions: list[Version]


class Reminders(TypedDict):
    """What waits beside the cases; no year where the last one's report is issued, or where it had no case."""

    report_year: int | None
    report_due_on: str | None
    # Drafts of information that must not wait
    urgent: int
    # Published entries whose decree has not followed yet
    undecreed: int
    # Exemptions in force whose end comes near
    ending: int


class Reply(TypedDict):
    """The Atasan PPID's written answer."""

    number: str
    letter_number: str
    outcome: str
    reasons: str
    order: str | None
    act_until: str | None
    answered_at: str
    dispute_until: str
    silence_until: str | None
    signer: str | None
    capacity: str | None
    signing_decree: str | None
    fulfilment: str | None
    fulfilled_at: str | None


class Report(TypedDict):
    """A report with its words and figures: those of today, or as they stood when it was issued. `parts` tells the
    same as it stands on paper.
    """

    id: str
    year: int
    letter_number: str | None
    issued_at: str | None
    item: str | None
    handed_on: str | None
    handed_reference: str | None
    version: int
    words: dict[str, str]
    figures: dict[str, Any]
    parts: list[PartTold]
    due_on: str
    signer: str | None
    capacity: str | None
    signing_decree: str | None


class ReportLine(TypedDict):
    """A report as a line: issued once it has a number."""

    id: str
    year: int
    letter_number: str | None
    issued_at: str | None
    item: str | None
    handed_on: str | None
    handed_reference: str | None
    version: int


class RequestRow(TypedDict):
    """A row of the register of requests (law.md 4d). `given_on` is the day on which the information was given.
    `delivery_step` and what follows tell the strongest proof that the notice reached the applicant.
    """

    id: str
    number: str
    received_at: str
    stage: str
    answered_on: str | None
    # From receipt to the answer
    working_days: int | None
    given_on: str | None
    holder: str | None
    medium: str | None
    withheld: str | None
    not_held: str | None
    not_documented: str | None
    not_in_form: str | None
    exemption: str | None
    act: str | None
    decree: str | None
    cost: int | None
    payment: str | None
    delivery_step: str | None
    delivery_way: str | None
    delivered_at: str | None
    receiver: str | None
    reference: str | None
    lateness: list[Late]


class RequestRows(TypedDict):
    """A page of the register of requests."""

    items: list[RequestRow]
    total: int


class RowFault(TypedDict):
    """What is to be said about one row, as the spreadsheet numbers it."""

    row: int
    column: str
    detail: str


class Sheet(TypedDict):
    """An entry with its published versions, newest first, and its history."""

    summary: str
    kind: str
    unit: str
    responsible: str
    made_on: str
    made_in: str
    form: str
    retention: str
    archive_class: str | None
    link: str | None
    id: str
    state: str
    published: int
    review_on: str | None
    changed_at: str
    version: int
    versions: list[Version]
    history: list[Entry]


class StepRow(TypedDict):
    """A step of a dispute."""

    act: str
    on: str
    number: str | None
    outcome: str | None
    party: str | None


class Summary(TypedDict):
    """A case as a line of the queue."""

    id: str
    number: str
    stage: str
    regime: str
    channel: str
    category: str
    applicant_kind: str
    received_at: str
    due_on: str
    extended_due_on: str
    answered_on: str | None
    version: int
    # The day that alarms: of the extension once there is one, strictly from first receipt
    binding_on: str
    # Until `binding_on`, negative once past; of the day of the answer once there is one
    working_days_left: int
    late: bool
    # Working days by which the answer was late at most, under whatever regime; it stays
    late_days: int
    lateness: list[Late]


class Table(TypedDict):
    """Figures under one heading: what is counted, and how many (`measure`), in the words of the report."""

    heading: str
    measure: str
    rows: list[list[str]]


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


class Test(TypedDict):
    """A test in the hands of this office, later the entry of the list."""

    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: str | None
    until: str | None
    id: str
    proposer: str
    occasion: str
    state: str
    considerations: str | None
    decree_number: str | None
    decree_on: str | None
    ended_on: str | None
    ended_because: str | None
    # When the PPID was warned of its end
    warned_on: str | None
    # Last day to issue the opening decision
    open_by: str | None
    received_at: str
    version: int


class TestFile(TypedDict):
    """A test with its history."""

    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: str | None
    until: str | None
    id: str
    proposer: str
    occasion: str
    state: str
    considerations: str | None
    decree_number: str | None
    decree_on: str | None
    ended_on: str | None
    ended_because: str | None
    # When the PPID was warned of its end
    warned_on: str | None
    # Last day to issue the opening decision
    open_by: str | None
    received_at: str
    version: int
    history: list[Entry]


class TestPage(TypedDict):
    """A page of tests."""

    items: list[Test]
    total: int


class Version(TypedDict):
    """What was published under one number, by which decree."""

    summary: str
    kind: str
    unit: str
    responsible: str
    made_on: str
    made_in: str
    form: str
    retention: str
    archive_class: str | None
    link: str | None
    number: int
    decree_number: str | None
    decree_on: str | None
    published_at: str


class Waiting(TypedDict):
    """Something that waits: who does it, on which article, and by when where it has a term."""

    text: str
    actor: str
    article: str
    certainty: str
    term: Term | None
    doubts: list[str]


class WatchedCase(TypedDict):
    """A case of an office below, or an objection to one (`about`), by its number; it names nobody."""

    id: str
    office: str
    about: str
    number: str
    step: str
    regime: str
    stage: str
    due_on: str
    # Working days after the due day; negative before it
    late_by: int


class WatchedPage(TypedDict):
    """A page of them, the most overdue first."""

    items: list[WatchedCase]
    total: int
    # When an office below last told of a change
    told_at: str | None


class Written(TypedDict):
    """A letter before the decision; the register gives it as a file under the request."""

    id: str
    request_id: str
    title: str
    on: str


APPOINTMENTS_END_APPOINTMENT: Route[Appointment] = Route("POST", "/v1/appointments/{appointment_id}/end")
APPOINTMENTS_LIST_APPOINTMENTS: Route[Appointments] = Route("GET", "/v1/appointments")
APPOINTMENTS_RECORD_APPOINTMENT: Route[Appointment] = Route("POST", "/v1/appointments")
CASES_LIST_CASES: Route[Page] = Route("GET", "/v1/cases")
CASES_SHOW_CASE: Route[Case] = Route("GET", "/v1/cases/{case_id}")
CASES_SHOW_PROOFS: Route[ActProofs] = Route("GET", "/v1/cases/{case_id}/proofs")
DECISIONS_DECIDE: Route[Case] = Route("POST", "/v1/cases/{case_id}/decision")
DECISIONS_PREPARE: Route[Case] = Route("PUT", "/v1/cases/{case_id}/decision/prepared")
DECISIONS_SHOW_DRAFT: Route[Notice] = Route("POST", "/v1/cases/{case_id}/decision/draft")
DECISIONS_SHOW_DRAFT_LETTER: Route[bytes] = Route("POST", "/v1/cases/{case_id}/decision/draft.pdf")
DECISIONS_SHOW_DRAFT_TEXT: Route[bytes] = Route("POST", "/v1/cases/{case_id}/decision/draft.docx")
DELIVERIES_RECORD: Route[Case] = Route("POST", "/v1/cases/{case_id}/deliveries")
DIP_ADD: Route[Sheet] = Route("POST", "/v1/dip")
DIP_ANNOUNCE: Route[Sheet] = Route("POST", "/v1/dip/announcement")
DIP_EDIT: Route[Sheet] = Route("PUT", "/v1/dip/{item_id}")
DIP_IMPORT_SHEET: Route[ImportReport] = Route("POST", "/v1/dip/import")
DIP_LIST_ITEMS: Route[ItemPage] = Route("GET", "/v1/dip")
DIP_PUBLISH: Route[Sheet] = Route("POST", "/v1/dip/{item_id}/publication")
DIP_SETTLE: Route[Sheet] = Route("POST", "/v1/dip/{item_id}/decree")
DIP_SHOW: Route[Sheet] = Route("GET", "/v1/dip/{item_id}")
DIP_UNPUBLISH: Route[Sheet] = Route("POST", "/v1/dip/{item_id}/withdrawal")
DISPUTES_LIST_DISPUTES: Route[Disputes] = Route("GET", "/v1/disputes")
DISPUTES_RECORD_DISPUTE: Route[Dispute] = Route("POST", "/v1/disputes")
DISPUTES_RECORD_STEP: Route[Dispute] = Route("POST", "/v1/disputes/{dispute_id}/steps")
DISPUTES_SHOW_DISPUTE: Route[Dispute] = Route("GET", "/v1/disputes/{dispute_id}")
DISPUTES_SHOW_RECORD: Route[DisputeRecord] = Route("GET", "/v1/disputes/{dispute_id}/record")
EXEMPT_LIST_ENDING_REFUSALS: Route[EndingRefusals] = Route("GET", "/v1/exempt/ending")
EXEMPT_LIST_ENTRIES: Route[ExemptPage] = Route("GET", "/v1/exempt")
EXEMPT_SHOW_ENTRY: Route[ExemptEntry] = Route("GET", "/v1/exempt/{entry_id}")
LETTERS_SHOW_CASE_LETTER: Route[bytes] = Route("GET", "/v1/cases/{case_id}/letters/{letter_id}.pdf")
LETTERS_SHOW_CASE_LETTER_TEXT: Route[bytes] = Route("GET", "/v1/cases/{case_id}/letters/{letter_id}.docx")
LETTERS_SHOW_LETTER: Route[Letter] = Route("GET", "/v1/letters/{code}")
LETTERS_SHOW_NOTICE: Route[Notice] = Route("GET", "/v1/cases/{case_id}/notice")
LETTERS_SHOW_NOTICE_LETTER: Route[bytes] = Route("GET", "/v1/cases/{case_id}/notice.pdf")
LETTERS_SHOW_NOTICE_TEXT: Route[bytes] = Route("GET", "/v1/cases/{case_id}/notice.docx")
OBJECTIONS_ANSWER: Route[ObjectionFile] = Route("POST", "/v1/objections/{objection_id}/answer")
OBJECTIONS_FULFIL: Route[ObjectionFile] = Route("POST", "/v1/objections/{objection_id}/fulfilment")
OBJECTIONS_LIST_OBJECTIONS: Route[ObjectionPage] = Route("GET", "/v1/objections")
OBJECTIONS_RECORD_REPLY_DELIVERY: Route[ObjectionFile] = Route("POST", "/v1/objections/{objection_id}/deliveries")
OBJECTIONS_REVIEW: Route[ObjectionFile] = Route("POST", "/v1/objections/{objection_id}/review")
OBJECTIONS_SHOW_ANSWER_DRAFT: Route[bytes] = Route("POST", "/v1/objections/{objection_id}/answer/draft.pdf")
OBJECTIONS_SHOW_ANSWER_DRAFT_TEXT: Route[bytes] = Route("POST", "/v1/objections/{objection_id}/answer/draft.docx")
OBJECTIONS_SHOW_OBJECTION: Route[ObjectionFile] = Route("GET", "/v1/objections/{objection_id}")
OBJECTIONS_SHOW_REPLY: Route[Reply] = Route("GET", "/v1/objections/{objection_id}/reply")
OBJECTIONS_SHOW_REPLY_LETTER: Route[bytes] = Route("GET", "/v1/objections/{objection_id}/reply.pdf")
OBJECTIONS_SHOW_REPLY_TEXT: Route[bytes] = Route("GET", "/v1/objections/{objection_id}/reply.docx")
OVERSIGHT_LIST_WATCHED_CASES: Route[WatchedPage] = Route("GET", "/v1/oversight/cases")
PROGRESS_ACT: Route[Case] = Route("POST", "/v1/cases/{case_id}/acts")
PROGRESS_CHANGE_REGIME: Route[Case] = Route("POST", "/v1/cases/{case_id}/regime")
PROGRESS_HAND_BACK: Route[Case] = Route("POST", "/v1/cases/{case_id}/hand-back")
PROGRESS_LIST_LETTERS: Route[CaseLetters] = Route("GET", "/v1/cases/{case_id}/letters")
PROGRESS_SHOW_ACT_DRAFT: Route[bytes] = Route("POST", "/v1/cases/{case_id}/acts/draft.pdf")
PROGRESS_SHOW_ACT_DRAFT_TEXT: Route[bytes] = Route("POST", "/v1/cases/{case_id}/acts/draft.docx")
PROGRESS_SPLIT: Route[Case] = Route("POST", "/v1/cases/{case_id}/split")
PROGRESS_TRANSFER: Route[Case] = Route("POST", "/v1/cases/{case_id}/transfer")
PROPOSALS_EDIT_PROPOSAL: Route[ProposalFile] = Route("PUT", "/v1/proposals/{proposal_id}")
PROPOSALS_LIST_PROPOSALS: Route[ProposalPage] = Route("GET", "/v1/proposals")
PROPOSALS_PROPOSE: Route[ProposalFile] = Route("POST", "/v1/proposals")
PROPOSALS_SHOW_PROPOSAL: Route[ProposalFile] = Route("GET", "/v1/proposals/{proposal_id}")
PROPOSALS_SUBMIT: Route[ProposalFile] = Route("POST", "/v1/proposals/{proposal_id}/submission")
PUBLISHED_SEARCH: Route[Found] = Route("GET", "/v1/published")
PUBLISHED_SHOW_PUBLISHED: Route[Published] = Route("GET", "/v1/published/{item_id}")
REGISTERS_LIST_DIK_ROWS: Route[DikRows] = Route("GET", "/v1/registers/dik")
REGISTERS_LIST_DIP_ROWS: Route[DipRows] = Route("GET", "/v1/registers/dip")
REGISTERS_LIST_DISPUTE_ROWS: Route[DisputeRows] = Route("GET", "/v1/registers/disputes")
REGISTERS_LIST_OBJECTION_ROWS: Route[ObjectionRows] = Route("GET", "/v1/registers/objections")
REGISTERS_LIST_REQUEST_ROWS: Route[RequestRows] = Route("GET", "/v1/registers/requests")
REPORTS_HAND_REPORT_OVER: Route[ReportLine] = Route("POST", "/v1/reports/{report_id}/handover")
REPORTS_ISSUE_REPORT: Route[ReportLine] = Route("POST", "/v1/reports/{report_id}/issue")
REPORTS_LIST_DELIVERED: Route[Below] = Route("GET", "/v1/reports/below")
REPORTS_LIST_REMINDERS: Route[Reminders] = Route("GET", "/v1/reports/reminders")
REPORTS_LIST_REPORTS: Route[Overview] = Route("GET", "/v1/reports")
REPORTS_SHOW_REPORT: Route[Report] = Route("GET", "/v1/reports/{report_id}")
REPORTS_SHOW_REPORT_DRAFT: Route[bytes] = Route("GET", "/v1/reports/{report_id}/draft.pdf")
REPORTS_SHOW_REPORT_FILE: Route[bytes] = Route("GET", "/v1/reports/{report_id}/report.pdf")
REPORTS_START_REPORT: Route[ReportLine] = Route("POST", "/v1/reports")
REPORTS_WRITE_REPORT: Route[ReportLine] = Route("PUT", "/v1/reports/{report_id}")
TESTS_CONCLUDE: Route[TestFile] = Route("POST", "/v1/tests/{test_id}/conclusion")
TESTS_DECLINE: Route[TestFile] = Route("POST", "/v1/tests/{test_id}/rejection")
TESTS_END: Route[TestFile] = Route("POST", "/v1/tests/{test_id}/ending")
TESTS_LIST_TESTS: Route[TestPage] = Route("GET", "/v1/tests")
TESTS_SHOW_TEST: Route[TestFile] = Route("GET", "/v1/tests/{test_id}")
