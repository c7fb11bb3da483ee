"""What documents answers over HTTP. GENERATED from its schemas by `ppid contracts`."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from gateway.backends.route import Route


class Accepted(TypedDict):
    """A finding that the PPID let stay."""

    finding: int
    reason: str
    words: str
    accepted_by: str
    # The name of that person then; null where it was not kept
    accepter: str | None
    accepted_at: str


class Act(TypedDict):
    """What whoever asks may do now, or why not."""

    act: str
    allowed: bool
    reason: str | None


class Answer(TypedDict):
    """All that decisions gave to one request."""

    items: list[Given]


class Box(TypedDict):
    """A place to blacken and what closes it. `note` is for the office alone and never in a copy."""

    # From 1
    page: int
    # Fraction of the page as seen, from 0 to 1; origin top left
    x: float
    # Fraction of the page as seen, from 0 to 1; origin top left
    y: float
    # Fraction of the page as seen, from 0 to 1; origin top left
    width: float
    # Fraction of the page as seen, from 0 to 1; origin top left
    height: float
    # Letter of UU 14/2008 Pasal 17; personal data is `h`
    ground: str
    # Act and article that close it beside; required for letter `j`
    act: NotRequired[str | None]
    note: NotRequired[str | None]
    # What the finder found there; the release gate looks for it in the copy
    words: NotRequired[str | None]


class Came(TypedDict):
    """Requests of which papers are there."""

    items: list[CameLine]


class CameLine(TypedDict):
    """A request, and the kinds of its papers that are there."""

    request: str
    kinds: list[str]


class Checkpoint(TypedDict):
    """How far the record of one service was sealed. No entry is shown."""

    service: str
    # Entries
    size: int
    # Root of the tree over them (RFC 6962), hexadecimal
    root: str
    sealed_at: str
    # Signed note (C2SP tlog-checkpoint)
    checkpoint: str


class Checkpoints(TypedDict):
    """The newest of each service."""

    items: list[Checkpoint]


class Chosen(TypedDict):
    """That a PPID has the original given as it is, and why."""

    words: str
    by: str
    name: str | None
    at: str


class Clearance(TypedDict):
    """What was found in the bytes that would be given of a file."""

    sha256: str
    # By which rules it looked
    checker: str
    checked_at: str
    # Null while the file may not be given
    cleared_at: str | None
    findings: list[Finding]
    # Letters of UU 14/2008 Pasal 17 by which something is blackened in it: it is a blackened copy, the same bytes
    # as one, or a copy made of one; empty where nothing is known of
    blackened: list[str]
    acceptances: list[Accepted]


class Coming(TypedDict):
    """What is still coming: send each part of `part_size` bytes (the last may be smaller) that is not in `parts`."""

    id: str
    size: int
    part_size: int
    parts: list[int]


class Copy(TypedDict):
    """The blackened copy of a proposal. `text`: whether its words can be searched and read aloud."""

    document: str | None
    state: str
    why: str | None
    sha256: str | None
    size: int | None
    text: bool | None
    approved_at: str | None
    # Approved, and nothing that the release gate found stands open
    cleared: bool


class Counts(TypedDict):
    """How many are `proposed`, how many of them by whoever asks (`own`), and how many went back (`returned`)."""

    proposed: int
    own: int
    returned: int


class Disposal(TypedDict):
    """A list of files to destroy, and how far it is."""

    id: str
    stage: str
    proposed_by: str
    proposer: str
    proposed_at: str
    decider: str | None
    decided_at: str | None
    done_at: str | None
    certificate_sha256: str | None
    files: list[ListedFile]


class Disposals(TypedDict):
    """What is due, and what was proposed so far."""

    due: list[Due]
    items: list[Disposal]


class Document(TypedDict):
    """A file. `sha256` is hexadecimal, `size` in bytes; `stored_at` is null until the file is in the evidence."""

    id: str
    request: str
    # Who sent it, or proposed it as a blackened copy; somebody else lets findings stay
    brought_by: str
    purpose: str
    name: str
    media_type: str
    size: int
    # Null where it was refused before it was whole
    sha256: str | None
    # `waiting` for the scanner, `stored`, `refused` by a check, or `lost`
    state: str
    # `clamd`, only `rules` on type and container without a scanner, `made` of a copy
    checked_by: str | None
    # Why it was refused and what to do, in Indonesian; null otherwise
    why: str | None
    # What the last reading found wrong; null when the file is as it was received
    fault: str | None
    # An objection or a dispute holds it: nobody can delete it
    held: bool
    # Last day of keeping by schedule; null until the case has ended
    keep_until: str | None
    verified_at: str | None
    # Whether there are `words`, with them the first page (`picture`) or, where it has no pages, a `likeness` of
    # what it shows; null until that was tried
    preview: str | None
    # Where it stands for whoever would give it; it may be given where it is `ready`
    standing: str
    # What is given of it; null of a redacted copy, which is given itself
    copy: ReleaseCopy | None
    # Null where its copy is given
    original: Chosen | None
    # A decision gave it to an applicant: nothing said of it is taken back any more
    given: bool
    # What was found in what would be given; null until that is made
    clearance: Clearance | None
    # The redaction that it is the blackened copy of; null for any other file
    redaction: str | None
    # Why it may not be given although nothing stands open: a copy of it takes its place
    replaced_by: Replacement | None
    received_at: str
    stored_at: str | None


class Documents(TypedDict):
    """The files held for a request."""

    items: list[Document]


class Due(TypedDict):
    """A file that has outlived its schedule."""

    id: str
    request_id: str
    name: str
    size: int
    sha256: str
    ended_on: str
    kept_until: str


class FileComing(TypedDict):
    """A file that is still coming."""

    id: str
    size: int
    part_size: int
    parts: list[int]
    name: str


class Finding(TypedDict):
    """Something hidden or personal in a file. `sample` is masked; without `reasons` it can only be removed."""

    kind: str
    # Page, sheet or cell, in Indonesian
    where: str
    sample: str
    sentence: str
    reasons: list[str]


class Finds(TypedDict):
    """What was found. `unread`: pages that were not read, for want of time or, pictures, of a reader."""

    items: list[Found]
    unread: list[int]


class Found(TypedDict):
    """A box around something found, its kind and a masked sample. What stands on two lines has one `group`."""

    page: int
    # Fraction of the page as seen, from 0 to 1; origin top left
    x: float
    # Fraction of the page as seen, from 0 to 1; origin top left
    y: float
    # Fraction of the page as seen, from 0 to 1; origin top left
    width: float
    # Fraction of the page as seen, from 0 to 1; origin top left
    height: float
    kind: str
    sample: str
    # As they were asked for; null for a kind of data
    words: str | None
    group: int


class Given(TypedDict):
    """A file that a decision gave. `size` is in bytes, `sha256` hexadecimal. `keep_until` is the last day on which
    it can be fetched for certain, null until its case has ended; `destroyed` says that it was destroyed by
    schedule and cannot be fetched any more.
    """

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    released_at: str
    keep_until: str | None
    destroyed: bool


class Growth(TypedDict):
    """That a record has only grown (RFC 6962, section 2.1.2), for the verifier."""

    # Entries then
    since: int
    path: list[str]
    # The newest, a signed note
    checkpoint: str


class Issued(TypedDict):
    """A file that an office gave to an applicant. Its name and its request are nobody else's business."""

    office: str
    # Hexadecimal
    sha256: str
    media_type: str
    # Bytes
    size: int
    # When it was given for the first time
    released_at: str


