"""Personal data opens only where it was sealed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.context import Context, use
from chassis.sealing import CannotOpen, Sealer

SEALER = Sealer(b"k" * 32)


@given(st.dictionaries(st.text(), st.text() | st.none()))
def test_what_is_sealed_opens_again_for_the_same_office(value: dict[str, str | None]) -> None:
    with use(Context("32.76")):
        assert SEALER.open(SEALER.seal(value, "identity"), "identity") == value


def test_another_office_purpose_or_master_key_cannot_open_it() -> None:
    with use(Context("32.76")):
        sealed = SEALER.seal("3276995403989001", "nik")
        with pytest.raises(CannotOpen):
            SEALER.open(sealed, "identity")
        with pytest.raises(CannotOpen):
            Sealer(b"x" * 32).open(sealed, "nik")
    with use(Context("73")), pytest.raises(CannotOpen):
        SEALER.open(sealed, "nik")


@given(st.integers(min_value=0, max_value=200))
def test_a_changed_byte_is_noticed(place: int) -> None:
    with use(Context("32.76")):
        sealed = bytearray(SEALER.seal({"name": "Siti"}, "identity"))
        place = 1 + place % (len(sealed) - 1)
        sealed[place] ^= 1
        with pytest.raises(CannotOpen):
            SEALER.open(bytes(sealed), "identity")


def test_fingerprints_agree_within_an_office_and_tell_nothing_across_offices() -> None:
    with use(Context("32.76")):
        here = SEALER.fingerprint("3276995403989001", "nik")
        assert here == SEALER.fingerprint("3276995403989001", "nik")
        assert here != SEALER.fingerprint("3276995403989001", "phone")
    with use(Context("73")):
        assert here != SEALER.fingerprint("3276995403989001", "nik")
