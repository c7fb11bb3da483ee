"""What lies in an office file beside its parts: between them in the ZIP, and in remarks that no program shows."""

_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")


def in_utf8(part: bytes) -> bytes:
    """A part's markup in the encoding that nearly all have, so that bytes can be looked for in it."""
    return part.decode("utf-16", "replace").encode() if part.startswith(_BYTE_ORDERS) else part
