"""What the edge lets in, on a platform that runs as people run it."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from gateway.config import AUDIENCES, DEMO_PASSWORD
from tests.running import Platform
from tests.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]  # the first test waits for the platform

DEPOK = "depokkotappid"


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: str
    headers: dict[str, str]


def get(platform_url: str, path: str, *, label: str = "", form: dict[str, str] | None = None, **headers: str) -> Answer:
    """Ask the edge as a browser would that resolved `<label>.localhost`, or send it a form."""
    edge = urlsplit(platform_url)
    host = f"{label}.{edge.netloc}" if label else edge.netloc
    sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", edge.port, timeout=30)) as connection:
        if form:
            sent |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, sent)
        answer = connection.getresponse()
        got = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, answer.read().decode(), got)


def test_the_national_portal_and_an_office_each_have_their_page(platform_url: str) -> None:
    national, office = get(platform_url, "/"), get(platform_url, "/", label=DEPOK)
    assert (national.status, office.status) == (200, 200)
    assert "KPU Kota Depok" in office.body


def test_a_host_that_is_no_office_is_not_found(platform_url: str) -> None:
    assert get(platform_url, "/", label="bukankantor").status == 404


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/api/intake/metrics", "/api/registry/readyz"])
def test_what_only_neighbours_may_ask_is_hidden(platform_url: str, path: str) -> None:
    assert get(platform_url, path).status == 404


@pytest.mark.parametrize("service", ["intake", "registry", "documents", "notify"])
def test_every_service_answers_behind_the_edge_with_its_own_words(platform_url: str, service: str) -> None:
    answer = get(platform_url, f"/api/{service}/v1/tidak-ada", label=DEPOK)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert json.loads(answer.body)["status"] == 404


def test_a_header_that_claims_to_be_somebody_is_dropped(platform_url: str) -> None:
    path = "/api/registry/v1/cases"
    assert get(platform_url, path, label=DEPOK, X_Ppid_Actor="staff:1", X_Ppid_Roles="ppid").status in {401, 403, 404}


def test_the_letters_of_the_demonstration_can_be_read(platform_url: str) -> None:
    assert get(platform_url, "/", label="surat").status == 200


def test_a_suspended_clients_tokens_are_refused_everywhere_within_five_seconds_and_good_again_once_it_is_admitted(
    platform: Platform,
) -> None:
    tokens = {service: json.loads(_token(platform.url, service).body)["access_token"] for service in AUDIENCES}

    def answers() -> set[int]:
        return {
            get(platform.url, f"/api/{service}/v1/tidak-ada", label=DEPOK, Authorization=f"Bearer {token}").status
            for service, token in tokens.items()
        }

    assert answers() == {404}
    with _suspended(platform):
        until(lambda: answers() == {401}, 5)
        assert _token(platform.url, "registry").status == 401
    until(lambda: answers() == {404}, 5)
    assert _token(platform.url, "registry").status == 200


@contextmanager
def _suspended(platform: Platform) -> Iterator[None]:
    platform.ppid("client", "suspend", "demo-depok", "--office", "32.76")
    try:
        yield
    finally:
        platform.ppid("client", "admit", "demo-depok", "--office", "32.76")


def _token(platform_url: str, audience: str) -> Answer:
    form = {"client_id": "demo-depok", "client_secret": DEMO_PASSWORD, "audience": audience}
    return get(platform_url, "/api/gateway/v1/token", label=DEPOK, form=form)
