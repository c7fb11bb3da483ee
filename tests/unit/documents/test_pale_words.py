"""Words in the colour of what they stand on: the gate finds them, and no copy made of what a text shows has them."""

import io

import pytest

from services.documents import clearing
from services.documents.clearing import packed
from services.documents.domain.formats import DOCX
from services.documents.domain.gate import Kind
from services.documents.showing import texts
from tests.corpora import pale_texts, veiled_opendocuments

_INKS = [name for name in veiled_opendocuments.VEILED if "words" in name or "paragraph" in name]


def _kinds(content: bytes, media_type: str) -> set[Kind]:
    return {one.kind for one in clearing.check(io.BytesIO(content), media_type, "jawaban")}


def _shown(content: bytes) -> str:
    with packed.opened(io.BytesIO(content)) as package:
        return "\n".join(texts.text(package))


@pytest.mark.parametrize("what", pale_texts.PALE)
def test_words_of_the_colour_of_their_ground_keep_a_text_back_and_no_copy_shows_them(what: str) -> None:
    content = pale_texts.PALE[what]()
    assert Kind.HIDDEN_TEXT in _kinds(content, DOCX.media_type)
    assert "rahasia" not in _shown(content)


@pytest.mark.parametrize("what", pale_texts.SEEN)
def test_words_that_stand_out_from_their_ground_pass_and_a_copy_shows_them(what: str) -> None:
    content = pale_texts.SEEN[what]()
    assert _kinds(content, DOCX.media_type) == set()
    assert "rahasia" in _shown(content)


@pytest.mark.parametrize("what", [name for name in _INKS if "condition" not in name])
def test_no_copy_shows_what_nobody_sees_in_an_open_document(what: str) -> None:
    make, _ = veiled_opendocuments.VEILED[what]
    assert "rahasia" not in _shown(make())


@pytest.mark.parametrize("what", veiled_opendocuments.HONEST)
def test_a_copy_shows_what_stands_out_in_an_open_document(what: str) -> None:
    shown = _shown(veiled_opendocuments.HONEST[what]())
    assert "rahasia" in shown or "Putusan" in shown
