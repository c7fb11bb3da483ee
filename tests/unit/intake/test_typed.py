"""What people type at the front desk, cleaned and checked."""

from email.headerregistry import Address

import pytest
from marshmallow import ValidationError

from services.intake.schemas.typed import EmailAddress, Name
from tests.table import table


@table("typed", ["sité@contoh.id", "siti@contoh..id", '"siti n"@contoh.id', "siti@[127.0.0.1]"])
def test_a_mailbox_that_no_letter_can_be_written_to_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        EmailAddress(longest=254).deserialize(typed)


@table(("typed", "kept"), [("Siti@Contoh.ID", "Siti@contoh.id"), ("siti@bücher.id", "siti@xn--bcher-kva.id")])
def test_a_mailbox_that_is_kept_can_stand_in_a_letter(typed: str, kept: str) -> None:
    assert EmailAddress(longest=254).deserialize(typed) == kept
    assert Address(addr_spec=kept).addr_spec == kept


@table("typed", ["Si\u200bti Nur\u202elaila", "\ufeffSiti Nurlaila", "Siti\u200f Nur\u00adlaila"])
def test_marks_that_nobody_sees_are_taken_out_of_a_name(typed: str) -> None:
    assert Name(longest=150).deserialize(typed) == "Siti Nurlaila"


def test_a_name_of_nothing_but_such_marks_is_missing() -> None:
    with pytest.raises(ValidationError, match="Wajib diisi"):
        Name(longest=150).deserialize("\u200b\u2060")
