"""What people type at the front desk, field by field: cleaned, checked, with a sentence for each wrong input."""

import re
from enum import StrEnum
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from marshmallow import ValidationError, fields

from chassis.schema import Text
from services.intake.domain.applicant import is_nik

HOME = "ID"  # a phone number without a country code is Indonesian
_ADDRESS = re.compile(r"://|@|\bwww\.", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SEPARATORS = re.compile(r"[\s.\-]")


class Line(Text):
    """A text of one line: runs of white space become one space, so that it can stand in a letter's heading."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **kwargs).split())


class Name(Line):
    """What somebody is called: no address of a site or mailbox, because names are shown to others.

    Marks that nobody sees (zero width, direction of writing) are taken out: they make one name two.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(_UNSEEN.sub("", value) if isinstance(value, str) else value, attr, data, **kwargs)
        if _ADDRESS.search(name):
            raise ValidationError("Tulis nama saja, tanpa alamat situs atau surel.")
        return name


class Nik(Line):
    """An identity number: 16 digits, typed with or without spaces, dots and dashes."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        digits = _SEPARATORS.sub("", super()._deserialize(value, attr, data, **kwargs))
        if not is_nik(digits):
            raise ValidationError("NIK terdiri atas 16 angka.")
        return digits


class Phone(Line):
    """A phone number, kept in E.164."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            number = phonenumbers.parse(text, HOME)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError("Nomor telepon ini tidak benar, contoh: 0812 3456 7890.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class EmailAddress(Line):
    """An e-mail address that a letter can be written to, normalised; whether its host takes mail is not asked."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            valid = validate_email(text, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            raise ValidationError("Alamat surel belum lengkap. Contoh: nama@contoh.id") from None
        return valid.ascii_email or valid.normalized  # no mail server takes another alphabet for certain


class Kept(fields.Nested):
    """A value that was written out when it was kept: shown as it stands."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **_: Any) -> Any:  # type: ignore[override]  # renamed upstream
        return value


def choice(choices: type[StrEnum], **kwargs: Any) -> fields.Enum[Any]:
    """One of the values of an enumeration, by value."""
    field = fields.Enum(choices, by_value=fields.String, **kwargs)
    field.error_messages["unknown"] = "Pilih salah satu dari: {choices}."
    return field


def optional(field: type[Text], longest: int) -> Text:
    """Return a text that may be left out."""
    return field(longest=longest, load_default=None, allow_none=True)
