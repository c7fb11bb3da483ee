"""Whether the letters of a page make words: a font may show others than it says, so that nothing is found in them.

Programs that print to PDF leave such fonts behind. A page of them is read as a picture.
"""

import unicodedata

_LEAST = 20  # letters: of fewer nothing can be said
_ODD = ("Co", "Cn", "Cc", "So")  # kinds of signs that no alphabet has; the last holds what stands for a lost one
_MOST_ODD, _MOST_MARKS = 0.1, 0.5  # of a page's signs
_ENOUGH = 60  # letters of the Latin alphabet, of which in words of Indonesian and English about four in ten are vowels
_VOWELS = (0.22, 0.7)


def makes_no_words(text: str) -> bool:
    """Whether what is said to stand on a page can hardly be what is seen on it."""
    signs = [sign for sign in text if not sign.isspace()]
    if len(signs) < _LEAST:
        return False
    odd = sum(unicodedata.category(sign) in _ODD for sign in signs)
    marks = sum(not sign.isalnum() for sign in signs)
    if odd > _MOST_ODD * len(signs) or marks > _MOST_MARKS * len(signs):
        return True
    latin = [sign for sign in text.lower() if sign.isascii() and sign.isalpha()]
    vowels = sum(sign in "aeiou" for sign in latin)
    return len(latin) >= _ENOUGH and not _VOWELS[0] <= vowels / len(latin) <= _VOWELS[1]
