"""How the storage is entered: for one office with a session that ends at its prefix, for all of them with the account.

A session comes from the Security Token Service that S3 servers carry beside their buckets (action AssumeRole). What it
may do is the account's rights cut down by the policy sent along (AWS IAM user guide, "Session policies").
"""

import json
import re
from typing import Any, NamedTuple, cast
from urllib.parse import unquote, urlsplit

import urllib3
from minio import Minio
from minio.credentials.providers import AssumeRoleProvider
from minio.error import ServerError

from services.documents.storage.keys import BUCKETS, prefix

_TIMEOUT = urllib3.Timeout(connect=2, read=30)
_RETRIES = urllib3.Retry(
    total=2, read=1, backoff_factor=0.1, status_forcelist=(500, 502, 503, 504), raise_on_status=False
)
_SESSION = 3600  # seconds; the client asks for the next one before they are over

_NANOSECONDS = re.compile(rb"(\.\d{6})\d+Z")


class _Answer(NamedTuple):
    status: int
    data: bytes


class _Sessions:
    """What asks for sessions. Ceph tells their end to the nanosecond, and minio reads microseconds only."""

    def __init__(self, pool: urllib3.PoolManager) -> None:
        self._pool = pool

    def urlopen(self, method: str, url: str, **request: Any) -> _Answer:
        answer = self._pool.urlopen(method, url, **request)
        if answer.status != 200:
            raise ServerError(f"no session for this account: {answer.status}", answer.status)
        return _Answer(answer.status, _NANOSECONDS.sub(rb"\1Z", answer.data))


class Access:
    """One account of one server; safe for threads.

    Attributes:
        server: scheme, host and port, as in its URL.
        whole: the account itself, for what belongs to no office: the buckets, and what was left lying in them.
    """

    def __init__(self, url: str, role: str) -> None:
        """Take `http(s)://key:secret@host:port`, and the role to assume for an office, empty where the server has none.

        Nothing is connected yet.
        """
        parts = urlsplit(url)
        self._host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        self._secure = parts.scheme == "https"
        self.server = f"{parts.scheme}://{self._host}"
        self._key, self._secret = unquote(parts.username or ""), unquote(parts.password or "")
        self._role = role
        self._pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=_RETRIES, maxsize=32)
        self._offices: dict[str, Minio] = {}
        self.whole = Minio(self._host, self._key, self._secret, secure=self._secure, http_client=self._pool)

    def of(self, tenant: str) -> Minio:
        """A client that reaches what lies below an office and no other; the account where there are no sessions."""
        if not self._role:
            return self.whole
        return self._offices.get(tenant) or self._offices.setdefault(tenant, self._limited_to(tenant))

    def _limited_to(self, tenant: str) -> Minio:
        session = AssumeRoleProvider(
            sts_endpoint=f"{'https' if self._secure else 'http'}://{self._host}",
            access_key=self._key,
            secret_key=self._secret,
            duration_seconds=_SESSION,
            policy=json.dumps(policy(tenant), separators=(",", ":")),  # no blanks: Ceph reads a form's "+" as a plus
            role_arn=self._role,
            role_session_name=f"documents-{tenant}",
            http_client=cast(urllib3.PoolManager, _Sessions(self._pool)),
        )
        return Minio(self._host, credentials=session, secure=self._secure, http_client=self._pool)


def policy(tenant: str) -> dict[str, object]:
    """What a session of an office may do: everything below its prefix, and list there.

    The client also asks where a bucket is; that says nothing of what lies in it.
    """
    buckets = [f"arn:aws:s3:::{bucket}" for bucket in BUCKETS]
    below = f"{prefix(tenant)}*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["s3:*"], "Resource": [f"{bucket}/{below}" for bucket in buckets]},
            {"Effect": "Allow", "Action": ["s3:GetBucketLocation"], "Resource": buckets},
            {
                "Effect": "Allow",
                "Action": ["s3:ListBucket", "s3:ListBucketVersions"],
                "Resource": buckets,
                "Condition": {"StringLike": {"s3:prefix": [below]}},
            },
        ],
    }
