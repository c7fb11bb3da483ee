"""A session of an office ends at the office's prefix, whatever our own code asks with it."""

import io
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
import urllib3
from minio import Minio
from minio.commonconfig import GOVERNANCE, CopySource
from minio.error import S3Error
from minio.retention import Retention

from services.documents.storage.access import Access
from tests.contract.storage.conftest import code_of, in_a_day

OURS = "98.76"  # offices that there are not: what lies there stays, and other tests count what an office has
ELSEWHERE = ["t/99.71/sesi", "t/98.7/sesi", "t/98.760/sesi", "t/", "sesi"]
CALLS: dict[str, Callable[[Minio, str], object]] = {
    "write": lambda client, key: client.put_object("evidence", key, io.BytesIO(b"halo"), 4),
    "read": lambda client, key: client.get_object("evidence", key).read(),
    "look at": lambda client, key: client.stat_object("evidence", key),
    "list": lambda client, key: list(client.list_objects("evidence", prefix=key, include_version=True)),
    "copy": lambda client, key: client.copy_object("evidence", f"{key}-2", CopySource("evidence", key)),
    "hold": lambda client, key: client.enable_object_legal_hold("evidence", key),
    "let go": lambda client, key: client.disable_object_legal_hold("evidence", key),
    "begin parts": lambda client, key: client._create_multipart_upload("evidence", key, {}),
    "lock": lambda client, key: client.set_object_retention("evidence", key, Retention(GOVERNANCE, in_a_day())),
    "delete": lambda client, key: client.remove_object("evidence", key),
}


@pytest.fixture(scope="module")
def access(s3_account_url: str, s3_role: str) -> Access:
    if not s3_role:
        pytest.skip("this server gives the account no sessions (PPID_TEST_S3_ROLE names the role to assume)")
    access = Access(s3_account_url, s3_role)
    if not access.whole.bucket_exists("evidence"):
        access.whole.make_bucket("evidence", object_lock=True)
    for key in ELSEWHERE:
        access.whole.put_object("evidence", key, io.BytesIO(b"isi"), 3)
    return access


@pytest.mark.parametrize("call", CALLS)
def test_a_session_does_below_its_office_what_the_account_may(access: Access, call: str) -> None:
    key = f"t/{OURS}/sesi-{call.replace(' ', '-')}"
    access.whole.put_object("evidence", key, io.BytesIO(b"isi"), 3)
    CALLS[call](access.of(OURS), key)


@pytest.mark.promise("keeping")
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("key", ELSEWHERE)
def test_a_session_does_nothing_elsewhere(access: Access, call: str, key: str) -> None:
    with pytest.raises(S3Error) as refused:
        CALLS[call](access.of(OURS), key)
    assert code_of(refused) == "AccessDenied"


def test_a_session_copies_nothing_out_of_another_office(access: Access) -> None:
    with pytest.raises(S3Error):
        access.of(OURS).copy_object("evidence", f"t/{OURS}/curian", CopySource("evidence", ELSEWHERE[0]))


def test_a_session_makes_no_bucket(access: Access) -> None:
    with pytest.raises(S3Error):
        access.of(OURS).make_bucket("t-98-76")


def test_without_a_key_there_is_no_session(s3_url: str, s3_role: str) -> None:
    asked = {"Action": "AssumeRole", "Version": "2011-06-15", "RoleArn": s3_role, "RoleSessionName": "x"}
    answer = urllib3.request("POST", f"http://{s3_url.partition('@')[2]}/?{urlencode(asked)}", retries=False)
    body = urllib3.request(
        "POST", f"http://{s3_url.partition('@')[2]}/", body=urlencode(asked), retries=False,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    assert (answer.status // 100, body.status // 100) == (4, 4)
    assert b"AccessKeyId" not in answer.data + body.data
