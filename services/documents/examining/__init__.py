"""What is wrong with a file that arrived: kind, structure, limits, things that act. Runs in a confined child."""

from functools import partial
from importlib import import_module
from typing import Any, BinaryIO, Protocol, cast

from services.documents.files.domain import formats
from services.documents.files.domain.flaws import Flaw, Flawed

# By name: a child reads one file, and to load the readers of all kinds takes longer than most files do.
_LOOKS = {
    formats.PDF.media_type: ("pdf", "look"),
    formats.JPEG.media_type: ("pictures", "look"),
    formats.PNG.media_type: ("pictures", "look"),
    formats.GIF.media_type: ("pictures", "look_gif"),
    formats.TIFF.media_type: ("tiffs", "look"),
    formats.DOCX.media_type: ("office", "look_docx"),
    formats.XLSX.media_type: ("office", "look_xlsx"),
    formats.ODT.media_type: ("office", "look_odt"),
    formats.CSV.media_type: ("texts", "look_values"),
    formats.TEXT.media_type: ("texts", "look"),
    formats.MAIL.media_type: ("mails", "look"),
}


class _Look(Protocol):
    def __call__(self, file: BinaryIO) -> None: ...


def _look(media_type: str) -> _Look:
    module, name = _LOOKS[media_type]
    look = getattr(import_module(f"{__name__}.{module}"), name)
    return cast(_Look, partial(look, attached=_attached) if media_type == formats.MAIL.media_type else look)


def _attached(file: BinaryIO, media_type: str) -> None:
    """An attachment is looked at as if it had come by itself."""
    _look(media_type)(file)


def work(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes]:
    """The job of the confined child: the first flaw that was found, or None."""
    return {"flaw": examine(file, media_type)}, b""


def examine(file: BinaryIO, media_type: str) -> Flaw | None:
    """The first flaw of a file that claims to be of a kind. What cannot be read to its end is damaged."""
    try:
        _look(media_type)(file)
    except Flawed as found:
        return found.flaw
    except MemoryError:
        raise
    except Exception:  # whatever a parser raises at a file made to break it, the answer is the same
        return Flaw.DAMAGED
    return None
