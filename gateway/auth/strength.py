"""What makes a password weak: it is short, or little is left of it without what guessers try first. Pure."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

SHORTEST, LONGEST = 12, 200
_LEFT = 5  # different letters that have to remain
_LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")


def weakness(password: str, about: Iterable[str] = ()) -> str:
    """Return the key of the sentence that says why a password is weak, or nothing.

    Common passwords are taken out, and so are words about its owner (name, sign-in name, office), also where signs
    stand for letters. Digits and signs alone make none strong: people put the year behind what others guess.
    """
    if len(password) < SHORTEST:
        return "password.short"
    own = {word for text in about for word in _letters(text).split() if len(word) > 2}
    guesses = sorted({*_common(), *own}, key=len, reverse=True)
    folded = password.casefold()
    for form in (folded, folded.translate(_LOOKS_LIKE)):
        rest = _letters(form).replace(" ", "")
        for guess in guesses:
            rest = rest.replace(guess, "")
        if len(set(rest)) < _LEFT:
            return "password.common"
    return ""


@cache
def _common() -> tuple[str, ...]:
    """Return the letters of the passwords that people choose most, worldwide and here."""
    return tuple(files("gateway.auth").joinpath("common_passwords.txt").read_text("ascii").split())


def _letters(text: str) -> str:
    return "".join(sign if sign.isalpha() else " " for sign in text.casefold())
