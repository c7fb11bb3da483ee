"""A request is granted in full with a blackened copy only if somebody states that nobody asked for what it hides."""

from typing import Any
from uuid import UUID

import pytest

from chassis.context import Context
from chassis.db import transaction
from services.registry.disputes.queries import chronology
from services.registry.letters.models import Notice
from tests.integration.conftest import DEPOK, Working
from tests.integration.test_registry import GRANT, REFUSAL, _case, _decide, _standing, _stored, _submitted

pytestmark = pytest.mark.stack
PARTLY = REFUSAL | GRANT | {"outcome": "partly_granted", "given": "Notulen.", "withheld": "NIK peserta."}


def _copy(registry: Working, request_id: UUID, *grounds: str) -> str:
    """A blackened copy that the release gate let pass, as documents tells of it."""
    document = _stored(registry, request_id, cleared=False)
    about = {"document_id": UUID(document), "request_id": request_id}
    registry.hear(DEPOK, _standing(**about, standing="ready", grounds=grounds or ("h",)), version=2)
    return document


@pytest.mark.promise("blackening")
def test_without_the_statement_nothing_is_granted_and_nothing_is_drawn_up(registry: Working) -> None:
    request_id = _submitted(registry)
    body = GRANT | {"documents": [_stored(registry, request_id), _copy(registry, request_id)]}
    for way in ("decision", "decision/draft"):
        path = f"/v1/cases/{request_id}/{way}"
        call: dict[str, Any] = {"method": "POST", "json": body, "headers": {"If-Match": '"1"'}}
        answer = registry.ask(DEPOK, "ppid", path=path, **call)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "blackened-unstated")
        (fault,) = answer.get_json()["errors"]
        assert fault["pointer"] == "/blackened_unasked"
        assert "kabulkan sebagian" in fault["detail"]
    assert _case(registry, request_id)["stage"] == "verifying"


def test_with_the_statement_it_is_granted_and_who_stated_it_of_which_file_is_kept(registry: Working) -> None:
    request_id = _submitted(registry)
    plain, copy = _stored(registry, request_id), _copy(registry, request_id, "b", "h")
    answer = _decide(registry, request_id, GRANT | {"documents": [plain, copy], "blackened_unasked": True})
    assert answer.status_code == 200, answer.get_json()
    notice = _case(registry, request_id)["decision"]
    assert notice["blackened_unasked"] is True
    ((said),) = notice["blackened"]
    assert (said["document"], said["grounds"], said["sha256"]) == (copy, ["b", "h"], "cd" * 32)
    assert (notice["signer"], bool(notice["decided_at"])) == ("Rina Kartika", True)
    found = "select facts->'blackened', facts->'blackened_unasked' from audit_entry where act = 'case.decided'"
    with registry.runtime.database.engine.connect() as connection:
        connection.exec_driver_sql(f"select set_config('ppid.tenant', '{DEPOK}', true)")
        kept = connection.exec_driver_sql(f"{found} and subject = %s", (str(request_id),)).one()
    assert tuple(kept) == ([copy], True)


def test_the_file_of_a_dispute_tells_who_stated_it_of_which_file(registry: Working) -> None:
    request_id = _submitted(registry)
    body = GRANT | {"documents": [_copy(registry, request_id)], "blackened_unasked": True}
    assert _decide(registry, request_id, body).status_code == 200
    with registry.runtime.acting(Context(DEPOK, "staff:1")), transaction() as session:
        notice = session.get_one(Notice, (DEPOK, request_id))
        (told,) = chronology._of_requests([], [], notice)
    assert told.note == (
        "Rina Kartika menyatakan bahwa yang dihitamkan tidak termasuk informasi yang diminta "
        "(berkas PDF, 1 KB, SHA-256 cdcdcdcd…: UU 14/2008 Pasal 17 huruf h (Rahasia pribadi))."
    )


def test_a_partial_grant_gives_the_copy_and_keeps_which_one_it_is(registry: Working) -> None:
    request_id = _submitted(registry)
    copy = _copy(registry, request_id)
    answer = _decide(registry, request_id, PARTLY | {"documents": [copy]})
    assert answer.status_code == 200, answer.get_json()
    notice = answer.get_json()["decision"]
    assert ([one["document"] for one in notice["blackened"]], notice["blackened_unasked"]) == ([copy], False)


def test_nobody_states_it_of_files_in_which_nothing_is_blackened(registry: Working) -> None:
    request_id = _submitted(registry)
    plain, _ = _stored(registry, request_id), _copy(registry, request_id)
    answer = _decide(registry, request_id, GRANT | {"documents": [plain], "blackened_unasked": True})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/blackened_unasked"]
    assert _decide(registry, request_id, GRANT | {"documents": [plain]}).get_json()["decision"]["blackened"] == []


def test_the_api_describes_the_statement_and_its_code(registry: Working) -> None:
    schemas = registry.ask(DEPOK, path="/openapi.json").get_json()["components"]["schemas"]
    said = schemas["Decision"]["properties"]["blackened_unasked"]
    assert said["type"] == "boolean"
    assert "`blackened-unstated`" in said["description"]
    assert "blackened_unasked" in schemas["Notice"]["properties"]
