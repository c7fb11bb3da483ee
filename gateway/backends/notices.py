"""What the registry answers about written notices, as far as pages use it."""

from typing import TypedDict

from gateway.backends.findings import Blackened


class Exemption(TypedDict):
    """A letter of UU 14/2008 Pasal 17."""

    letter: str
    article: str
    wording: str
    period: str


class Notice(TypedDict):
    """The written notice of a decision. `cost` is in rupiah; `late_by` in working days, None when it came in time."""

    number: str
    letter_number: str
    verification_url: str
    office: str
    outcome: str
    held: bool
    statement: str
    given: str | None
    withheld: str | None
    not_held: str | None
    not_documented: str | None
    not_in_form: str | None
    medium: str | None
    documents: list[str]
    blackened: list[Blackened]
    blackened_unasked: bool
    handover: str | None
    cost: int
    payment: str | None
    cost_items: str | None
    tariff: str | None
    exemption: Exemption | None
    act: str | None
    act_caution: str | None
    proposal: str | None
    prepared_by: str | None
    consequence: str | None
    tested_on: str | None
    exempt_until: str | None
    decree: str | None
    holder: str | None
    signer: str
    capacity: str
    signing_decree: str | None
    decided_at: str
    due_on: str
    due_article: str
    late_by: int | None
    objection_until: str
    objection_days: int
    objection_article: str
    objection_cautions: list[str]