class ListedFile(TypedDict):
    """A file on a list; `outcome` is null until it is settled."""

    id: str
    request_id: str
    name: str
    size: int
    sha256: str
    ended_on: str
    kept_until: str
    outcome: str | None


class Making(TypedDict):
    """How far the making is: `done` of `whole` exhibits are pages; the file is offered `until` a moment."""

    stage: str
    done: int
    whole: int
    asked_at: str
    made_at: str | None
    until: str | None
    fault: str | None
    # Bytes of the ZIP
    size: int | None
    sha256: str | None
    # Bytes
    pdf_size: int | None
    pdf_sha256: str | None


class Mask(TypedDict):
    """What to blacken in a file without pages: exactly one of `area`, `words` and `pattern`; and what closes it."""

    # `Rekap!A2:B9`, `Rekap!C:C`, `Rekap!5:7`; in CSV no sheet; lines of a text `5:7`
    area: NotRequired[str | None]
    words: NotRequired[str | None]
    pattern: NotRequired[str | None]
    ground: str
    act: NotRequired[str | None]
    note: NotRequired[str | None]


class Page(TypedDict):
    """A page as it is seen, turned and cropped: width and height in points."""

    number: int
    width: float
    height: float


class Paper(TypedDict):
    """A paper. Its content is shown to staff only, marked; `size` in bytes."""

    id: str
    # One of `statute/papers.yaml`
    kind: str
    media_type: str
    size: int
    # `waiting` for the scanner, `stored`, `refused` by a check, or `destroyed` by schedule
    state: str
    # Why it was refused, in Indonesian; null otherwise
    why: str | None
    received_at: str
    came_at: str
    # How it came, where an officer wrote it down
    way: str | None
    destroyed_at: str | None


