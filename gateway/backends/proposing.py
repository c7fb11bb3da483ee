"""Which proposals to blacken files an office has under way, as documents tells them."""

from typing import TypedDict


class Proposal(TypedDict):
    """A redaction that was proposed once and is not approved; `waits_for` is copy, you, somebody_else, new_copy or
    correction, `words` why it went back."""

    id: str
    document: str
    request: str
    name: str
    stage: str
    waits_for: str
    proposed_by: str
    proposer: str
    proposed_at: str
    decider: str | None
    decided_at: str | None
    words: str | None


class ProposalCounts(TypedDict):
    """How many are proposed, how many of them by whoever asks, and how many went back."""

    proposed: int
    own: int
    returned: int


class Proposals(TypedDict):
    """A page of proposals, and how many there are on all pages."""

    items: list[Proposal]
    total: int
    counts: ProposalCounts
