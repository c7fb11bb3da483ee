"""Pages are read while somebody draws on them; a copy takes over what it may, and nothing outlasts the drawing."""

import io
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from pypdf import PdfReader
from structlog.testing import capture_logs

from chassis import clock, confining
from chassis.confining import Overran, Stalled
from chassis.db import bound
from services.documents.clearing import reading
from services.documents.commands import reading_ahead
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, said, saved
from tests.corpora.scans import scanned
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import raising, tick
from tests.integration.redacting import ask, begun, copied, decide, drawn, propose, seen

pytestmark = [
    pytest.mark.usefixtures("nothing_else"),
    pytest.mark.stack,
    pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian"),
]
PERSONAL = saved(paper(said(f"NIK {SECRET}") + said(LINE, y=600), said(LINE)))
SOON, LATER = timedelta(seconds=5), timedelta(hours=1)


@pytest.fixture
def nothing_else(documents: Working, rows: psycopg.Connection[Any]) -> None:
    """What other tests drew on is read by nobody."""
    rows.execute("delete from errand where kind = %s", [reading_ahead.READ])


@pytest.fixture
def told_known(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What children are told that was read ahead, one entry for each that is told something."""
    known, run = list[Any](), confining.run

    def told(*job: Any, **said: Any) -> Any:
        known.extend([said["known"]] if said.get("known") else [])
        return run(*job, **said)

    monkeypatch.setattr(confining, "run", told)
    return known


def _read_ahead(documents: Working, later: timedelta = SOON) -> None:
    """What the tick does for those who draw."""
    with clock.held(clock.now() + later), bound(documents.runtime.database):
        reading_ahead.attempt_due(documents.runtime)


def _kept(rows: psycopg.Connection[Any], redaction: dict[str, Any]) -> list[bytes]:
    """What lies there of each page."""
    found = rows.execute("select lines from reading where redaction_id = %s order by page", [redaction["id"]])
    return [lines for (lines,) in found]


def _copy(documents: Working, redaction: dict[str, Any]) -> str:
    assert propose(documents, redaction).status_code == 200
    tick(documents, SOON)
    content = ask(documents, f"/v1/redactions/{redaction['id']}/copy").data
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_copy_says_what_was_read_ahead_and_nothing_of_what_was_blackened(
    documents: Working, rows: psycopg.Connection[Any], told_known: list[Any]
) -> None:
    redaction = drawn(documents, content=PERSONAL)
    _read_ahead(documents)
    kept = _kept(rows, redaction)
    assert len(kept) == 2
    assert not [words for words in (LINE, SECRET) for sealed in kept if words.encode() in sealed]
    words = _copy(documents, redaction)
    assert SECRET not in words
    assert words.count(LINE) == 2
    assert [len(pages) for pages in told_known] == [2]


def test_the_finder_finds_in_scans_what_was_read_ahead(documents: Working, told_known: list[Any]) -> None:
    redaction = begun(documents, content=scanned("Berita acara", f"NIK : {SECRET}"), name="Pindai.tif")
    _read_ahead(documents)
    path, asked = f"/v1/redactions/{redaction['id']}/finds", {"words": ["berita acara"], "patterns": ["nik"]}
    found = ask(documents, path, method="POST", json=asked).get_json()
    assert [(one["page"], one["kind"]) for one in found["items"]] == [(1, "name"), (2, "nik")]
    assert [len(pages) for pages in told_known] == [2]


def test_the_finder_opens_nothing_that_was_read_of_pages_with_words_of_their_own_or_that_nobody_asks_for(
    documents: Working, rows: psycopg.Connection[Any], told_known: list[Any]
) -> None:
    mixed = begun(documents, content=saved(paper(said(f"NIK {SECRET}"))), name="Naskah.pdf")
    pictures = begun(documents, content=scanned("Berita acara", f"NIK : {SECRET}"), name="Pindai.tif")
    _read_ahead(documents)
    # Whoever opens these finds that they cannot be opened.
    rows.execute("update reading set lines = 'x' where redaction_id = %s", [mixed["id"]])
    rows.execute("update reading set lines = 'x' where (redaction_id, page) = (%s, 1)", [pictures["id"]])
    for redaction, pages in ((mixed, None), (pictures, [2])):
        path, asked = f"/v1/redactions/{redaction['id']}/finds", {"words": [], "patterns": ["nik"], "pages": pages}
        found = ask(documents, path, method="POST", json=asked)
        assert found.status_code == 200, found.get_json()
        assert [one["kind"] for one in found.get_json()["items"]] == ["nik"]
    assert [list(pages) for pages in told_known] == [["2"]]


def test_a_copy_proposed_before_its_pages_were_read_says_the_same(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = drawn(documents, content=PERSONAL)
    assert _copy(documents, redaction).count(LINE) == 2
    _read_ahead(documents)
    assert _kept(rows, redaction) == []  # nobody draws any more
    assert _errand(rows, redaction) is None


def test_what_was_read_goes_when_the_copy_is_approved_or_the_drawing_is_given_up(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    approved, discarded = copied(documents, content=PERSONAL), drawn(documents, content=PERSONAL)
    planted = "insert into reading (tenant, redaction_id, page, lines) values (%s, %s, 1, '')"
    rows.execute(planted, [DEPOK, approved["id"]])
    _read_ahead(documents)
    assert (len(_kept(rows, approved)), len(_kept(rows, discarded))) == (1, 2)
    assert decide(documents, approved).status_code == 200
    _discard(documents, discarded)
    assert _kept(rows, approved) == _kept(rows, discarded) == []


def test_what_was_read_stays_for_the_next_drawing_when_a_proposal_goes_back(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = drawn(documents, content=PERSONAL)
    _read_ahead(documents)
    assert propose(documents, redaction).status_code == 200
    tick(documents, SOON)
    back = decide(documents, seen(documents, redaction), approve=False, words="Kotaknya kurang satu.")
    assert back.status_code == 200
    assert len(_kept(rows, redaction)) == 2


@pytest.mark.parametrize(("fault", "waits"), [(Overran("9"), False), (Stalled("no turn"), True)])
def test_a_file_that_breaks_its_reader_is_given_up_and_a_busy_machine_is_not(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch, fault: Exception, waits: bool
) -> None:
    redaction = begun(documents, content=PERSONAL)
    monkeypatch.setattr(confining, "run", raising(fault))
    _read_ahead(documents)
    assert (_errand(rows, redaction) is not None) is waits
    assert _kept(rows, redaction) == []


def test_that_reading_ahead_waits_is_no_alarm(documents: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(documents, content=PERSONAL)
    monkeypatch.setattr(confining, "run", raising(Stalled("no turn")))
    with capture_logs() as logs:
        _read_ahead(documents)
    assert [(one["event"], one["log_level"]) for one in logs] == [("read_ahead_waits", "warning")]


def test_a_file_on_which_nobody_draws_any_more_is_not_even_fetched(
    documents: Working, monkeypatch: pytest.MonkeyPatch, rows: psycopg.Connection[Any]
) -> None:
    redaction = drawn(documents, content=PERSONAL)
    assert propose(documents, redaction).status_code == 200
    monkeypatch.setattr(reading_ahead, "fetched", raising(AssertionError("fetched")))
    _read_ahead(documents)
    assert _errand(rows, redaction) is None


def test_what_was_read_before_a_try_broke_off_is_not_read_again(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "AT_ONCE", 1)
    redaction, run, asked = begun(documents, content=PERSONAL), confining.run, list[int]()

    def once(*job: Any, **said: Any) -> Any:
        asked.append(said["first"])
        if asked == [1, 2]:
            raise Stalled("no turn")
        return run(*job, **said)

    monkeypatch.setattr(confining, "run", once)
    _read_ahead(documents)
    assert len(_kept(rows, redaction)) == 1
    _read_ahead(documents, LATER)
    assert (asked, len(_kept(rows, redaction)), _errand(rows, redaction)) == ([1, 2, 2], 2, None)


@pytest.mark.parametrize("gone", ["file", "drawing"])
def test_what_a_child_read_is_dropped_if_the_file_or_the_drawing_went_meanwhile(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    redaction, run = begun(documents, content=PERSONAL), confining.run

    def while_it_goes(*job: Any, **said: Any) -> Any:
        told = run(*job, **said)
        if gone == "drawing":
            _discard(documents, redaction)
        else:
            rows.execute("update document set state = 'destroyed' where id = %s", [redaction["document"]])
        return told

    monkeypatch.setattr(confining, "run", while_it_goes)
    _read_ahead(documents)
    assert (_kept(rows, redaction), _errand(rows, redaction)) == ([], None)


def test_a_file_without_pages_has_nothing_to_be_read_ahead(documents: Working, rows: psycopg.Connection[Any]) -> None:
    redaction = begun(documents, content=b"nama,nik\r\nSiti,1\r\n", name="daftar.csv")
    assert _errand(rows, redaction) is None


def _discard(documents: Working, redaction: dict[str, Any]) -> None:
    path, headers = f"/v1/redactions/{redaction['id']}/discarding", {"If-Match": f'"{redaction["version"]}"'}
    assert ask(documents, path, method="POST", headers=headers).status_code == 200


def _errand(rows: psycopg.Connection[Any], redaction: dict[str, Any]) -> Any:
    return rows.execute("select attempts from errand where id = %s", [redaction["id"]]).fetchone()
