"""What good servers do besides; nothing of ours relies on it, since every file is read back and hashed."""

import base64
import hashlib
from typing import Any

import pytest
from minio.error import S3Error

from tests.contract.storage.conftest import Bucket, code_of

pytestmark = pytest.mark.stack


def _put(bucket: Bucket, key: str, body: bytes, **headers: str) -> Any:
    return bucket.client._execute("PUT", bucket.name, key, body=body, headers=dict(headers))


@pytest.mark.parametrize("which", ["plain", "locked"])
def test_a_put_that_wants_nothing_there_overwrites_nothing(
    request: pytest.FixtureRequest, key: str, which: str
) -> None:
    bucket: Bucket = request.getfixturevalue(which)
    _put(bucket, key, b"pertama", **{"If-None-Match": "*"})
    with pytest.raises(S3Error) as refused:
        _put(bucket, key, b"kedua", **{"If-None-Match": "*"})
    assert code_of(refused) == "PreconditionFailed"
    assert bucket.read(key) == b"pertama"


def test_a_body_is_checked_against_its_announced_sha256(plain: Bucket, key: str) -> None:
    digest = base64.b64encode(hashlib.sha256(b"isi").digest()).decode()
    with pytest.raises(S3Error) as refused:
        _put(plain, key, b"ISI", **{"x-amz-checksum-sha256": digest})
    assert code_of(refused) in {"BadDigest", "XAmzContentChecksumMismatch"}
    with pytest.raises(S3Error):
        plain.read(key)
    _put(plain, key, b"isi", **{"x-amz-checksum-sha256": digest})
