"""What documents asks of other services: letters, disputes, numbers, messages. Nothing of it is kept here."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import httpx2

from chassis.client import Client, Refused
from chassis.context import Context, current, use
from chassis.errors import NotFound
from chassis.service import runtime
from services.documents.config import Config

DOCUMENTS = "service:documents"


@dataclass(frozen=True, slots=True)
class Letter:
    """A written notice: the numbers of the request and of the letter, and the letter itself."""

    number: str
    letter_number: str
    pdf: bytes

    @property
    def name(self) -> str:
        """A file name for it."""
        return f"pemberitahuan-{self.letter_number.replace('/', '-')}.pdf"


def letter_of(request_id: UUID) -> Letter:
    """The written notice on a request.

    Raises:
        Refused: the register has none. Unavailable: it does not answer.
    """
    notice = _registry(f"/v1/cases/{request_id}/notice").json()
    pdf = _registry(f"/v1/cases/{request_id}/notice.pdf").content
    return Letter(notice["number"], notice["letter_number"], pdf)


def case_letter(request_id: UUID, letter_id: str) -> bytes:
    """A letter before the decision, as a PDF.

    Raises:
        Refused: the register has none. Unavailable: it does not answer.
    """
    return _registry(f"/v1/cases/{request_id}/letters/{letter_id}.pdf").content


def reply(objection_id: UUID) -> bytes:
    """The written answer to an objection, as a PDF.

    Raises:
        Refused: the register has none. Unavailable: it does not answer.
    """
    return _registry(f"/v1/objections/{objection_id}/reply.pdf").content


def dispute(dispute_id: UUID) -> dict[str, Any]:
    """All that the register says about a dispute and what led to it.

    Raises:
        NotFound: this office has no such dispute. Unavailable: the register does not answer.
    """
    found = _registry_has(f"/v1/disputes/{dispute_id}/record")
    if found is None:
        raise NotFound
    return found


def number_of(request_id: UUID) -> str | None:
    """The number of a request; None when the register of the office has no such request.

    Raises:
        Unavailable: the register does not answer.
    """
    found = _registry_has(f"/v1/cases/{request_id}")
    return str(found["number"]) if found else None


def messages(request_id: UUID) -> list[dict[str, Any]]:
    """What was sent to the applicant of a request, and when the mail server took it.

    Raises:
        Unavailable: notify does not answer.
    """
    answer = _ask("notify", Config.here().notify_url, "/v1/notices", params={"request": str(request_id)})
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def _registry_has(path: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = _registry(path).json()
    except Refused as refused:
        if refused.status == NotFound.status:
            return None
        raise
    return found


def _registry(path: str) -> httpx2.Response:
    return _ask("registry", Config.here().registry_url, path)


def _ask(service: str, url: str, path: str, **options: Any) -> httpx2.Response:
    context, host = current(), runtime().host()
    with use(Context(context.tenant, DOCUMENTS, frozenset({DOCUMENTS}), context.trace)):
        return _client(service, url).call("GET", path, host=host, **options)


@lru_cache(maxsize=8)
def _client(service: str, url: str) -> Client:
    return Client(service, url, runtime().signer)
