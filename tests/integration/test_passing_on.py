"""An edge that reaches the storage is told where it fetches a whole file; everybody else gets the file itself."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
import urllib3

from services.documents.storage.faults import StorageAway
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import PDF, fetch, kept, raising

pytestmark = pytest.mark.stack


@pytest.fixture
def server(s3_url: str) -> str:
    """Where the storage is, without credentials."""
    parts = urlsplit(s3_url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}"


def test_the_edge_is_told_an_address_that_holds_the_file_and_the_record_who_fetched_it(
    documents: Working, server: str, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    before = _fetched(rows, document)
    answer = fetch(documents, document, headers={"X-Ppid-Storage": server})
    assert (answer.status_code, answer.data, answer.content_type) == (200, b"", "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["ETag"] == f'"{document["sha256"]}"'
    assert urllib3.request("GET", server + answer.headers["X-Ppid-Fetch"]).data == PDF
    assert _fetched(rows, document) == before + 1


def test_the_address_is_good_for_half_a_minute_and_for_nothing_else(documents: Working, server: str) -> None:
    document, other = kept(documents), kept(documents, content=PDF + b"\n")
    address = fetch(documents, document, headers={"X-Ppid-Storage": server}).headers["X-Ppid-Fetch"]
    assert parse_qs(urlsplit(address).query)["X-Amz-Expires"] == ["30"]
    assert urllib3.request("GET", server + address.replace(document["id"], other["id"])).status == 403
    assert urllib3.request("DELETE", server + address).status == 403


@pytest.mark.parametrize("asked", [{"Range": "bytes=1-3"}, {"X-Ppid-Storage": "http://192.0.2.1:9000"}, {}])
def test_a_range_and_whoever_does_not_reach_this_storage_get_the_bytes_from_the_service(
    documents: Working, server: str, asked: dict[str, str]
) -> None:
    document = kept(documents)
    told = {"X-Ppid-Storage": server} if "Range" in asked else {}
    answer = fetch(documents, document, headers=told | asked)
    assert "X-Ppid-Fetch" not in answer.headers
    assert answer.data == (PDF[1:4] if "Range" in asked else PDF)


def test_who_has_no_right_to_the_file_makes_the_edge_fetch_nothing(documents: Working, server: str) -> None:
    document = kept(documents)
    path, told = f"/v1/documents/{document['id']}/content", {"X-Ppid-Storage": server}
    tag = {"If-None-Match": f'"{document["sha256"]}"'}
    for status, answer in (
        (404, documents.ask(MAKASSAR, "ppid", path=path, headers=told)),
        (404, documents.ask(DEPOK, "applicant", path=path, headers=told)),
        (401, documents.ask(DEPOK, path=path, headers=told)),
        (304, fetch(documents, document, headers=told | tag)),
        (200, fetch(documents, document, headers=told, method="HEAD")),
    ):
        assert answer.status_code == status
        assert "X-Ppid-Fetch" not in answer.headers


def test_where_the_storage_gives_no_session_the_service_says_so_and_the_record_nothing(
    documents: Working, server: str, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents)
    before = _fetched(rows, document)
    monkeypatch.setattr("services.documents.storage.Storage.evidence_address", raising(StorageAway()))
    assert fetch(documents, document, headers={"X-Ppid-Storage": server}).status_code == 503
    assert _fetched(rows, document) == before


def _fetched(rows: psycopg.Connection[Any], document: dict[str, Any]) -> int:
    """How often the record says that somebody fetched a file."""
    asked = "select count(*) from audit_entry where subject = %s and act = 'document.opened'"
    found = rows.execute(asked, [document["id"]]).fetchone()
    assert found is not None
    return int(found[0])
