"""Forms as data: what is asked of whom, what is plainly missing, what the services take."""

import pytest

from gateway.portal import application, fields
from gateway.portal.application import CONTENT, IDENTITY, RECEIPT
from gateway.portal.fields import Field
from tests.table import table


@table(
    ("kind", "asked", "never"),
    [
        ("person", "nik", "letter_number"),
        ("group", "letter_number", "registration_number"),
        ("legal_body", "registration_number", "nik"),
    ],
)
def test_each_kind_of_applicant_is_asked_its_own_questions(kind: str, asked: str, never: str) -> None:
    names = {field.name for field in IDENTITY[kind]}
    assert asked in names
    assert never not in names


@table(
    ("field", "value", "fault"),
    [
        (Field(name="a"), "", "fault.missing"),
        (Field(name="a", required=False), "", ""),
        (Field(name="a", kind="choice", choices=("x",)), "", "fault.choose.choice"),
        (Field(name="a", kind="choice", choices=("x",)), "y", "fault.choose.choice"),
        (Field(name="a", longest=3), "abcd", "fault.long"),
        (Field(name="a", kind="email"), "siti@", "fault.shape.email"),
        (Field(name="a", kind="email"), "siti@example.com", ""),
        (Field(name="a", kind="digits"), "3276 9954-0398.9001", ""),
        (Field(name="a", kind="digits"), "32769954O3989001", "fault.shape.digits"),
        (Field(name="a", kind="date"), "23/11/2026", "fault.shape.date"),
        (Field(name="a", kind="time"), "08.30", ""),
    ],
)
def test_a_first_look_finds_what_is_plainly_wrong(field: Field, value: str, fault: str) -> None:
    assert fields.look({"a": value}, [field]).get("a", "") == fault


def test_what_is_typed_is_trimmed_and_line_ends_are_made_equal() -> None:
    assert fields.read({"detail": "  satu\r\ndua \r\n"}, [CONTENT[2]]) == {"detail": "satu\ndua"}


def test_a_services_fault_goes_to_the_field_it_speaks_of_or_to_the_one_above() -> None:
    asked = IDENTITY["group"]
    faults = [
        ("/applicant/principals/1", "Nama ini terlalu panjang."),
        ("/applicant/attorney/letter_date", "Isi dengan tanggal."),
        ("/category", "Pilih salah satu."),
    ]
    placed, loose = fields.by_pointer(asked, faults)
    assert placed == {"principals": "Nama ini terlalu panjang.", "letter_date": "Isi dengan tanggal."}
    assert loose == ["Pilih salah satu."]


@table("kind", application.KINDS)
def test_what_may_be_missed_is_not_called_optional(kind: str) -> None:
    asked = {field.name: field for field in IDENTITY[kind]}
    missed = application.look_closer(dict.fromkeys(asked, ""))
    assert missed
    assert all(asked[name].either for name in missed)


def test_an_answer_needs_somewhere_to_go() -> None:
    assert application.look_closer({"email": "", "phone": ""}) == {"email": "fault.unreachable"}
    assert application.look_closer({"email": "", "phone": "0812"}) == {}


@table(
    "way, fault",
    [("download", {"delivery": "fault.paper"}), ("email", {"delivery": "fault.paper"}), ("post", {}), ("pickup", {})],
)
def test_paper_is_neither_downloaded_nor_mailed(way: str, fault: dict[str, str]) -> None:
    paper = {"obtain": "copy", "format": "hardcopy", "delivery": way}
    assert application.look_closer(paper) == fault
    assert application.look_closer(paper | {"format": "softcopy"}) == {}
    assert application.look_closer(paper | {"obtain": "view"}) == {}


@table("nik", ["nik", "attorney_nik"])
def test_a_driving_licence_or_passport_stands_for_the_nik(nik: str) -> None:
    assert application.look_closer({nik: "", "identity_number": ""}) == {nik: "fault.missing"}
    passport = {nik: "", "identity_kind": "passport", "identity_number": "A 1234567"}
    assert application.look_closer(passport) == {}
    assert application.look_closer(passport | {"identity_kind": ""}) == {"identity_kind": "fault.choose.select"}
    assert application.look_closer(passport | {nik: "3276", "identity_number": ""}) == {
        "identity_number": "fault.missing"
    }
    said = application.compose({"kind": "person", "identity_kind": "passport", "identity_number": "A 1234567"})
    assert said["applicant"]["identity"] == {"kind": "passport", "number": "A 1234567"}


@table("kind", application.KINDS)
def test_an_officer_may_leave_papers_and_purpose_for_later_and_the_portal_may_not(kind: str) -> None:
    typed = {"address": "a", "name": "b", "attorney_name": "b", "contact_name": "b", "category": "lainnya",
             "subject": "s", "detail": "d", "obtain": "copy", "format": "softcopy", "delivery": "pickup"}  # fmt: skip
    assert fields.look(typed, application.fields_of(kind, recorded=True)) == {}
    assert "purpose" in fields.look(typed, application.fields_of(kind))
    assert application.compose(typed | {"kind": kind})["purpose"] is None


def test_a_person_becomes_the_request_that_intake_takes() -> None:
    said = application.compose(
        {"kind": "person", "name": "Siti", "nik": "3276 9954 0398 9001", "address": "Depok", "email": "a@b.id",
         "subject": "S", "declaration": "yes"}
    )  # fmt: skip
    assert said["applicant"] == {
        "kind": "person", "name": "Siti", "nik": "3276995403989001", "address": "Depok", "email": "a@b.id",
        "phone": None, "occupation": None,
    }  # fmt: skip
    assert said["declaration"] is True


def test_a_legal_body_sends_its_recognition_and_no_identity_number() -> None:
    said = application.compose(
        {"kind": "legal_body", "organisation_name": "P", "registration_number": "AHU-1", "contact_name": "C"}
    )
    assert said["applicant"]["organisation"] == {"name": "P", "registration_number": "AHU-1"}
    assert "nik" not in said["applicant"]


@table(
    ("zone", "moment"),
    [("Asia/Jakarta", "2026-11-19T08:30:00+07:00"), ("Asia/Jayapura", "2026-11-19T08:30:00+09:00")],
)
def test_the_time_of_receipt_is_the_offices_time(zone: str, moment: str) -> None:
    typed = {"channel": "letter", "received_date": "2026-11-19", "received_time": "08.30", "regime": "auto"}
    assert application.compose_receipt(typed, zone) == {
        "channel": "letter",
        "received_at": moment,
        "late_reason": None,
        "regime": None,
        "regime_reason": None,
    }


def test_a_date_that_does_not_exist_is_no_time_of_receipt() -> None:
    assert fields.look({"received_date": "2026-02-30"}, [RECEIPT[1]]) == {}
    with pytest.raises(ValueError, match="day"):
        application.compose_receipt(
            {"channel": "letter", "received_date": "2026-02-30", "received_time": "08:30"}, "Asia/Jakarta"
        )


def test_faults_stand_in_the_order_of_the_questions() -> None:
    asked = IDENTITY["person"]
    assert list(fields.in_order({"berkas": "x", "phone": "x", "name": "x"}, asked)) == ["name", "phone", "berkas"]


@table(
    ("typed", "read"),
    [("0", 0), ("2000000000", 2_000_000_000), ("", None), ("-1", None), ("\u00b2", None), ("9" * 5000, None)],
)
def test_only_plain_digits_are_a_number(typed: str, read: int | None) -> None:
    assert fields.whole(typed) == read
