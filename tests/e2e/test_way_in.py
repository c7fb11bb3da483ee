"""What the edge lets in, on a platform that runs as people run it."""

import json
from contextlib import closing
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]  # the first test waits for the platform

DEPOK = "depokkotappid"


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: str
    headers: dict[str, str]


def get(platform_url: str, path: str, *, label: str = "", **headers: str) -> Answer:
    """Ask the edge as a browser would that resolved `<label>.localhost`."""
    edge = urlsplit(platform_url)
    host = f"{label}.{edge.netloc}" if label else edge.netloc
    sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", edge.port, timeout=30)) as connection:
        connection.request("GET", path, headers=sent)
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
