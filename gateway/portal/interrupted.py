"""What was typed into a form whose session ran out, also beside a file that nobody reads."""

from contextlib import suppress

from flask import current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.multipart import Data, Field, File, MultipartDecoder, NeedData

from chassis.errors import Unavailable
from gateway import config

MOST = 256 << 10  # bytes of a form with a file that are looked at before anybody knows who sends it
_PIECE = 16 << 10


def answers() -> tuple[list[tuple[str, str]], bool]:
    """Return the answers of the form that came, and whether a file came with them.

    Of a form that is larger than one without a file may be, only what stands before the file, within `MOST`; nothing
    of it while as many are read as may be.
    """
    if (request.content_length or 0) <= config.LARGEST_FORM:
        return list(request.form.items(multi=True)), any(map(_is_chosen, request.files.values()))
    try:
        with current_app.extensions["papers"].one():  # of which strangers hold no more than they may anyway
            return _before_the_file(), True
    except Unavailable:
        return [], True


def _is_chosen(file: FileStorage) -> bool:
    return bool(file.filename)


def _before_the_file() -> list[tuple[str, str]]:
    request.max_content_length = config.LARGEST_FILE  # of which no more than `MOST` is read
    decoder = MultipartDecoder(request.mimetype_params.get("boundary", "").encode(), MOST)
    found, name, said, left = list[tuple[str, str]](), "", b"", MOST
    with suppress(ValueError, HTTPException):  # it is no form, or one that ends too early: what came before is kept
        while left > 0 and not isinstance(event := decoder.next_event(), File):
            if isinstance(event, NeedData):
                piece = request.stream.read(min(_PIECE, left))
                left -= len(piece) or left
                decoder.receive_data(piece or None)
            elif isinstance(event, Field):
                name, said = event.name, b""
            elif isinstance(event, Data):
                said += event.data
                if not event.more_data:
                    found.append((name, said.decode(errors="replace")))
    return found
