"""What the pages ask the services for, one small client a service. Each call goes out as whoever the page works for."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any, cast
from urllib.parse import parse_qs, quote, urlsplit

import httpx2

from chassis.client import Client, Refused
from chassis.context import Context, current, use
from chassis.errors import NotFound, Problem
from chassis.service import Runtime, runtime
from gateway import shapes

SERVICES = ("intake", "registry", "documents", "notify")
PIECE = 256 * 1024  # bytes of a file that are in memory at a time
FILE_PATIENCE = httpx2.Timeout(300, connect=1)  # a large file is hashed and scanned before the answer comes
LONGEST_LIST = 100  # ids that intake takes in one question


class Intake:
    """People and what they hand in."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def submit(self, application: Mapping[str, Any], key: str) -> shapes.Receipt:
        """Hand in a request; the same key again gives the same answer.

        Raises:
            Refused: with the fields that cannot be accepted. Unavailable: nothing is known of the outcome; ask again.
        """
        answer = self._client.call(
            "POST", "/v1/requests", host=_host(), json=application, headers={"Idempotency-Key": key}
        )
        return cast(shapes.Receipt, answer.json())

    def request(self, request_id: str) -> dict[str, Any]:
        """The full request, personal data opened; intake writes down who looked.

        Raises:
            NotFound: this office has no such request.
        """
        with _missing():
            answer = self._client.call("GET", f"/v1/requests/{quote(request_id, safe='')}", host=_host())
        return cast(dict[str, Any], answer.json())

    def identity(self, request_id: str) -> dict[str, Any]:
        """The applicant's identity numbers in full; intake writes down who looked.

        Raises:
            NotFound: this office has no such request.
        """
        with _missing():
            path = f"/v1/requests/{quote(request_id, safe='')}/identity"
            return cast(dict[str, Any], self._client.call("GET", path, host=_host()).json())

    def receipt(self, request_id: str) -> bytes:
        """The receipt with the tracking code, in PDF; intake writes down who printed it.

        Raises:
            NotFound: this office has no such request.
        """
        with _missing():
            path = f"/v1/requests/{quote(request_id, safe='')}/receipt.pdf"
            return self._client.call("GET", path, host=_host()).content

    def lines(self, ids: Iterable[str]) -> dict[str, shapes.Line]:
        """What stands on each request, with the applicant masked, by id."""
        asked = list(ids)
        if not asked:
            return {}
        found: dict[str, shapes.Line] = {}
        for first in range(0, len(asked), LONGEST_LIST):
            some = asked[first : first + LONGEST_LIST]
            answer = self._client.call("GET", "/v1/requests", host=_host(), params={"ids": ",".join(some)})
            found |= {line["id"]: line for line in answer.json()["items"]}
        return found

    def search(self, words: str) -> list[shapes.Line]:
        """The requests whose number or subject holds these words."""
        answer = self._client.call("GET", "/v1/requests", host=_host(), params={"q": words})
        return cast(list[shapes.Line], answer.json()["items"])

    def tracking(self, token: str) -> shapes.Tracking:
        """A request as its applicant sees it, by the secret of the link.

        Raises:
            NotFound: no request of this office has this link.
        """
        with _missing():
            answer = self._client.call("GET", f"/v1/tracking/{quote(token, safe='')}", host=_host())
        return cast(shapes.Tracking, answer.json())

    def act(self, token: str, act: str, words: str | None) -> None:
        """Do what an applicant may do with a request: `repair`, `answer` or `withdraw`.

        Raises:
            Refused: the term is over, the words are missing, or it was done already.
        """
        path = f"/v1/tracking/{quote(token, safe='')}/acts"
        self._client.call("POST", path, host=_host(), json={"act": act, "words": words})


