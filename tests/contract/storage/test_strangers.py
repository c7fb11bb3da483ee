"""Who has no key, a wrong one, an old link or a wrong clock gets nothing in and nothing out."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import urllib3
from minio import Minio
from minio.datatypes import PostPolicy
from minio.error import S3Error

from tests.contract.storage.conftest import Bucket, anonymous, client_of, code_of

pytestmark = pytest.mark.stack

CALLS: dict[str, Callable[[Minio, str, str], Any]] = {
    "read": lambda client, bucket, key: client.get_object(bucket, key),
    "write": lambda client, bucket, key: client.put_object(bucket, key, io.BytesIO(b"x"), 1),
    "delete": lambda client, bucket, key: client.remove_object(bucket, key),
    "list": lambda client, bucket, _key: list(client.list_objects(bucket)),
}


@pytest.mark.parametrize("call", CALLS)
def test_the_anonymous_are_refused(s3_url: str, plain: Bucket, key: str, call: str) -> None:
    plain.put(key)
    with pytest.raises(S3Error) as refused:
        CALLS[call](anonymous(s3_url), plain.name, key)
    assert code_of(refused) == "AccessDenied"
    assert plain.read(key) == b"halo"


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_secret_is_refused(s3_url: str, plain: Bucket, key: str, call: str) -> None:
    plain.put(key)
    with pytest.raises(S3Error) as refused:
        CALLS[call](client_of(s3_url, secret="salah-salah"), plain.name, key)
    assert code_of(refused) in {"SignatureDoesNotMatch", "AccessDenied"}
    assert plain.read(key) == b"halo"


def test_a_key_that_nobody_has_is_refused(s3_url: str, plain: Bucket, key: str) -> None:
    with pytest.raises(S3Error) as refused:
        CALLS["write"](client_of(s3_url, key="bukan-siapa", secret="salah-salah"), plain.name, key)
    assert code_of(refused) in {"InvalidAccessKeyId", "AccessDenied"}


def test_a_call_signed_by_a_clock_that_is_wrong_by_an_hour_is_refused(
    s3_url: str, plain: Bucket, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.put(key)
    wrong = client_of(s3_url)
    monkeypatch.setattr("minio.time.utcnow", lambda: datetime.now(UTC) - timedelta(hours=1))
    monkeypatch.setattr("minio.api.time.utcnow", lambda: datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(S3Error) as refused:
        wrong.get_object(plain.name, key)
    assert code_of(refused) in {"RequestTimeTooSkewed", "AccessDenied"}


def test_a_signed_link_reads_until_it_expires(plain: Bucket, key: str) -> None:
    plain.put(key)
    link = plain.client.presigned_get_object(plain.name, key, expires=timedelta(minutes=5))
    assert urllib3.request("GET", link).data == b"halo"
    earlier = datetime.now(UTC) - timedelta(hours=1)
    old = plain.client.presigned_get_object(plain.name, key, expires=timedelta(minutes=5), request_date=earlier)
    assert urllib3.request("GET", old).status == 403


def test_a_signed_link_that_was_changed_reads_nothing(plain: Bucket, key: str) -> None:
    plain.put(key)
    plain.put(f"{key}-lain")
    link = plain.client.presigned_get_object(plain.name, key, expires=timedelta(minutes=5))
    assert urllib3.request("GET", link.replace(key, f"{key}-lain")).status == 403


@pytest.mark.parametrize(
    ("changed", "body", "status"),
    [
        ({}, b"x" * 10, 204),
        ({}, b"x" * 11, 400),
        ({"Content-Type": "text/html"}, b"x", 403),
        ({"key": "t/lain"}, b"x", 403),
    ],
    ids=["as allowed", "too large", "another type", "another key"],
)
def test_a_form_puts_what_its_policy_allows_and_nothing_else(
    plain: Bucket, key: str, changed: dict[str, str], body: bytes, status: int
) -> None:
    policy = PostPolicy(plain.name, datetime.now(UTC) + timedelta(minutes=5))
    policy.add_equals_condition("key", key)
    policy.add_equals_condition("Content-Type", "application/pdf")
    policy.add_content_length_range_condition(1, 10)
    form: dict[str, Any] = plain.client.presigned_post_policy(policy)
    form |= {"key": key, "Content-Type": "application/pdf"} | changed | {"file": ("a.pdf", body)}
    base = plain.client._base_url
    scheme = "https" if base.is_https else "http"
    answer = urllib3.request("POST", f"{scheme}://{base.host}/{plain.name}", fields=form)
    assert answer.status == status, answer.data
