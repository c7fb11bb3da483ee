"""A tracking code that a person can type from paper."""

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.codes import code_of, printed, read
from services.intake.domain.request import new_token

TOKENS = st.builds(new_token)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_token_has_ever_the_same_code() -> None:
    assert printed("x" * 43) == printed("x" * 43) != printed("y" * 43)


@given(TOKENS)
def test_a_code_is_read_however_it_is_typed(token: str) -> None:
    code = code_of(token)
    for typed in (
        printed(token),
        printed(token).lower(),
        f" {' '.join(code)} ",
        code.replace("0", "o").replace("1", "l"),
    ):
        assert read(typed) == code


@given(TOKENS, st.integers(0, 10), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_noticed(token: str, at: int, letter: str) -> None:
    code = code_of(token)
    mistyped = code[:at] + letter + code[at + 1 :]
    assert read(mistyped) == (code if mistyped == code else None)


@given(st.text(max_size=40))
def test_what_is_no_code_is_none(typed: str) -> None:
    code = read(typed)
    assert code is None or len(code) == 11
