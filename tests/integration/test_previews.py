"""What staff see of a kept file before they open it: made by the tick, sealed, and gone with the file."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from chassis import clock, confining
from chassis.db import bound
from services.documents.previews import commands as preview_commands
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import kept, previewed, raising, shown

COPY_OF = "select document_id from copy where original_id = %s"
pytestmark = pytest.mark.stack


def _personal() -> bytes:
    return saved(paper(said(f"Pemilih bernomor {SECRET} di TPS {uuid4().hex[:6]}")))


def _ask(documents: Working, document: dict[str, Any], what: str, office: str = DEPOK, role: str = "officer") -> Any:
    return documents.ask(office, role, path=f"/v1/documents/{document['id']}/{what}")


def _round(documents: Working, rows: psycopg.Connection[Any], document: dict[str, Any]) -> None:
    """A round of the tick for which this file alone waits."""
    rows.execute(f"delete from unpreviewed where document_id not in ({COPY_OF})", [document["id"]])
    with bound(documents.runtime.database):
        preview_commands.preview_due(documents.runtime)


def test_the_tick_makes_what_is_missing_and_staff_see_it(documents: Working, rows: psycopg.Connection[Any]) -> None:
    document = kept(documents, content=_personal())
    assert document["preview"] is None
    assert _ask(documents, document, "text").status_code == 404
    _round(documents, rows, document)
    assert shown(documents, document)["preview"] == "picture"
    words = _ask(documents, document, "text").get_json()
    assert SECRET in words["words"]
    assert words["whole"]
    picture = _ask(documents, document, "thumbnail.png")
    assert picture.data.startswith(b"\x89PNG")
    assert picture.headers["Content-Security-Policy"].startswith("sandbox")


def test_it_lies_in_the_database_sealed(documents: Working, rows: psycopg.Connection[Any]) -> None:
    document = kept(documents, content=_personal())
    previewed(documents, document)
    row = rows.execute(
        f"select words, thumbnail from preview where document_id in ({COPY_OF})", [document["id"]]
    ).fetchone()
    assert row
    assert SECRET.encode() not in row[0]
    assert b"PNG" not in row[1]


@pytest.mark.promise("seeing")
@pytest.mark.parametrize(("office", "role"), [(MAKASSAR, "officer"), (DEPOK, "applicant")])
def test_nobody_but_staff_of_the_own_office_sees_it(documents: Working, office: str, role: str) -> None:
    document = kept(documents)
    previewed(documents, document)
    for what in ("text", "thumbnail.png"):
        assert _ask(documents, document, what, office, role).status_code in {403, 404}


@pytest.mark.promise("seeing")
def test_a_file_that_breaks_its_reader_has_no_preview_and_is_kept_all_the_same(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents)
    monkeypatch.setattr(confining, "run", raising(confining.Overran("previewing: -11")))
    assert previewed(documents, document)["preview"] is None
    assert previewed(documents, document)["preview"] == "none"
    assert _ask(documents, document, "thumbnail.png").status_code == 404
    assert _ask(documents, document, "content").status_code == 200


def test_a_file_that_could_not_be_read_once_is_tried_again_later_and_only_then(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents)
    with monkeypatch.context() as broken:
        broken.setattr(confining, "run", raising(confining.Overran("previewing: -9")))
        previewed(documents, document)
    _round(documents, rows, document)
    assert shown(documents, document)["preview"] is None
    with clock.held(clock.now() + preview_commands.AGAIN):
        _round(documents, rows, document)
    assert shown(documents, document)["preview"] == "picture"


def test_only_offices_that_wait_for_a_preview_are_visited(documents: Working, rows: psycopg.Connection[Any]) -> None:
    rows.execute("delete from unpreviewed")
    document = kept(documents)
    assert preview_commands.waiting_offices(documents.runtime) == [DEPOK]
    previewed(documents, document)
    assert preview_commands.waiting_offices(documents.runtime) == []


def test_a_machine_that_is_busy_makes_it_later(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents)
    with monkeypatch.context() as busy:
        busy.setattr(confining, "run", raising(confining.Stalled("no room")))
        _round(documents, rows, document)
    assert shown(documents, document)["preview"] is None
    assert previewed(documents, document)["preview"] == "picture"


def test_files_of_a_case_are_found_by_the_words_in_them(documents: Working) -> None:
    request_id, word = uuid4(), uuid4().hex[:8]
    first, second = (
        kept(documents, content=saved(paper(said(f"Rekapitulasi {one}"))), request_id=request_id)
        for one in (word, "lain")
    )
    previewed(documents, first)
    previewed(documents, second)
    path = f"/v1/documents?request={request_id}&words="
    found = {
        words: [one["id"] for one in documents.ask(DEPOK, "officer", path=path + words).get_json()["items"]]
        for words in (f"{word.upper()}+rekap", "rekapitulasi", "jawaban.pdf+lain", "tidakada")
    }
    assert list(found.values()) == [[first["id"]], [first["id"], second["id"]], [second["id"]], []]
