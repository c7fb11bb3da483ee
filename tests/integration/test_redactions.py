"""Blackening a document: pages as people see them, boxes with their ground, every list on the record."""

import io
from typing import Any

import psycopg
import pytest
from PIL import Image

from services.documents.redaction.domain.redactions import Act
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, Working
from tests.integration.redacting import BOX, PPID, ask, begun, decide, drawn, propose, proposed, save, seen

pytestmark = pytest.mark.stack


def test_pages_are_told_as_people_see_them_turned_and_cropped(documents: Working) -> None:
    turned = begun(documents, content=saved(paper(said("satu"), rotate=90, crop=(50, 100, 450, 700))))
    assert turned["pages"] == [{"number": 1, "width": 600.0, "height": 400.0}]
    answer = ask(documents, f"/v1/redactions/{turned['id']}/pages/1.png")
    assert answer.content_type == "image/png"
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert shown.width / shown.height == pytest.approx(1.5, rel=0.01)
    again = ask(
        documents, f"/v1/redactions/{turned['id']}/pages/1.png", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    assert ask(documents, f"/v1/redactions/{turned['id']}/pages/2.png").status_code == 404


def test_a_photo_is_one_page_turned_as_its_camera_says(documents: Working) -> None:
    shown, told, out = Image.new("RGB", (400, 200), "white"), Image.Exif(), io.BytesIO()
    told[0x0112] = 6  # turn right
    shown.save(out, "JPEG", exif=told)
    (page,) = begun(documents, content=out.getvalue(), name="foto.jpg")["pages"]
    assert page["height"] == 2 * page["width"]


def test_a_document_has_one_redaction_under_way_whoever_begins(documents: Working) -> None:
    redaction = begun(documents)
    again = ask(documents, f"/v1/documents/{redaction['document']}/redactions", PPID, method="POST")
    assert (again.status_code, again.get_json()["id"]) == (200, redaction["id"])
    listed = ask(documents, f"/v1/documents/{redaction['document']}/redactions").get_json()["items"]
    assert [one["id"] for one in listed] == [redaction["id"]]


def test_every_list_of_boxes_stays_on_the_record_and_can_be_saved_again(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    first = drawn(documents)
    second = save(documents, first, BOX, BOX | {"ground": "j", "act": "UU 7/2017 Pasal 20"}).get_json()
    assert [(one["version"], one["boxes"]) for one in second["versions"]] == [(2, 1), (3, 2)]
    earlier = ask(documents, f"/v1/redactions/{first['id']}/versions/2").get_json()["boxes"]
    assert earlier == first["boxes"]
    undone = save(documents, second, *earlier).get_json()
    assert (undone["boxes"], undone["version"]) == (first["boxes"], 4)
    assert ask(documents, f"/v1/redactions/{first['id']}/versions/9").status_code == 404
    acts = rows.execute("select act, actor from audit_entry where subject = %s order by id", [first["id"]]).fetchall()
    assert acts == [("redaction.begun", "staff:31")] + [("redaction.saved", "staff:31")] * 3


def test_a_list_saved_over_somebody_elses_is_refused(documents: Working) -> None:
    redaction = begun(documents)
    assert save(documents, redaction, BOX, actor=PPID).status_code == 200
    late = save(documents, redaction, BOX)
    assert (late.status_code, late.get_json()["code"]) == (412, "changed")
    path = f"/v1/redactions/{redaction['id']}/boxes"
    assert ask(documents, path, method="PUT", json={"boxes": []}).status_code == 428
    assert len(seen(documents, redaction)["boxes"]) == 1


def test_boxes_that_cannot_be_kept_are_refused_beside_their_field(documents: Working) -> None:
    answer = save(documents, begun(documents), BOX, BOX | {"page": 2, "x": 0.9})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/boxes/1/page", "/boxes/1/width"]


def test_the_superior_reads_and_draws_nothing(documents: Working) -> None:
    redaction = begun(documents)
    path = f"/v1/redactions/{redaction['id']}"
    shown = documents.ask(DEPOK, "superior", path=path).get_json()
    assert [act["allowed"] for act in shown["acts"]] == [False] * len(Act)
    assert documents.ask(DEPOK, "superior", path=f"{path}/boxes", method="PUT", json={"boxes": []}).status_code == 403


def test_personal_data_and_words_are_found_with_boxes_and_masked(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = begun(documents, content=saved(paper(said(f"NIK {SECRET} atas nama Siti"))))
    path = f"/v1/redactions/{redaction['id']}/finds"
    answer = ask(documents, path, method="POST", json={"words": ["Siti"], "patterns": ["nik", "kk"]})
    assert answer.status_code == 200, answer.get_json()
    items = answer.get_json()["items"]
    assert [(one["page"], one["kind"], one["sample"]) for one in items] == [
        (1, "nik", "••••••••••••9001"),
        (1, "name", "S."),
    ]
    boxes = [{name: one[name] for name in ("page", "x", "y", "width", "height")} | {"ground": "h"} for one in items]
    assert save(documents, redaction, *boxes).status_code == 200
    noted = "select facts from audit_entry where act = 'redaction.searched' and subject = %s"
    assert rows.execute(noted, [redaction["id"]]).fetchall() == [({"found": 2},)]
    nothing = ask(documents, path, method="POST", json={})
    assert (nothing.status_code, nothing.get_json()["errors"][0]["pointer"]) == (422, "/words")


def test_of_a_file_that_was_destroyed_nothing_is_said_or_proposed_any_more(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    waiting, draft = proposed(documents), drawn(documents)
    gone = "update document set state = 'destroyed' where id = any(%s)"
    rows.execute(gone, [[waiting["document"], draft["document"]]])
    answer = decide(documents, waiting, approve=False, words="Nama Siti masih terbaca di halaman dua.")
    assert (answer.status_code, propose(documents, draft).status_code) == (404, 404)
    kept = rows.execute("select words from redaction where id = %s", [waiting["id"]]).fetchone()
    assert kept == (None,)
