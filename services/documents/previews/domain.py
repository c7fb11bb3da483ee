"""What staff see of a kept file before they open it. Pure."""

from enum import StrEnum

from services.documents.redaction.domain.redactions import REDACTABLE

SEALED = "preview"  # what words and pictures are sealed for


class Preview(StrEnum):
    """What came of making a preview.

    `words`: the words alone. `picture`: with them the first page. `likeness`: with them, of a file without pages, a
    picture of what it shows. `none`: nothing could be made. `too_large`: nothing was tried.
    """

    WORDS = "words"
    PICTURE = "picture"
    LIKENESS = "likeness"
    NONE = "none"
    TOO_LARGE = "too_large"


def preview_of(media_type: str, *, is_drawn: bool) -> Preview:
    """What came of a file that was read: a picture of what has no pages was set anew, so it is a likeness."""
    if not is_drawn:
        return Preview.WORDS
    return Preview.PICTURE if media_type in REDACTABLE else Preview.LIKENESS
