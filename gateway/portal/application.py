"""The questions of a request (PerKI 1/2021, minimum fields in law.md section 4c), and the request they make.

A person, a group with a power of attorney and a legal body are asked different things; nobody sees a question that
is not theirs.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from gateway.portal.fields import Faults, Field, Section, Values
from statute.regimes import categories

KINDS = ("person", "group", "legal_body")
STEPS = ("identitas", "isi", "cara")

KIND = Field(name="kind", kind="choice", pointer="/applicant/kind", choices=KINDS)

_NAME = Field(name="name", pointer="/applicant/name", longest=150, autocomplete="name")
_NIK = Field(
    name="nik", kind="digits", pointer="/applicant/nik", required=False, either=True, longest=24, width="medium",
    autocomplete="off",
)  # fmt: skip
_IDENTITY = (  # instead of the NIK (law.md section 4b)
    Field(
        name="identity_kind",
        kind="select",
        pointer="/applicant/identity/kind",
        required=False,
        choices=("sim", "passport"),
        width="medium",
    ),
    Field(
        name="identity_number", pointer="/applicant/identity/number", required=False, longest=40, width="medium",
        autocomplete="off",
    ),
)  # fmt: skip
_REACH = (
    Field(
        name="address", kind="area", pointer="/applicant/address", longest=500, autocomplete="street-address"
    ),
    Field(
        name="email", kind="email", pointer="/applicant/email", required=False, either=True, longest=254,
        autocomplete="email",
    ),
    Field(
        name="phone", kind="tel", pointer="/applicant/phone", required=False, either=True, longest=30, width="medium",
        autocomplete="tel",
    ),
)  # fmt: skip

IDENTITY: Mapping[str, tuple[Field, ...]] = {
    "person": (
        _NAME,
        _NIK,
        *_IDENTITY,
        Field(
            name="occupation",
            pointer="/applicant/occupation",
            required=False,
            longest=100,
            autocomplete="organization-title",
        ),
        *_REACH,
    ),
    "group": (
        Field(name="group_name", pointer="/applicant/organisation/name", required=False, autocomplete="organization"),
        Field(name="principals", kind="lines", pointer="/applicant/principals", longest=4000),
        Field(name="attorney_name", pointer="/applicant/attorney/name", longest=150, autocomplete="name"),
        replace(_NIK, name="attorney_nik"),
        *_IDENTITY,
        Field(name="letter_number", pointer="/applicant/attorney/letter_number", longest=100, width="medium"),
        Field(name="letter_date", kind="date", pointer="/applicant/attorney/letter_date", width="short"),
        *_REACH,
    ),
    "legal_body": (
        Field(name="organisation_name", pointer="/applicant/organisation/name", autocomplete="organization"),
        Field(
            name="registration_number",
            pointer="/applicant/organisation/registration_number",
            longest=100,
            width="medium",
        ),
        Field(name="contact_name", pointer="/applicant/name", longest=150, autocomplete="name"),
        *_REACH,
    ),
}

SUBJECT = Field(name="subject", pointer="/subject", longest=200)
QUESTION = (
    Field(name="category", kind="select", pointer="/category", choices=tuple(categories())),
    SUBJECT,
    Field(name="detail", kind="area", pointer="/detail", longest=5000),
)
CONTENT = (*QUESTION, Field(name="purpose", kind="area", pointer="/purpose", longest=2000))
OBTAINING = (
    Field(name="obtain", kind="choice", pointer="/obtain", choices=("copy", "view")),
    Field(name="format", kind="choice", pointer="/format", choices=("softcopy", "hardcopy")),
    Field(
        name="delivery",
        kind="choice",
        pointer="/delivery",
        choices=("download", "email", "pickup", "post", "courier"),
    ),
)
KEPT = ("category", "subject", "detail", "purpose", "obtain", "format", "delivery")  # for who asks the same anew
DECLARATION = Field(name="declaration", kind="tick", pointer="/declaration", choices=("yes",))
ANOTHER = Field(name="another", kind="tick", pointer="/another", required=False, choices=("yes",))
RECEIPT = (
    Field(name="channel", kind="choice", pointer="/channel", choices=("counter", "email", "letter", "phone")),
    Field(name="received_date", kind="date", pointer="/received_at", width="short"),
    Field(name="received_time", kind="time", pointer="/received_at_time", width="short"),
    Field(name="late_reason", kind="area", pointer="/late_reason", required=False, longest=1000),
    Field(name="regime", kind="choice", pointer="/regime", choices=("auto", "ordinary", "election")),
    Field(name="regime_reason", kind="area", pointer="/regime_reason", required=False, longest=1000),
)
# What a letter, a call or a visit may lack: it is recorded and numbered all the same (UU 14/2008 ps. 22(4)).
LATER = frozenset({"principals", "letter_number", "letter_date", "organisation_name", "registration_number", "purpose"})


def sections(kind: str, *, recorded: bool = False) -> dict[str, Section]:
    """Return the steps of a request from this kind of applicant; `recorded` by an officer, papers may be missing."""
    asked = {"identitas": IDENTITY[kind], "isi": CONTENT, "cara": OBTAINING}
    return {
        name: Section(name, tuple(replace(f, required=False) if recorded and f.name in LATER else f for f in questions))
        for name, questions in asked.items()
    }


def fields_of(kind: str, *, recorded: bool = False) -> tuple[Field, ...]:
    """Every question to this kind of applicant."""
    return tuple(field for section in sections(kind, recorded=recorded).values() for field in section.fields)


def look_closer(values: Values) -> Faults:
    """Return what only shows when answers are seen together: a way to send the answer, and one proof of identity."""
    faults: Faults = {}
    if "email" in values and not values["email"] and not values.get("phone"):
        faults["email"] = "fault.unreachable"
    for nik in ("nik", "attorney_nik"):
        if nik in values and not values[nik] and not values.get("identity_number"):
            faults[nik] = "fault.missing"
    if values.get("identity_number") and not values.get("identity_kind"):
        faults["identity_kind"] = "fault.choose.select"
    if values.get("identity_kind") and not values.get("identity_number"):
        faults["identity_number"] = "fault.missing"
    paper = (values.get("obtain"), values.get("format")) == ("copy", "hardcopy")
    if paper and values.get("delivery") in ("download", "email"):
        faults["delivery"] = "fault.paper"
    return faults


def compose(values: Values) -> dict[str, Any]:
    """Return the request as intake takes it, from all that was typed."""
    kind = values["kind"]
    return {
        "applicant": _applicant(kind, values),
        "category": values.get("category", ""),
        "subject": values.get("subject", ""),
        "detail": values.get("detail", ""),
        "purpose": values.get("purpose") or None,
        "obtain": values.get("obtain", ""),
        "format": values.get("format", ""),
        "delivery": values.get("delivery", ""),
        "declaration": values.get("declaration") == "yes",
        "another": values.get("another") == "yes",
    }


def compose_receipt(values: Values, zone: str) -> dict[str, Any]:
    """Return what an officer adds: the channel, the true moment of receipt in the office's zone, the regime if chosen.

    Raises:
        ValueError: date and time make no moment.
    """
    moment = datetime.fromisoformat(f"{values['received_date']}T{values['received_time'].replace('.', ':')}:00")
    regime = values.get("regime", "")
    return {
        "channel": values["channel"],
        "received_at": moment.replace(tzinfo=ZoneInfo(zone)).isoformat(),
        "regime": regime if regime in ("ordinary", "election") else None,
        "regime_reason": values.get("regime_reason") or None,
        "late_reason": values.get("late_reason") or None,
    }


def _applicant(kind: str, values: Values) -> dict[str, Any]:
    reach: dict[str, Any] = {
        "kind": kind,
        "address": values.get("address", ""),
        "email": values.get("email") or None,
        "phone": values.get("phone") or None,
        "occupation": values.get("occupation") or None,
    }
    if values.get("identity_kind") or values.get("identity_number"):
        reach["identity"] = {"kind": values.get("identity_kind", ""), "number": values.get("identity_number", "")}
    match kind:
        case "group":
            return reach | {
                "name": values.get("attorney_name", ""),
                "nik": _digits(values.get("attorney_nik", "")),
                "organisation": {"name": values["group_name"]} if values.get("group_name") else None,
                "attorney": {
                    "name": values.get("attorney_name", ""),
                    "letter_number": values.get("letter_number") or None,
                    "letter_date": values.get("letter_date") or None,
                },
                "principals": [line.strip() for line in values.get("principals", "").splitlines() if line.strip()],
            }
        case "legal_body":
            return reach | {
                "name": values.get("contact_name", ""),
                "organisation": {
                    "name": values["organisation_name"],
                    "registration_number": values.get("registration_number") or None,
                }
                if values.get("organisation_name")
                else None,
            }
    return reach | {"name": values.get("name", ""), "nik": _digits(values.get("nik", ""))}


def _digits(text: str) -> str | None:
    return "".join(letter for letter in text if letter.isdigit()) or None
