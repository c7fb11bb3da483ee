"""GIFs, which mostly come below the words of a message: what is taken."""

import io

import pytest

from services.documents import examining, previewing, scanning
from services.documents.files.domain.formats import GIF, format_of
from services.documents.redaction import leaves
from tests.corpora.gifs import GIFS, HONEST_GIFS, moving


@pytest.mark.parametrize("what", HONEST_GIFS)
def test_an_honest_gif_is_taken(what: str) -> None:
    content = HONEST_GIFS[what]()
    assert scanning.type_of(content[: scanning.HEAD]) == format_of("salam.gif").signature
    assert examining.examine(io.BytesIO(content), GIF.media_type) is None


@pytest.mark.parametrize("what", GIFS)
def test_a_hostile_gif_is_refused_for_what_is_wrong_with_it(what: str) -> None:
    make, flaw = GIFS[what]
    assert examining.examine(io.BytesIO(make()), GIF.media_type) == flaw


def test_of_pictures_that_move_the_first_is_shown_and_blackened() -> None:
    _, thumbnail = previewing.work(io.BytesIO(moving()), media_type=GIF.media_type)
    assert thumbnail.startswith(b"\x89PNG")
    with leaves.opened(io.BytesIO(moving()), GIF.media_type) as found:
        assert len(found) == 1
        assert found[0].picture(200).getpixel((5, 5)) == (0, 0, 0)  # the first colour of the palette
