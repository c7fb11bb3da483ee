"""A file that goes in parts through the pages, to the real documents: what the script asks, and what it is told."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from gateway.config import DEMO_PASSWORD
from services.documents.files.domain.files import PART
from tests.corpora.honest import pdf
from tests.integration.conftest import Working
from tests.integration.document_desk import fetch, requested
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services

pytestmark = pytest.mark.stack
CASE = uuid4()
WHOLE = pdf(7 << 20)


@pytest.fixture(scope="module")
def documents(work: Callable[[str], Working]) -> Working:
    requested(work("documents"), CASE)
    return work("documents")


@pytest.fixture
def officer(app_over: AppOver, documents: Working) -> Browser:
    requested(documents, CASE)
    services = Services.of(Memory(), documents=Direct(documents))
    app = app_over(services)
    browser = Browser(app, "depokkotappid.localhost", address())
    return browser.get("/kerja").send({"username": "ppid.depok", "password": DEMO_PASSWORD})


def _ask(officer: Browser, path: str = "", *, proof: bool = True, **said: Any) -> TestResponse:
    address = f"/kerja/{CASE}/unggahan{path}"
    place = {"base_url": f"http://{officer.host}:8080", "headers": {"X-Forwarded-For": officer.address}}
    if proof:
        said["bukti"] = re.findall(r'name="bukti" value="([^"]+)"', officer.text)[0]
    if not said:
        return officer.client.get(address, **place)
    boundary, body = encode_multipart(said)
    return officer.client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}", **place)


def test_a_file_goes_in_parts_and_is_the_file_that_was_sent(officer: Browser, documents: Working) -> None:
    upload = _ask(officer, nama="besar.pdf", ukuran=len(WHOLE)).get_json()
    assert upload["parts"] == []
    for part in (1, 2):
        piece = BytesIO(WHOLE[(part - 1) * PART : part * PART])
        assert _ask(officer, f"/{upload['id']}/{part}", berkas=FileStorage(piece, "x")).status_code == 200
        assert _ask(officer, f"/{upload['id']}", proof=False).get_json()["parts"] == list(range(1, part + 1))
    document = _ask(officer, f"/{upload['id']}").get_json()
    assert document["state"] == "stored"
    assert fetch(documents, document).data == WHOLE


@pytest.mark.parametrize(
    ("name", "size", "fault"),
    [
        ("a.exe", "9", "tidak diterima"),
        ("a.pdf", "0", "kosong"),
        ("a.pdf", "banyak", "kosong"),
        ("a.pdf", "²", "kosong"),
    ],
)
def test_what_may_not_come_in_is_told_in_a_sentence(officer: Browser, name: str, size: str, fault: str) -> None:
    answer = _ask(officer, nama=name, ukuran=size)
    assert (answer.status_code, fault in answer.get_json()["fault"]) == (422, True)


def test_a_part_without_the_proof_of_the_page_is_turned_away(officer: Browser) -> None:
    answer = _ask(officer, f"/{uuid4()}/1", proof=False, berkas=FileStorage(BytesIO(b"x"), "x"))
    assert answer.status_code == 403


def test_an_upload_that_is_over_says_so(officer: Browser) -> None:
    answer = _ask(officer, f"/{uuid4()}", proof=False)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "upload-over")
