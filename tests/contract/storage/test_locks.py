"""What evidence relies on: a locked version stays what it is, whoever asks, for as long as it is locked."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from minio.commonconfig import COMPLIANCE, GOVERNANCE
from minio.error import S3Error
from minio.retention import Retention

from tests.contract.storage.conftest import Bucket, code_of, in_a_day

pytestmark = pytest.mark.stack


def _soon() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=20)  # nobody can take a compliance lock back


def _until(bucket: Bucket, key: str, version: str) -> datetime:
    """Read here, since minio's own call refuses the nanoseconds that Ceph writes."""
    asked = {"retention": "", "versionId": version}
    found = ElementTree.fromstring(bucket.client._execute("GET", bucket.name, key, query_params=asked).data)
    return datetime.fromisoformat(str(found.findtext("{*}RetainUntilDate") or found.findtext("RetainUntilDate")))


def test_a_bucket_with_locks_keeps_versions(locked: Bucket) -> None:
    assert locked.client.get_bucket_versioning(locked.name).status == "Enabled"


@pytest.mark.promise("keeping")
@pytest.mark.parametrize("mode", [GOVERNANCE, COMPLIANCE])
def test_a_locked_version_cannot_be_deleted(locked: Bucket, key: str, mode: str) -> None:
    version = locked.put(key, until=_soon(), mode=mode)
    with pytest.raises(S3Error) as refused:
        locked.client.remove_object(locked.name, key, version_id=version)
    assert code_of(refused) == "AccessDenied"
    assert locked.read(key, version) == b"halo"


def test_a_lock_set_after_the_copy_holds_like_one_set_with_the_put(locked: Bucket, key: str) -> None:
    version = locked.put(key)
    locked.client.set_object_retention(locked.name, key, Retention(GOVERNANCE, in_a_day()), version_id=version)
    with pytest.raises(S3Error):
        locked.client.remove_object(locked.name, key, version_id=version)


def test_a_version_without_a_lock_can_be_deleted(locked: Bucket, key: str) -> None:
    version = locked.put(key)
    locked.client.remove_object(locked.name, key, version_id=version)
    assert locked.versions(key) == []


def test_a_put_over_a_locked_version_leaves_it_as_it_was(locked: Bucket, key: str) -> None:
    first = locked.put(key, b"bukti", until=in_a_day())
    locked.put(key, b"palsu")
    assert locked.read(key, first) == b"bukti"


def test_a_plain_delete_writes_a_marker_and_hides_no_version(locked: Bucket, key: str) -> None:
    version = locked.put(key, until=in_a_day())
    locked.client.remove_object(locked.name, key)
    with pytest.raises(S3Error) as hidden:
        locked.read(key)
    assert code_of(hidden) == "NoSuchKey"
    assert (locked.read(key, version), locked.versions(key)) == (b"halo", [version])


@pytest.mark.parametrize("mode", [GOVERNANCE, COMPLIANCE])
def test_retention_is_not_shortened(locked: Bucket, key: str, mode: str) -> None:
    until = _soon()
    version = locked.put(key, until=until, mode=mode)
    shorter = Retention(mode, until - timedelta(seconds=10))
    with pytest.raises(S3Error):
        locked.client.set_object_retention(locked.name, key, shorter, version_id=version)
    assert _until(locked, key, version) >= until.replace(microsecond=0)


@pytest.mark.parametrize("mode", [GOVERNANCE, COMPLIANCE])
def test_retention_is_prolonged(locked: Bucket, key: str, mode: str) -> None:
    until = _soon()
    version = locked.put(key, until=until, mode=mode)
    longer = Retention(mode, until + timedelta(seconds=10))
    locked.client.set_object_retention(locked.name, key, longer, version_id=version)
    assert _until(locked, key, version) > until


def test_governance_gives_way_to_who_asks_for_it_by_name(locked: Bucket, key: str) -> None:
    version = locked.put(key, until=in_a_day())
    assert locked.delete_past_lock(key, version) == []
    assert locked.versions(key) == []


def test_compliance_gives_way_to_nobody(locked: Bucket, key: str) -> None:
    version = locked.put(key, until=_soon(), mode=COMPLIANCE)
    assert locked.delete_past_lock(key, version) == ["AccessDenied"]
    assert locked.versions(key) == [version]


def test_a_lock_that_is_over_already_is_refused(locked: Bucket, key: str) -> None:
    with pytest.raises(S3Error):
        locked.put(key, until=datetime.now(UTC) - timedelta(minutes=1))


def test_a_legal_hold_stands_by_itself_and_beyond_every_lock(locked: Bucket, key: str) -> None:
    version = locked.put(key)
    locked.client.enable_object_legal_hold(locked.name, key, version_id=version)
    assert locked.client.is_object_legal_hold_enabled(locked.name, key, version_id=version)
    with pytest.raises(S3Error):
        locked.client.remove_object(locked.name, key, version_id=version)
    assert locked.delete_past_lock(key, version) == ["AccessDenied"]
    locked.client.disable_object_legal_hold(locked.name, key, version_id=version)
    locked.client.remove_object(locked.name, key, version_id=version)
    assert locked.versions(key) == []


def test_a_lifted_hold_leaves_the_lock_standing(locked: Bucket, key: str) -> None:
    version = locked.put(key, until=in_a_day())
    locked.client.enable_object_legal_hold(locked.name, key, version_id=version)
    locked.client.disable_object_legal_hold(locked.name, key, version_id=version)
    with pytest.raises(S3Error):
        locked.client.remove_object(locked.name, key, version_id=version)


def test_a_bucket_that_holds_something_is_not_removed(locked: Bucket, key: str) -> None:
    locked.put(key, until=in_a_day())
    with pytest.raises(S3Error) as refused:
        locked.client.remove_bucket(locked.name)
    assert code_of(refused) == "BucketNotEmpty"


def test_a_bucket_without_locks_takes_none(plain: Bucket, key: str) -> None:
    with pytest.raises(S3Error):
        plain.put(key, until=in_a_day())
