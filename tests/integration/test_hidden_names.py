"""What was looked for and blackened is looked for in the copy too: by the gate, and here by other programs."""

import shutil
import subprocess
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from services.documents.readers import reading
from tests.corpora.leaking_pdfs import paper, said, saved
from tests.corpora.names import NAME, in_a_picture, twice
from tests.integration.conftest import Working
from tests.integration.document_desk import shown, tick
from tests.integration.redacting import ask, begun, propose, save, seen

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here"),
]


def _found(documents: Working, redaction: dict[str, Any], *words: str) -> list[dict[str, Any]]:
    path = f"/v1/redactions/{redaction['id']}/finds"
    answer = ask(documents, path, method="POST", json={"words": words})
    return answer.get_json()["items"]  # type: ignore[no-any-return]


def _boxes(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = ("page", "x", "y", "width", "height", "words")
    return [{name: one[name] for name in kept} | {"ground": "h"} for one in found]


def _copied(documents: Working, redaction: dict[str, Any], boxes: list[dict[str, Any]]) -> dict[str, Any]:
    drawn = save(documents, redaction, *boxes)
    assert drawn.status_code == 200, drawn.get_json()
    assert propose(documents, drawn.get_json()).status_code == 200
    tick(documents, timedelta(seconds=5))
    return seen(documents, redaction)


def _in_the_copy(documents: Working, redaction: dict[str, Any]) -> list[tuple[str, str, str]]:
    copy = shown(documents, {"id": redaction["copy"]["document"]})
    return [(one["kind"], one["where"], one["sample"]) for one in copy["clearance"]["findings"]]


def _read_by_poppler(documents: Working, redaction: dict[str, Any]) -> str:
    pdf = ask(documents, f"/v1/redactions/{redaction['id']}/copy").data
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().casefold().split())


def test_a_name_that_was_blackened_at_one_place_and_stands_at_another_is_a_finding(documents: Working) -> None:
    redaction = begun(documents, content=twice())
    first, second = _found(documents, redaction, "siti rahmawati")
    assert [one["words"] for one in (first, second)] == ["siti rahmawati"] * 2
    redaction = _copied(documents, redaction, _boxes([first]))
    assert _in_the_copy(documents, redaction) == [("name", "halaman 2", "S. R.")]
    assert "siti rahmawati " in _read_by_poppler(documents, redaction)


def test_once_it_is_blackened_everywhere_nothing_is_found_and_another_name_is_left_alone(documents: Working) -> None:
    redaction = begun(documents, content=twice())
    redaction = _copied(documents, redaction, _boxes(_found(documents, redaction, NAME)))
    assert _in_the_copy(documents, redaction) == []
    words = _read_by_poppler(documents, redaction)
    assert ("siti rahmawatiningsih" in words, "siti rahmawati " in words) == (True, False)


def test_a_name_in_a_picture_that_the_finder_did_not_read_is_found_in_the_copy(documents: Working) -> None:
    redaction = begun(documents, content=in_a_picture())
    found = _found(documents, redaction, NAME)
    assert len(found) == 1, "the finder reads the words of this page, not its picture"
    redaction = _copied(documents, redaction, _boxes(found))
    assert ("name", "halaman 1", "S. R.") in _in_the_copy(documents, redaction)
    assert NAME.casefold() in _read_by_poppler(documents, redaction)


def test_a_name_in_the_name_of_the_copy_is_found_also_where_a_mask_hides_it_in_the_file(documents: Working) -> None:
    redaction = begun(documents, content=f"Saksi {NAME}\nBeji\n".encode(), name=f"Surat {NAME}.txt")
    path, headers = f"/v1/redactions/{redaction['id']}/masks", {"If-Match": f'"{redaction["version"]}"'}
    mask = {"words": NAME.upper(), "ground": "h"}
    masked = ask(documents, path, method="PUT", json={"masks": [mask]}, headers=headers)
    propose(documents, masked.get_json())
    tick(documents, timedelta(seconds=5))
    assert _in_the_copy(documents, seen(documents, redaction)) == [("name", "nama berkas", "S. R.")]


def test_the_words_of_the_finder_lie_sealed_with_the_draft_and_nowhere_else(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    name = "Wulandari"  # of whom no other test knows
    redaction = begun(documents, content=saved(paper(said(f"Saksi {name}") + said(f"{name} hadir", y=600))))
    redaction = _copied(documents, redaction, _boxes(_found(documents, redaction, name)[:1]))
    assert redaction["boxes"][0]["words"] == name
    assert _in_the_copy(documents, redaction) == [("name", "halaman 1", "W.")]
    for table in ("redaction_boxes", "redaction", "copy", "clearance", "audit_entry", "outbox", "errand"):
        assert name not in str(rows.execute(f"select t::text from {table} t").fetchall()), table