class Registry:
    """The register, the clock and the decisions."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def queue(self, tab: str, page: int, size: int, ids: Iterable[str] = ()) -> shapes.Queue:
        """A page of the office's queue: a tab of `open`, `late`, `decided` or `all`; with ids, of those cases only."""
        asked = {"tab": tab, "page": page, "size": size} | ({"ids": ",".join(ids)} if ids else {})
        answer = self._client.call("GET", "/v1/cases", host=_host(), params=asked)
        return cast(shapes.Queue, answer.json())

    def case(self, case_id: str) -> shapes.CaseFile:
        """All that stands in the file of a case.

        Raises:
            NotFound: this office has no such case, or the register has not taken it over yet.
        """
        with _missing():
            answer = self._client.call("GET", f"/v1/cases/{quote(case_id, safe='')}", host=_host())
        return cast(shapes.CaseFile, answer.json())

    def decide(self, case_id: str, version: int, decision: Mapping[str, Any]) -> None:
        """Issue the written notice of a case that is still at the version its decider saw.

        Raises:
            Refused: fields that are missing, an act that is not allowed, or a case that has changed (412).
        """
        self._client.call(
            "POST",
            f"/v1/cases/{quote(case_id, safe='')}/decision",
            host=_host(),
            json=decision,
            headers={"If-Match": f'"{version}"'},
        )

    def move(self, case_id: str, version: int, way: str, body: Mapping[str, Any]) -> None:
        """Move a case on short of a decision; `way` is `acts`, `regime`, `split` or `transfer`.

        Raises:
            Refused: fields that are missing, an act that is not allowed, or a case that has changed (412).
        """
        path = f"/v1/cases/{quote(case_id, safe='')}/{way}"
        self._client.call("POST", path, host=_host(), json=body, headers={"If-Match": f'"{version}"'})

    def letters(self, case_id: str) -> list[shapes.CaseLetter]:
        """What the office wrote to the applicant before deciding."""
        answer = self._client.call("GET", f"/v1/cases/{quote(case_id, safe='')}/letters", host=_host())
        return cast(list[shapes.CaseLetter], answer.json()["items"])

    def letters_behind(self, href: str) -> list[shapes.CaseLetter]:
        """The same, behind the link that intake gave the applicant."""
        return cast(list[shapes.CaseLetter], self._behind(href)["items"])

    def draft(self, case_id: str, decision: Mapping[str, Any]) -> shapes.Notice:
        """The written notice as it would be issued now.

        Raises:
            Refused: fields that are missing, or an act that is not allowed.
        """
        path = f"/v1/cases/{quote(case_id, safe='')}/decision/draft"
        return cast(shapes.Notice, self._client.call("POST", path, host=_host(), json=decision).json())

    def draft_letter(self, case_id: str, decision: Mapping[str, Any], form: str) -> bytes:
        """The same as a letter; `form` is `pdf` or `docx`.

        Raises:
            Refused: fields that are missing, or an act that is not allowed.
        """
        path = f"/v1/cases/{quote(case_id, safe='')}/decision/draft.{form}"
        return self._client.call("POST", path, host=_host(), json=decision).content

    def letter_file(self, case_id: str, name: str) -> bytes:
        """A letter about a case as a file, by its name with the register: `notice.pdf`, `letters/{id}.docx`.

        Raises:
            NotFound: this office has no such case, or wrote no such letter.
        """
        with _missing():
            path = f"/v1/cases/{quote(case_id, safe='')}/{name}"
            return self._client.call("GET", path, host=_host()).content

    def letter(self, code: str) -> shapes.Letter:
        """What this office vouches for behind the QR code of a letter.

        Raises:
            NotFound: no letter of this office carries it.
        """
        with _missing():
            answer = self._client.call("GET", f"/v1/letters/{quote(code, safe='')}", host=_host())
        return cast(shapes.Letter, answer.json())

    def notice(self, href: str) -> shapes.Notice:
        """The written notice behind the link that intake gave an applicant: its ticket is all the right it needs."""
        return cast(shapes.Notice, self._behind(href))

    def _behind(self, href: str) -> Any:
        parts = urlsplit(href)
        path = parts.path.removeprefix("/api/registry")
        ticket = parse_qs(parts.query).get("ticket", [""])[0]
        return self._client.call("GET", path, host=_host(), params={"ticket": ticket}).json()


class Documents:
    """Files."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def upload(self, request_id: str, name: str, content: IO[bytes], size: int) -> shapes.Document:
        """Pass a file on as an answer to a request, piece by piece."""
        answer = self._client.call(
            "POST",
            "/v1/documents",
            host=_host(),
            params={"request": request_id, "purpose": "answer", "name": name},
            headers={"Content-Length": str(size), "Content-Type": "application/octet-stream"},
            content=_pieces(content),
            timeout=FILE_PATIENCE,
        )
        return cast(shapes.Document, answer.json())

    def of(self, request_id: str, words: str = "") -> list[shapes.Document]:
        """The files of a request; with words, those in which all of them occur."""
        asked = {"request": request_id} | ({"words": words} if words else {})
        answer = self._client.call("GET", "/v1/documents", host=_host(), params=asked)
        return cast(list[shapes.Document], answer.json()["items"])


class Notify:
    """Messages to applicants."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def notices(self, request_id: str) -> list[shapes.Message]:
        """What was sent about a request, and what waits."""
        answer = self._client.call("GET", "/v1/notices", host=_host(), params={"request": request_id})
        return cast(list[shapes.Message], answer.json()["items"])


@dataclass(frozen=True, slots=True)
class Backends:
    """Every service that pages are made from."""

    intake: Intake
    registry: Registry
    documents: Documents
    notify: Notify
    clients: Mapping[str, Client]

    @classmethod
    def of(cls, running: Runtime) -> "Backends":
        """Clients at the addresses of the settings."""
        urls = running.settings.service_urls

        clients = {name: Client(name, urls[name], running.signer) for name in SERVICES}
        return cls(
            Intake(clients["intake"]),
            Registry(clients["registry"]),
            Documents(clients["documents"]),
            Notify(clients["notify"]),
            clients,
        )

    def descriptions(self) -> dict[str, dict[str, Any]]:
        """The OpenAPI document of every service that answers, by name."""
        found: dict[str, dict[str, Any]] = {}
        for name, client in self.clients.items():
            with suppress(Problem), use(Context(tenant="")):  # what a service can do is no office's secret
                found[name] = client.call("GET", "/openapi.json", host=name).json()
        return found


def _host() -> str:
    """The host by which services know the office in force."""
    running = runtime()
    return f"{running.directory.by_code(current().tenant).host}.{running.settings.base_domain}"


@contextmanager
def _missing() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        if refused.status == HTTPStatus.NOT_FOUND:
            raise NotFound from refused
        raise


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
