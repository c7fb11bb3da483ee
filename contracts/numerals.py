"""How numbers are written in Indonesian: months in register numbers, thousands in amounts."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def roman(month: int) -> str:
    """Write a month as letter numbers have it."""
    return _ROMAN[month - 1]


def grouped(number: int) -> str:
    """Write a number with a point between thousands."""
    return f"{number:,}".replace(",", ".")
