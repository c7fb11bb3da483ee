"""An original goes out only by a PPID's reasoned decision, and never with what people leave behind by accident."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from werkzeug.test import TestResponse

from chassis import confining
from services.documents import copies
from services.documents.gate.commands import originals
from tests.corpora import leaking_pdfs
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import JUDGE, accept, decided, kept, raising, shown, tick
from tests.integration.redacting import told_of

pytestmark = pytest.mark.stack
WHY = "Keputusan bertanda tangan elektronik; salinannya tidak dapat diverifikasi."


def _ask(documents: Working, document: dict[str, Any], method: str = "POST", **changes: Any) -> TestResponse:
    call = {"actor": JUDGE, "json": {"words": WHY}} | changes
    office, role = call.pop("office", DEPOK), call.pop("role", "ppid")
    return documents.ask(office, role, path=f"/v1/documents/{document['id']}/original", method=method, **call)


def _chosen(documents: Working, document: dict[str, Any]) -> dict[str, Any]:
    answer = _ask(documents, document)
    assert (answer.status_code, answer.get_json()["standing"]) == (202, "copying")
    tick(documents, timedelta(seconds=1))
    return shown(documents, document)


@pytest.mark.promise("gate")
def test_an_original_is_given_byte_for_byte_once_a_ppid_says_why(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    content = leaking_pdfs.clean(2)
    document = _chosen(documents, kept(documents, content=content))
    assert (document["standing"], document["clearance"]["sha256"]) == ("ready", document["sha256"])
    assert (document["original"]["words"], document["original"]["by"]) == (WHY, JUDGE)
    decided(documents, document)
    path = f"/v1/documents/{document['id']}/content"
    assert documents.ask(DEPOK, "applicant", actor=f"request:{document['request']}", path=path).data == content
    assert documents.ask(DEPOK, path=f"/v1/issued/{document['sha256']}").status_code == 200
    assert told_of(rows, document["id"]) == ["stored", "copying", "ready", "copying", "ready", "given"]
    acts = "select actor from audit_entry where act = 'original.chosen' and subject = %s"
    assert rows.execute(acts, [document["id"]]).fetchall() == [(JUDGE,)]
    assert _ask(documents, document, "DELETE").get_json()["code"] == "not-choosable"


@pytest.mark.promise("gate")
def test_an_original_with_what_people_leave_behind_is_not_given_and_its_copy_is(documents: Working) -> None:
    make, kind = leaking_pdfs.LEAKS["text under a black box"]
    document = _chosen(documents, kept(documents, content=make()))
    assert document["standing"] == "held_back"
    assert kind in [one["kind"] for one in document["clearance"]["findings"]]
    assert accept(documents, document, 0).status_code == 422
    assert _ask(documents, document, "DELETE").get_json()["standing"] == "ready"
    assert shown(documents, document)["clearance"]["sha256"] == document["copy"]["sha256"]


def test_personal_data_in_an_original_is_judged_like_that_in_a_copy(documents: Working) -> None:
    document = _chosen(documents, kept(documents, content=saved(paper(said(f"NIK {SECRET}")))))
    assert document["standing"] == "to_judge"
    assert accept(documents, document, 0).get_json()["standing"] == "ready"


def test_only_a_ppid_who_did_not_bring_the_file_chooses_its_original_and_says_why(documents: Working) -> None:
    document = kept(documents)
    assert _ask(documents, document, role="officer").status_code == 403
    assert _ask(documents, document, actor="client:7").status_code == 403
    assert _ask(documents, document, actor=document["brought_by"]).get_json()["code"] == "own-file"
    assert _ask(documents, document, json={"words": "Perlu."}).status_code == 422
    assert _ask(documents, document, office=MAKASSAR).status_code == 404
    assert shown(documents, document)["standing"] == "ready"


def test_an_original_that_nobody_could_read_is_held_back(documents: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    document = kept(documents)
    whole = confining.run

    def run(job: str, *given: Any, **told: Any) -> Any:
        if job == originals.JOB:
            raise confining.Overran("crashed")
        return whole(job, *given, **told)

    monkeypatch.setattr(confining, "run", run)
    assert _chosen(documents, document)["standing"] == "held_back"


def test_the_words_of_an_original_of_which_no_copy_could_be_made_are_read_by_a_person(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(copies, "make", raising(confining.Overran("crashed")))
        document = kept(documents)
    assert document["standing"] == "held_back"
    document = _chosen(documents, document)
    assert (document["standing"], [one["kind"] for one in document["clearance"]["findings"]]) == (
        "to_judge",
        ["unread"],
    )
    read = {"reason": "read", "words": "Sudah saya baca seluruhnya, tidak ada data pribadi."}
    assert accept(documents, document, 0, **read).get_json()["standing"] == "ready"
