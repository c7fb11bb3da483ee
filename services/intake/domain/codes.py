"""A tracking code short enough to be typed from paper: ten letters of Crockford's alphabet and one that checks them.

It is made from the tracking token, so it needs no place of its own. It opens less than the token: where a request
stands, and the rest to whoever knows the mailbox or the phone that was handed in.
"""

import hashlib

from stdnum import luhn

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O (read as 1, 1, 0) and no U
_LENGTH, _BITS = 10, 5
_READ = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", "–": "", " ": "", "\u00a0": ""})


def code_of(token: str) -> str:
    """Return the code of a tracking token, as it is kept: eleven letters without a break."""
    drawn = int.from_bytes(hashlib.sha256(f"code:{token}".encode()).digest())
    letters = "".join(_ALPHABET[drawn >> (_BITS * n) & 31] for n in range(_LENGTH))
    return letters + luhn.calc_check_digit(letters, _ALPHABET)


def printed(token: str) -> str:
    """Return the code of a tracking token as it stands on paper: `7K4M-Q2XD-9RT`."""
    code = code_of(token)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read(typed: str) -> str | None:
    """Return the code that somebody typed, in any case, with blanks and hyphens or without; none where it
    is mistyped.
    """
    code = typed.upper().translate(_READ)
    if len(code) != _LENGTH + 1 or not set(code) <= set(_ALPHABET) or not luhn.is_valid(code, _ALPHABET):
        return None
    return code
