"""What plain files hold: text and comma-separated values."""


def delimiter(content: str) -> str:
    """What parts the values of the first line: a comma, or what Indonesian spreadsheets write."""
    first = content.partition("\n")[0]
    return max(",;\t", key=first.count)
