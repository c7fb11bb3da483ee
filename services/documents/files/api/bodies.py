"""Bodies that stream in: how long each says it is, and how much of it is read at the most."""

from typing import Any, BinaryIO, cast

from flask import request

from chassis.errors import Problem
from services.documents.files.api.content import ANY_BYTES


class LengthRequired(Problem):
    """The body's length is not announced (RFC 9110, section 8.6)."""

    status, code, title = 411, "length-required", "Sebutkan ukuran kiriman dengan Content-Length"


def announced_length() -> int:
    """How many bytes the body of this request says it has.

    Raises:
        LengthRequired: it does not say.
    """
    if request.content_length is None:
        raise LengthRequired
    return request.content_length


def body(at_most: int) -> BinaryIO:
    """The body of this request, to be read as it comes; reading past so many bytes is refused with 413."""
    request.max_content_length = at_most
    return cast(BinaryIO, request.stream)


def described(what: str) -> dict[str, Any]:
    """A body of raw bytes as the API's description tells it."""
    return {"required": True, "content": ANY_BYTES, "description": what}