class Papers(TypedDict):
    """The papers of a request."""

    items: list[Paper]


class Proposal(TypedDict):
    """A redaction that was proposed once and is not approved; `name` is its original's, `words` why it went back."""

    id: str
    document: str
    request: str
    name: str
    stage: str
    # `copy`: it is being made; `you` or `somebody_else`: who may approve it; `new_copy`: none could be made, so it
    # has to go back; `correction`: it went back
    waits_for: str
    proposed_by: str
    proposer: str
    proposed_at: str
    decider: str | None
    decided_at: str | None
    words: str | None


class Proposals(TypedDict):
    """A page of proposals, and how many there are on all pages."""

    items: list[Proposal]
    total: int
    counts: Counts


class Redaction(TypedDict):
    """The blackening of a document, `version` being its ETag; `words` are those of the last decision."""

    id: str
    document: str
    request: str
    name: str
    media_type: str
    sha256: str
    stage: str
    version: int
    pages: list[Page]
    boxes: list[Box]
    # In place of boxes where there are no pages
    masks: list[Mask]
    versions: list[Version]
    started_by: str
    started_at: str
    proposed_by: str | None
    proposer: str | None
    proposed_at: str | None
    decided_by: str | None
    decider: str | None
    decided_at: str | None
    words: str | None
    copy: Copy | None
    acts: list[Act]


class Redactions(TypedDict):
    """The redactions of a document, newest first."""

    items: list[Redaction]


class ReleaseCopy(TypedDict):
    """The copy that is given of a file: how far it is, and what it does not show of the original."""

    # Pages that are made
    done: int
    # Pages in all; 0 while that is not known
    whole: int
    # Null while it is being made
    made_at: str | None
    # Why none can be made, in Indonesian
    fault: str | None
    # Sentences, in Indonesian
    losses: list[str]
    # Whether the words of all its pages could be read
    readable: bool
    name: str | None
    media_type: str | None
    size: int | None
    sha256: str | None


class Replacement(TypedDict):
    """A redaction that was proposed or approved: its copy is given in place of the file."""

    redaction: str
    stage: str
    copy: str


class Saved(TypedDict):
    """A list of boxes that was saved once."""

    version: int
    saved_by: str
    saved_at: str
    boxes: list[Box]
    masks: list[Mask]


class Thing(TypedDict):
    """Something found in a file without pages: its kind, a masked sample, its first places, and how many there are."""

    kind: str
    sample: str
    where: list[str]
    count: int
    # Masks hide it already wherever it stands
    covered: bool


