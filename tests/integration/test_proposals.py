"""The list of an office's proposals to blacken files: whom each waits for, and only as long as it does."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.requests import RequestDecided
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import tick
from tests.integration.redacting import OFFICER, PPID, ask, copied, decide, proposed

pytestmark = pytest.mark.stack
SIZE = 200


def _page(documents: Working, actor: str, page: int = 1, office: str = DEPOK) -> dict[str, Any]:
    answer = ask(documents, f"/v1/redactions?page={page}&size={SIZE}", actor, office)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()  # type: ignore[no-any-return]


def _listed(documents: Working, redaction: dict[str, Any], actor: str, office: str = DEPOK) -> dict[str, Any] | None:
    """A redaction in the list of all, wherever it stands among those of other tests; None where it does not."""
    pages = -(-_page(documents, actor, office=office)["total"] // SIZE)
    items = [one for page in range(1, pages + 1) for one in _page(documents, actor, page, office)["items"]]
    return next((one for one in items if one["id"] == redaction["id"]), None)


def test_a_proposal_is_listed_from_its_making_until_it_is_approved(documents: Working) -> None:
    before = {actor: _page(documents, actor)["counts"] for actor in (OFFICER, PPID)}
    redaction = proposed(documents, name="Daftar hadir.pdf")
    making = _listed(documents, redaction, PPID)
    assert making is not None
    assert (making["name"], making["proposer"], making["waits_for"]) == ("Daftar hadir.pdf", "Budi #let x", "copy")
    for actor, own in ((OFFICER, 1), (PPID, 0)):
        now = _page(documents, actor)["counts"]
        assert (now["proposed"] - before[actor]["proposed"], now["own"] - before[actor]["own"]) == (1, own)

    tick(documents, timedelta(seconds=5))
    seen = {actor: _listed(documents, redaction, actor) for actor in (OFFICER, PPID)}
    assert [one and one["waits_for"] for one in seen.values()] == ["somebody_else", "you"]
    assert _listed(documents, redaction, OFFICER, MAKASSAR) is None

    assert decide(documents, ask(documents, f"/v1/redactions/{redaction['id']}").get_json()).status_code == 200
    assert _listed(documents, redaction, PPID) is None


def test_what_went_back_is_listed_with_the_reason_until_its_request_is_answered(documents: Working) -> None:
    redaction = copied(documents)
    before = _page(documents, OFFICER)["counts"]["returned"]
    decide(documents, redaction, approve=False, words="Kotak di halaman 2 kurang lebar.", sha256=None)
    returned = _listed(documents, redaction, OFFICER)
    assert returned is not None
    assert (returned["waits_for"], returned["words"]) == ("correction", "Kotak di halaman 2 kurang lebar.")
    assert (returned["decider"], _page(documents, OFFICER)["counts"]["returned"]) == ("Rina Kartika", before + 1)

    told = RequestDecided(
        request_id=UUID(redaction["request"]), number="1", outcome="refused", documents=(),
        decided_at=datetime.now(UTC),
    )  # fmt: skip
    documents.hear(DEPOK, told)
    assert _listed(documents, redaction, OFFICER) is None


def test_a_page_that_is_none_is_refused_beside_its_field(documents: Working) -> None:
    assert ask(documents, "/v1/redactions?page=0").status_code == 422
    assert ask(documents, "/v1/redactions", office=MAKASSAR, actor=PPID).status_code == 200
