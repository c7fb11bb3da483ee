"""The office's letters, asked of the register when they are to go with files; kept nowhere here."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from chassis.client import Client
from chassis.context import Context, current, use
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
    settings, context = runtime().settings, current()
    registry = _registry(Config.of(settings).registry_url)
    host = f"{runtime().directory.by_code(context.tenant).host}.{settings.base_domain}"
    with use(Context(context.tenant, DOCUMENTS, frozenset({DOCUMENTS}), context.trace)):
        notice = registry.call("GET", f"/v1/cases/{request_id}/notice", host=host).json()
        pdf = registry.call("GET", f"/v1/cases/{request_id}/notice.pdf", host=host).content
    return Letter(notice["number"], notice["letter_number"], pdf)


@lru_cache(maxsize=4)
def _registry(url: str) -> Client:
    return Client("registry", url, runtime().signer)
