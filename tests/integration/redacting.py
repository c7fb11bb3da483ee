"""Blackening documents of KPU Kota Depok: begin, draw, propose, decide."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
from werkzeug.test import TestResponse

from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import decided, kept, tick

OFFICER, PPID = "staff:31", "staff:32"
BOX = {"page": 1, "x": 0.1, "y": 0.15, "width": 0.5, "height": 0.05, "ground": "h"}


def ask(documents: Working, path: str, actor: str = OFFICER, office: str = DEPOK, **call: Any) -> TestResponse:
    """Ask as an officer, or as the PPID."""
    return documents.ask(office, "ppid" if actor == PPID else "officer", actor=actor, path=path, **call)


def begun(documents: Working, **sent: Any) -> dict[str, Any]:
    """A redaction of a file that was sent for it."""
    document = kept(documents, **{"request_id": uuid4()} | sent)
    answer = ask(documents, f"/v1/documents/{document['id']}/redactions", method="POST")
    assert answer.status_code == 201, answer.get_json()
    return answer.get_json()  # type: ignore[no-any-return]


def save(documents: Working, redaction: dict[str, Any], *boxes: dict[str, Any], actor: str = OFFICER) -> TestResponse:
    """Save boxes over what a redaction was when it was read."""
    path, headers = f"/v1/redactions/{redaction['id']}/boxes", {"If-Match": f'"{redaction["version"]}"'}
    body = json.dumps({"boxes": boxes})
    return ask(documents, path, actor, method="PUT", data=body, headers=headers, content_type="application/json")


def drawn(documents: Working, *boxes: dict[str, Any], **sent: Any) -> dict[str, Any]:
    """A redaction with boxes."""
    answer = save(documents, begun(documents, **sent), *(boxes or (BOX,)))
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()  # type: ignore[no-any-return]


def seen(documents: Working, redaction: dict[str, Any], actor: str = OFFICER) -> dict[str, Any]:
    """A redaction as somebody sees it by now."""
    answer = ask(documents, f"/v1/redactions/{redaction['id']}", actor)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()  # type: ignore[no-any-return]


def proposed(documents: Working, *boxes: dict[str, Any], actor: str = OFFICER, **sent: Any) -> dict[str, Any]:
    """A redaction that was proposed; its copy is not made yet."""
    redaction = drawn(documents, *boxes, **sent)
    answer = propose(documents, redaction, actor)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()  # type: ignore[no-any-return]


def propose(documents: Working, redaction: dict[str, Any], actor: str = OFFICER, **said: Any) -> TestResponse:
    """Propose what was drawn."""
    path, headers = f"/v1/redactions/{redaction['id']}/proposal", {"If-Match": f'"{redaction["version"]}"'}
    return ask(documents, path, actor, method="POST", json=said, headers=headers)


def copied(documents: Working, *boxes: dict[str, Any], **sent: Any) -> dict[str, Any]:
    """A redaction whose copy can be looked at."""
    redaction = proposed(documents, *boxes, **sent)
    tick(documents, timedelta(seconds=5))
    found = seen(documents, redaction)
    assert found["copy"]["state"] == "ready", found["copy"]
    return found


def decide(documents: Working, redaction: dict[str, Any], actor: str = PPID, **said: Any) -> TestResponse:
    """Approve the copy as it was seen, unless something else is said."""
    sha256 = redaction["copy"] and redaction["copy"]["sha256"]
    body = {"approve": True, "words": None, "sha256": sha256} | said
    return ask(documents, f"/v1/redactions/{redaction['id']}/decision", actor, method="POST", json=body)


def told_of(rows: psycopg.Connection[Any], document_id: str) -> list[str]:
    """What other services were told of a document, in order: that it is stored, then where it stands."""
    found = rows.execute("select body from outbox where aggregate_id = %s order by seq", [document_id])
    told = [json.loads(body) for (body,) in found]
    return [one["data"].get("standing", one["type"].split(".")[-2]) for one in told]


def given(documents: Working, redaction: dict[str, Any]) -> Any:
    """What the applicant gets of the copy once a decision named it."""
    request, copy = redaction["request"], redaction["copy"]["document"]
    decided(documents, {"request": request, "id": copy})
    return documents.ask(DEPOK, "applicant", actor=f"request:{request}", path=f"/v1/documents/{copy}/content")
