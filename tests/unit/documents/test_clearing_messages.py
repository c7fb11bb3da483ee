"""What the checker behind the release gate finds in e-mail messages, and leaves alone in them."""

import io

import pytest

from services.documents import clearing
from services.documents.domain.formats import MAIL
from services.documents.domain.gate import Finding, Kind
from tests.corpora import mails, two_forms


def _found(content: bytes, names: tuple[str, ...] = ()) -> list[Finding]:
    return clearing.check(io.BytesIO(content), MAIL.media_type, "jawaban", names)


@pytest.mark.parametrize("leak", mails.LEAKS)
def test_what_a_message_hides_or_tells_is_found_and_its_place_is_named(leak: str) -> None:
    make, kind, where = mails.LEAKS[leak]
    found = _found(make())
    assert kind in [one.kind for one in found if where in one.where], found


@pytest.mark.parametrize("how", two_forms.DIFFERING)
def test_what_one_form_of_a_message_says_and_the_other_does_not_is_found(how: str) -> None:
    make, kind, where, said = two_forms.DIFFERING[how]
    found = _found(make())
    assert Finding(kind, where, said) in found, found


@pytest.mark.parametrize("how", two_forms.ALIKE)
def test_a_message_whose_two_forms_say_the_same_passes(how: str) -> None:
    assert _found(two_forms.ALIKE[how]()) == []


def test_a_personal_name_that_was_asked_for_is_found_in_a_message_within_a_message() -> None:
    content = mails.forwarding(mails.mail("Yth. SITI Rahmawati"))
    assert Finding(Kind.NAME, "isi surel, baris 1", "S. R.") in _found(content, names=("Siti Rahmawati",))
