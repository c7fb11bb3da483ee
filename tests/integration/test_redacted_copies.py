"""The blackened copy: made from what was drawn, approved by a second person, given only then, byte for byte."""

import io
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from pypdf import PdfReader

from chassis import confining
from chassis.confining import Overran, Stalled
from chassis.db import bound
from services.documents.files.steps import files
from services.documents.readers import reading
from services.documents.redaction.commands import copies
from services.documents.storage import Storage
from services.documents.storage.faults import StorageAway
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, said, saved
from tests.corpora.scans import scanned
from tests.integration.conftest import DECIDER, DEPOK, MAKASSAR, PROPOSER, Working
from tests.integration.document_desk import raising, shown, tick
from tests.integration.redacting import (
    BOX,
    OFFICER,
    PPID,
    ask,
    copied,
    decide,
    drawn,
    given,
    propose,
    proposed,
    save,
    seen,
    told_of,
)

pytestmark = pytest.mark.stack
PERSONAL = saved(paper(said(f"NIK {SECRET}") + said(LINE, y=600), said(LINE)))
SOON, LATER = timedelta(seconds=5), timedelta(hours=1)


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.promise("blackening")
def test_a_copy_has_nothing_of_what_was_blackened_and_says_on_which_ground(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = copied(documents, BOX | {"note": "Milik Siti"}, content=PERSONAL, name="Daftar hadir.pdf")
    copy = ask(documents, f"/v1/redactions/{redaction['id']}/copy")
    assert "Daftar%20hadir%20%28dihitamkan%29.pdf" in copy.headers["Content-Disposition"]
    assert SECRET.encode() not in copy.data
    told = PdfReader(io.BytesIO(copy.data))
    assert len(told.pages) == 3  # two of the original, and the annex
    assert (told.metadata or {}).get("/Title") == "Daftar hadir (dihitamkan)"
    words = _words(copy.data)
    for wanted in ("KPU Kota Depok", "UU 14/2008 Pasal 17 huruf h", "1 bagian pada 1 halaman"):
        assert wanted in words
    assert not [hidden for hidden in (SECRET, "Siti", "Budi") if hidden in words]
    assert shown(documents, {"id": redaction["copy"]["document"]})["redaction"] == redaction["id"]
    page = ask(documents, f"/v1/redactions/{redaction['id']}/copy/pages/3.png")
    assert (page.status_code, page.content_type) == (200, "image/png")
    noted = "select facts->>'document', facts->>'page' from audit_entry where act = 'redaction.page_shown'"
    looked = rows.execute(f"{noted} and subject = %s", [redaction["id"]])
    assert looked.fetchall() == [(redaction["copy"]["document"], "3")]


def test_a_scan_of_three_pages_goes_from_arriving_to_a_copy_that_may_be_given(documents: Working) -> None:
    content = scanned("Berita acara", f"NIK : {SECRET}", "Ditetapkan di Depok", tiffinfo={315: "Siti Rahmawati"})
    box = BOX | {"page": 2, "x": 0.0, "y": 0.0, "width": 1.0, "height": 0.5}
    redaction = copied(documents, box, content=content, name="Pindai.tif")
    original = shown(documents, {"id": redaction["document"]})
    assert (original["media_type"], len(redaction["pages"])) == ("image/tiff", 3)
    held = [one["kind"] for one in original["clearance"]["findings"]]
    assert held == (["nik"] if reading.can_read() else ["unread"]), "what the scan keeps beside its pages is not copied"
    page = ask(documents, f"/v1/redactions/{redaction['id']}/pages/3.png")
    assert page.data.startswith(b"\x89PNG")
    copy = shown(documents, {"id": redaction["copy"]["document"]})
    assert (copy["name"], [one["kind"] for one in copy["clearance"]["findings"]]) == (
        "Pindai (dihitamkan).pdf", [] if reading.can_read() else ["unread"],
    )  # fmt: skip
    content = ask(documents, f"/v1/redactions/{redaction['id']}/copy").data
    assert len(PdfReader(io.BytesIO(content)).pages) == 4
    assert not [hidden for hidden in (SECRET, "Siti") if hidden in _words(content)]


@pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")
def test_what_was_not_blackened_can_be_searched_and_copied(documents: Working) -> None:
    redaction = copied(documents, content=PERSONAL)
    assert redaction["copy"]["text"] is True
    assert LINE in _words(ask(documents, f"/v1/redactions/{redaction['id']}/copy").data)


def test_only_what_a_second_person_approved_is_given_and_told(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = copied(documents, content=PERSONAL)
    copy_id = redaction["copy"]["document"]
    assert given(documents, redaction).status_code == 409
    assert told_of(rows, copy_id) == []
    listed = ask(documents, f"/v1/documents?request={redaction['request']}").get_json()["items"]
    assert copy_id not in {one["id"] for one in listed}
    assert documents.ask(DEPOK, path=f"/v1/issued/{redaction['copy']['sha256']}").status_code == 404

    approved = decide(documents, redaction).get_json()
    assert (approved["stage"], approved["decider"], approved["copy"]["cleared"]) == ("approved", "Rina Kartika", True)
    assert told_of(rows, copy_id) == ["stored", "given"]
    assert given(documents, redaction).data == ask(documents, f"/v1/redactions/{redaction['id']}/copy").data
    kept = rows.execute(
        "select facts->>'sha256', actor from audit_entry where act = 'redaction.approved' and subject = %s",
        [redaction["id"]],
    ).fetchone()
    assert kept == (redaction["copy"]["sha256"], PPID)


def test_nobody_approves_what_the_same_person_proposed_nor_without_being_ppid(documents: Working) -> None:
    redaction = proposed(documents, actor=PPID)
    tick(documents, SOON)
    redaction = seen(documents, redaction, PPID)
    own = decide(documents, redaction, PPID)
    assert (own.status_code, "orang lain" in own.get_json()["detail"]) == (403, True)
    assert decide(documents, redaction, OFFICER).status_code == 403
    allowed = {one["act"]: one["allowed"] for one in redaction["acts"]}
    assert (allowed["approve"], allowed["return"]) == (False, True)
    assert decide(documents, redaction, "staff:33").status_code == 403  # another officer
    other = documents.ask(
        MAKASSAR, "ppid", actor="staff:9", path=f"/v1/redactions/{redaction['id']}/decision", method="POST",
        json={"approve": False, "words": "kembalikan saja"},
    )  # fmt: skip
    assert other.status_code == 404


@pytest.mark.promise("blackening")
def test_the_database_itself_lets_nobody_approve_the_own_proposal(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = copied(documents)
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.execute(
            "update redaction set stage = 'approved', decided_by = proposed_by, decider = 'x', decided_at = now()"
            " where id = %s",
            [redaction["id"]],
        )


def test_an_approval_is_of_the_very_copy_that_was_looked_at(documents: Working) -> None:
    redaction = copied(documents)
    assert decide(documents, redaction, sha256=None).get_json()["errors"][0]["pointer"] == "/sha256"
    assert decide(documents, redaction, approve=False, words="Kotak kurang lebar.").status_code == 200
    again = propose(documents, save(documents, seen(documents, redaction), BOX, BOX).get_json()).get_json()
    tick(documents, SOON)
    late = decide(documents, redaction)
    assert (late.status_code, late.get_json()["code"]) == (409, "copy-changed")
    assert decide(documents, seen(documents, again)).status_code == 200


def test_the_copy_of_a_proposal_that_was_returned_is_never_given(documents: Working) -> None:
    redaction = copied(documents)
    assert decide(documents, redaction, approve=False, words="kurang").status_code == 422
    returned = decide(documents, redaction, OFFICER, approve=False, words="Saya tarik kembali.").get_json()
    assert (returned["stage"], returned["copy"], returned["words"]) == ("draft", None, "Saya tarik kembali.")
    assert ask(documents, f"/v1/redactions/{redaction['id']}/copy").get_json()["code"] == "copy-not-ready"
    assert decide(documents, redaction).get_json()["code"] == "not-proposed"
    assert given(documents, redaction).status_code == 409
    assert len(returned["boxes"]) == 1


def test_what_the_gate_finds_in_a_copy_keeps_it_back_also_after_the_approval(documents: Working) -> None:
    redaction = copied(documents, BOX | {"y": 0.9}, content=PERSONAL)  # the box lies elsewhere
    approved = decide(documents, redaction).get_json()
    assert (approved["stage"], approved["copy"]["cleared"]) == ("approved", False)
    assert given(documents, redaction).status_code == 409
    findings = shown(documents, {"id": redaction["copy"]["document"]})["clearance"]["findings"]
    assert {one["kind"] for one in findings} <= {"nik", "unread"}
    assert findings


def test_a_copy_is_called_as_the_office_says(documents: Working) -> None:
    redaction = proposed(documents)
    decide(documents, redaction, OFFICER, approve=False, words="Ganti nama berkas.")
    redaction = seen(documents, redaction)
    wrong = propose(documents, redaction, file_name="a/b")
    assert (wrong.status_code, wrong.get_json()["errors"][0]["pointer"]) == (422, "/file_name")
    renamed = propose(documents, redaction, file_name="Daftar hadir TPS 4").get_json()
    tick(documents, SOON)
    copy = seen(documents, renamed)["copy"]
    assert shown(documents, {"id": copy["document"]})["name"] == "Daftar hadir TPS 4.pdf"


def test_what_is_proposed_stays_as_it_is_and_nothing_is_proposed_empty(documents: Working) -> None:
    redaction = proposed(documents)
    assert save(documents, redaction, BOX).get_json()["code"] == "not-draft"
    assert propose(documents, redaction).get_json()["code"] == "not-draft"
    assert decide(documents, redaction).get_json()["code"] == "copy-not-ready"
    decide(documents, redaction, approve=False, words="Mulai dari awal.")
    empty = save(documents, seen(documents, redaction)).get_json()
    assert propose(documents, empty).get_json()["code"] == "no-boxes"


def test_a_proposal_called_off_before_its_copy_was_made_leaves_nothing_behind(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = proposed(documents)
    decide(documents, redaction, OFFICER, approve=False, words="Belum lengkap.")
    tick(documents, SOON)
    left = "select count(*) from errand where id in (select copy_id from redaction where id = %s)"
    assert rows.execute(left, [redaction["id"]]).fetchone() == (0,)
    assert rows.execute("select count(*) from copy where redaction_id = %s", [redaction["id"]]).fetchone() == (0,)


@pytest.mark.parametrize(("owner", "step"), [(Storage, "take_in"), (files, "received"), (copies, "_keep")])
def test_killed_at_any_step_the_copy_is_made_all_the_same(
    documents: Working, monkeypatch: pytest.MonkeyPatch, owner: Any, step: str
) -> None:
    redaction = proposed(documents)
    with monkeypatch.context() as killed:
        killed.setattr(owner, step, raising(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            tick(documents, SOON)
    assert seen(documents, redaction)["copy"]["state"] == "making"
    tick(documents, LATER)
    assert seen(documents, redaction)["copy"]["state"] == "ready"


def test_a_file_that_breaks_the_copying_is_said_to_have_no_copy(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    redaction = proposed(documents)
    with monkeypatch.context() as broken:
        broken.setattr(confining, "run", raising(Overran("crashed")))
        tick(documents, SOON)
    copy = seen(documents, redaction)["copy"]
    assert (copy["state"], "terlalu rumit" in copy["why"]) == ("failed", True)
    assert decide(documents, seen(documents, redaction)).get_json()["code"] == "copy-not-ready"


@pytest.mark.parametrize("fault", [Stalled("busy"), StorageAway()])
def test_a_machine_that_cannot_make_the_copy_now_makes_it_later(
    documents: Working, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    redaction = proposed(documents)
    with monkeypatch.context() as busy, bound(documents.runtime.database):
        busy.setattr(confining, "run", raising(fault))
        tick(documents, SOON)
    assert seen(documents, redaction)["copy"]["state"] == "making"
    tick(documents, LATER)
    assert seen(documents, redaction)["copy"]["state"] == "ready"


def test_why_a_proposal_went_back_is_read_by_the_office_and_is_not_in_the_record_of_acts(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = copied(documents)
    words = "Nama Siti Rahmawati di halaman 1 masih terbaca."
    returned = decide(documents, redaction, approve=False, words=words, sha256=None).get_json()
    assert returned["words"] == words
    entry = "select facts from audit_entry where subject = %s and act = 'redaction.returned'"
    assert rows.execute(entry, [redaction["id"]]).fetchall() == [({"copy": redaction["copy"]["document"]},)]


def test_a_proposal_that_went_back_is_given_up_by_who_made_it_and_its_file_begun_anew(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    first = proposed(documents)
    decide(documents, first, approve=False, words="Bukan berkas ini.")
    returned = seen(documents, first)
    path, call = f"/v1/redactions/{first['id']}/discarding", {"method": "POST"}
    version = {"If-Match": f'"{returned["version"]}"'}
    assert ask(documents, path, "staff:33", headers=version, **call).status_code == 403
    assert ask(documents, path, headers={"If-Match": '"1"'}, **call).status_code == 412
    given_up = ask(documents, path, headers=version, **call).get_json()
    assert (given_up["stage"], given_up["copy"], given_up["boxes"]) == ("discarded", None, returned["boxes"])
    assert save(documents, given_up, BOX).get_json()["code"] == "not-draft"
    entry = "select actor from audit_entry where subject = %s and act = 'redaction.discarded'"
    assert rows.execute(entry, [first["id"]]).fetchall() == [(OFFICER,)]
    anew = ask(documents, f"/v1/documents/{first['document']}/redactions", method="POST")
    assert (anew.status_code, anew.get_json()["boxes"]) == (201, [])


def test_a_draft_is_given_up_by_whoever_drew_it_until_somebody_else_draws_in_it(documents: Working) -> None:
    mine, shared = drawn(documents), drawn(documents)
    shared = save(documents, shared, BOX, BOX, actor="staff:33").get_json()
    assert [known["saver"] for known in shared["versions"]] == [PROPOSER, DECIDER]

    def discard(redaction: dict[str, Any], actor: str = OFFICER) -> int:
        path, version = f"/v1/redactions/{redaction['id']}/discarding", {"If-Match": f'"{redaction["version"]}"'}
        return ask(documents, path, actor, method="POST", headers=version).status_code

    assert [discard(mine, "staff:33"), discard(mine)] == [403, 200]
    assert [discard(shared), discard(shared, "staff:33"), discard(shared, PPID)] == [403, 403, 200]