class Things(TypedDict):
    """What was found, each thing once. `more`: there are others; a mask of their kind hides all of them."""

    items: list[Thing]
    more: bool


class Version(TypedDict):
    """That a list was saved, and how many boxes it had."""

    version: int
    saved_by: str
    # The name of who saved it; none of a time before names were kept
    saver: str | None
    saved_at: str
    boxes: int


class Vouched(TypedDict):
    """What an office vouches for behind the QR code of a certificate. What the files were is nobody else's business."""

    office: str
    number: str
    done_on: str
    # How many files were destroyed
    destroyed: int
    # Of the certificate as a PDF, hexadecimal
    sha256: str
    # Bytes
    size: int


class Words(TypedDict):
    """The words of a file, at most 200,000 characters, and whether they are all."""

    words: str
    whole: bool


ANSWERS_FETCH_PACKAGE: Route[bytes] = Route("GET", "/v1/answers/{request_id}/package.zip")
ANSWERS_LIST_GIVEN: Route[Answer] = Route("GET", "/v1/answers/{request_id}")
CHECKPOINTS_LIST_CHECKPOINTS: Route[Checkpoints] = Route("GET", "/v1/checkpoints")
CHECKPOINTS_SHOW_GROWTH: Route[Growth] = Route("GET", "/v1/checkpoints/growth")
CONTENT_FETCH_CONTENT: Route[bytes] = Route("GET", "/v1/documents/{document_id}/content")
CONTENT_FETCH_COPY: Route[bytes] = Route("GET", "/v1/documents/{document_id}/copy")
DISPOSALS_DECIDE_DISPOSAL: Route[Disposals] = Route("POST", "/v1/disposals/{disposal_id}/decision")
DISPOSALS_LIST_DISPOSALS: Route[Disposals] = Route("GET", "/v1/disposals")
DISPOSALS_PROPOSE_DISPOSAL: Route[Disposals] = Route("POST", "/v1/disposals")
DISPOSALS_SHOW_CERTIFICATE: Route[bytes] = Route("GET", "/v1/disposals/{disposal_id}/certificate.pdf")
DISPOSALS_SHOW_VOUCHED: Route[Vouched] = Route("GET", "/v1/disposals/{disposal_id}/certificate")
DISPUTE_FILES_ASK_FOR_DISPUTE_FILE: Route[Making] = Route("POST", "/v1/dispute-files/{dispute_id}")
DISPUTE_FILES_FETCH_DISPUTE_FILE: Route[bytes] = Route("GET", "/v1/dispute-files/{dispute_id}/file.zip")
DISPUTE_FILES_SHOW_DISPUTE_FILE: Route[bytes] = Route("GET", "/v1/dispute-files/{dispute_id}/file.pdf")
DISPUTE_FILES_SHOW_MAKING: Route[Making] = Route("GET", "/v1/dispute-files/{dispute_id}")
DOCUMENTS_ACCEPT_FINDING: Route[Document] = Route("POST", "/v1/documents/{document_id}/acceptances")
DOCUMENTS_CHOOSE_ORIGINAL: Route[Document] = Route("POST", "/v1/documents/{document_id}/original")
DOCUMENTS_GIVE_UP_ORIGINAL: Route[Document] = Route("DELETE", "/v1/documents/{document_id}/original")
DOCUMENTS_LIST_DOCUMENTS: Route[Documents] = Route("GET", "/v1/documents")
DOCUMENTS_SHOW_DOCUMENT: Route[Document] = Route("GET", "/v1/documents/{document_id}")
DOCUMENTS_TAKE_ACCEPTANCE_BACK: Route[Document] = Route("POST", "/v1/documents/{document_id}/acceptances/taken-back")
DOCUMENTS_UPLOAD: Route[Document] = Route("POST", "/v1/documents")
FILE_PARTS_BEGIN: Route[FileComing] = Route("POST", "/v1/uploads")
FILE_PARTS_COMPLETE: Route[Document] = Route("POST", "/v1/uploads/{document_id}")
FILE_PARTS_PUT: Route[None] = Route("PUT", "/v1/uploads/{document_id}")
FILE_PARTS_SHOW: Route[FileComing] = Route("GET", "/v1/uploads/{document_id}")
ISSUED_SHOW_ISSUED: Route[Issued] = Route("GET", "/v1/issued/{sha256}")
PAPERS_HAND_IN: Route[Paper] = Route("POST", "/v1/papers")
PAPERS_LIST_CAME: Route[Came] = Route("GET", "/v1/papers/came")
PAPERS_LIST_PAPERS: Route[Papers] = Route("GET", "/v1/papers")
PAPERS_LOOK_AT: Route[bytes] = Route("GET", "/v1/papers/{paper_id}/copy.pdf")
PAPER_PARTS_BEGIN: Route[Coming] = Route("POST", "/v1/papers/uploads")
PAPER_PARTS_COMPLETE: Route[Paper] = Route("POST", "/v1/papers/uploads/{paper_id}")
PAPER_PARTS_PUT: Route[None] = Route("PUT", "/v1/papers/uploads/{paper_id}")
PAPER_PARTS_SHOW: Route[Coming] = Route("GET", "/v1/papers/uploads/{paper_id}")
PREVIEWS_SHOW_THUMBNAIL: Route[bytes] = Route("GET", "/v1/documents/{document_id}/thumbnail.png")
PREVIEWS_SHOW_WORDS: Route[Words] = Route("GET", "/v1/documents/{document_id}/text")
REDACTIONS_DECIDE_REDACTION: Route[Redaction] = Route("POST", "/v1/redactions/{redaction_id}/decision")
REDACTIONS_DISCARD_REDACTION: Route[Redaction] = Route("POST", "/v1/redactions/{redaction_id}/discarding")
REDACTIONS_LIST_PROPOSALS: Route[Proposals] = Route("GET", "/v1/redactions")
REDACTIONS_OF_BEGIN_REDACTION: Route[Redaction] = Route("POST", "/v1/documents/{document_id}/redactions")
REDACTIONS_OF_LIST_REDACTIONS: Route[Redactions] = Route("GET", "/v1/documents/{document_id}/redactions")
REDACTIONS_OF_LIST_REDACTIONS_OF_REQUEST: Route[Redactions] = Route("GET", "/v1/documents/redactions")
REDACTIONS_PROPOSE_REDACTION: Route[Redaction] = Route("POST", "/v1/redactions/{redaction_id}/proposal")
REDACTIONS_SAVE_BOXES: Route[Redaction] = Route("PUT", "/v1/redactions/{redaction_id}/boxes")
REDACTIONS_SAVE_MASKS: Route[Redaction] = Route("PUT", "/v1/redactions/{redaction_id}/masks")
REDACTIONS_SEARCH: Route[Finds] = Route("POST", "/v1/redactions/{redaction_id}/finds")
REDACTIONS_SEARCH_WITHOUT_PAGES: Route[Things] = Route("POST", "/v1/redactions/{redaction_id}/masks/finds")
REDACTIONS_SHOW_COPY: Route[bytes] = Route("GET", "/v1/redactions/{redaction_id}/copy")
REDACTIONS_SHOW_COPY_PAGE: Route[bytes] = Route("GET", "/v1/redactions/{redaction_id}/copy/pages/{page}.png")
REDACTIONS_SHOW_PAGE: Route[bytes] = Route("GET", "/v1/redactions/{redaction_id}/pages/{page}.png")
REDACTIONS_SHOW_REDACTION: Route[Redaction] = Route("GET", "/v1/redactions/{redaction_id}")
REDACTIONS_SHOW_VERSION: Route[Saved] = Route("GET", "/v1/redactions/{redaction_id}/versions/{version}")
REDACTIONS_TAKE_FOUND: Route[Redaction] = Route("POST", "/v1/redactions/{redaction_id}/masks/taken")
