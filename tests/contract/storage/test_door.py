"""The documents service's own door, on the server that the suite asks."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import urllib3

from chassis.context import Context, use
from services.documents.scanning import Incoming
from services.documents.storage import Storage
from services.documents.storage.faults import StorageAway

pytestmark = pytest.mark.stack
OFFICE = "32.76"


@pytest.fixture(autouse=True)
def _in_the_office() -> Iterator[None]:
    with use(Context(OFFICE)):
        yield


def test_a_file_goes_from_quarantine_into_the_evidence_and_stays_while_it_is_locked(
    s3_account_url: str, s3_role: str
) -> None:
    store, document_id = Storage(s3_account_url, s3_role), uuid4()
    store.take_in(OFFICE, document_id, Incoming(io.BytesIO(b"bukti"), 5))
    version = store.promote(OFFICE, document_id, media_type="text/plain", sha256="ab")
    store.lock(OFFICE, document_id, version, datetime.now(UTC) + timedelta(seconds=20))
    store.drop(OFFICE, document_id)
    assert not store.lies_in_quarantine(OFFICE, document_id)
    assert not store.custody.remove_unlocked(OFFICE, document_id, version)
    assert store.evidence_version(OFFICE, document_id) == version
    assert b"".join(store.evidence_chunks(OFFICE, document_id, version, start=1, length=3)) == b"ukt"


def test_an_address_in_the_evidence_is_read_without_a_key_and_opens_that_version_only(
    s3_account_url: str, s3_role: str
) -> None:
    store, (ours, other) = Storage(s3_account_url, s3_role), (uuid4(), uuid4())
    for document_id in (ours, other):
        store.take_in(OFFICE, document_id, Incoming(io.BytesIO(b"bukti"), 5))
    version, _ = (store.promote(OFFICE, one, media_type="text/plain", sha256="ab") for one in (ours, other))
    server, address = f"http://{s3_account_url.partition('@')[2]}", store.evidence_address(OFFICE, ours, version)
    assert urllib3.request("GET", server + address).data == b"bukti"
    assert urllib3.request("GET", server + address.replace(str(ours), str(other))).status == 403
    assert urllib3.request("DELETE", server + address).status == 403


def test_an_account_that_gets_no_session_is_told_as_a_storage_that_is_away(s3_account_url: str, s3_role: str) -> None:
    wrong = s3_account_url.replace("@", "-salah@")
    with pytest.raises(StorageAway):
        Storage(wrong, s3_role or "arn:aws:iam:::role/office").lies_in_quarantine(OFFICE, uuid4())
