"""What the documents service relies on when it stores, copies, lists and reads objects."""

import io
import os
from itertools import islice

import pytest
from minio.commonconfig import REPLACE, CopySource
from minio.error import S3Error

from tests.contract.storage.conftest import Bucket, code_of

pytestmark = pytest.mark.stack
PART = 5 << 20  # bytes


def test_what_was_put_is_read_back(plain: Bucket, key: str) -> None:
    plain.put(key, b"isi")
    assert plain.read(key) == b"isi"


def test_an_empty_object_is_an_object(plain: Bucket, key: str) -> None:
    plain.put(key, b"")
    assert plain.client.stat_object(plain.name, key).size == 0


def test_what_is_not_there_is_named_so(plain: Bucket, key: str) -> None:
    with pytest.raises(S3Error) as refused:
        plain.read(key)
    assert code_of(refused) == "NoSuchKey"


def test_a_version_that_is_not_there_is_no_fault_of_the_server(locked: Bucket, key: str) -> None:
    version, other = locked.put(key), locked.put(f"{key}-lain")
    assert version != other
    with pytest.raises(S3Error) as refused:
        locked.read(key, other)
    assert code_of(refused) in {"NoSuchVersion", "NoSuchKey"}


def test_each_put_under_a_lock_is_a_version_of_its_own(locked: Bucket, key: str) -> None:
    first, second = locked.put(key, b"pertama"), locked.put(key, b"kedua")
    assert (locked.read(key, first), locked.read(key, second), locked.read(key)) == (b"pertama", b"kedua", b"kedua")


def test_without_versions_the_second_put_replaces_the_first(plain: Bucket, key: str) -> None:
    plain.put(key, b"pertama")
    plain.put(key, b"kedua")
    assert plain.read(key) == b"kedua"


@pytest.mark.parametrize(("offset", "length"), [(0, 1), (3, 4), (9, 1), (2, 100)])
def test_a_range_is_read_and_no_more_than_it(plain: Bucket, key: str, offset: int, length: int) -> None:
    plain.put(key, b"0123456789")
    assert plain.read(key, offset=offset, length=length) == b"0123456789"[offset : offset + length]


def test_a_range_of_a_version_is_of_that_version(locked: Bucket, key: str) -> None:
    first = locked.put(key, b"pertama")
    locked.put(key, b"kedua")
    assert locked.read(key, first, offset=3, length=2) == b"ta"


def test_a_range_beyond_the_end_is_refused(plain: Bucket, key: str) -> None:
    plain.put(key, b"0123456789")
    with pytest.raises(S3Error) as refused:
        plain.read(key, offset=10, length=1)
    assert code_of(refused) == "InvalidRange"


def _in_parts(bucket: Bucket, key: str, body: bytes) -> str | None:
    written = bucket.client.put_object(
        bucket.name, key, io.BytesIO(body), len(body), part_size=PART, num_parallel_uploads=1
    )
    return written.version_id


@pytest.mark.parametrize("size", [PART - 1, PART, PART + 1, 2 * PART + 7], ids=["<1", "1", ">1", ">2"])
def test_a_body_in_parts_comes_back_whole(locked: Bucket, key: str, size: int) -> None:
    body = os.urandom(size)
    assert locked.read(key, _in_parts(locked, key, body)) == body


def test_a_range_across_two_parts_is_read(plain: Bucket, key: str) -> None:
    body = os.urandom(PART + 10)
    _in_parts(plain, key, body)
    assert plain.read(key, offset=PART - 5, length=10) == body[PART - 5 : PART + 5]


def test_an_upload_that_was_not_ended_is_listed_and_is_no_object(plain: Bucket, key: str) -> None:
    upload = plain.client._create_multipart_upload(plain.name, key, {})
    plain.client._upload_part(plain.name, key, b"x" * PART, None, upload, 1)
    assert upload in _uploads(plain, key)
    with pytest.raises(S3Error):
        plain.client.stat_object(plain.name, key)
    plain.client._abort_multipart_upload(plain.name, key, upload)
    assert upload not in _uploads(plain, key)


def _uploads(bucket: Bucket, key: str) -> list[str]:
    return [str(one.upload_id) for one in bucket.client._list_multipart_uploads(bucket.name, prefix=key).uploads]


def test_an_upload_says_since_when_it_waits(plain: Bucket, key: str) -> None:
    upload = plain.client._create_multipart_upload(plain.name, key, {})
    (waiting,) = plain.client._list_multipart_uploads(plain.name, prefix=key).uploads
    assert waiting.initiated_time is not None
    plain.client._abort_multipart_upload(plain.name, key, upload)


def test_an_aborted_upload_takes_no_part_any_more(plain: Bucket, key: str) -> None:
    upload = plain.client._create_multipart_upload(plain.name, key, {})
    plain.client._abort_multipart_upload(plain.name, key, upload)
    with pytest.raises(S3Error) as refused:
        plain.client._upload_part(plain.name, key, b"x" * PART, None, upload, 1)
    assert code_of(refused) == "NoSuchUpload"


def test_a_copy_within_the_server_is_a_version_with_the_metadata_that_it_was_given(
    plain: Bucket, locked: Bucket, key: str
) -> None:
    plain.put(key, b"isi")
    copied = locked.client.copy_object(
        locked.name, key, CopySource(plain.name, key), metadata={"Content-Type": "text/csv", "sha256": "ab"},
        metadata_directive=REPLACE,
    )  # fmt: skip
    found = locked.client.stat_object(locked.name, key, version_id=copied.version_id)
    assert found.version_id
    assert found.content_type == "text/csv"
    assert found.metadata is not None
    assert found.metadata["x-amz-meta-sha256"] == "ab"
    assert locked.read(key, found.version_id) == b"isi"


def test_a_copy_of_many_parts_is_whole(plain: Bucket, locked: Bucket, key: str) -> None:
    body = os.urandom(2 * PART + 7)
    _in_parts(plain, key, body)
    copied = locked.client.copy_object(locked.name, key, CopySource(plain.name, key))
    assert locked.read(key, copied.version_id) == body


def test_a_copy_of_what_is_not_there_is_refused(plain: Bucket, locked: Bucket, key: str) -> None:
    with pytest.raises(S3Error) as refused:
        locked.client.copy_object(locked.name, key, CopySource(plain.name, key))
    assert code_of(refused) == "NoSuchKey"


def test_a_list_holds_what_lies_below_a_prefix_and_nothing_beside_it(plain: Bucket, key: str) -> None:
    for name in ("a", "b/c", "b/d"):
        plain.put(f"{key}/{name}")
    plain.put(f"{key}0")
    found = plain.client.list_objects(plain.name, prefix=f"{key}/", recursive=True)
    assert [one.object_name for one in found] == [f"{key}/{name}" for name in ("a", "b/c", "b/d")]


def test_a_list_goes_on_beyond_one_page_and_after_a_key(plain: Bucket, key: str) -> None:
    for number in range(12):
        plain.put(f"{key}/{number:02}")
    listed = plain.client.list_objects(plain.name, prefix=f"{key}/", recursive=True, start_after=f"{key}/06")
    assert [str(one.object_name)[-2:] for one in islice(listed, 9)] == ["07", "08", "09", "10", "11"]


def test_a_list_of_versions_holds_each_once_with_size_and_moment(locked: Bucket, key: str) -> None:
    put = {locked.put(key, b"satu"), locked.put(key, b"dua")}
    found = list(locked.client.list_objects(locked.name, prefix=key, include_version=True))
    assert {(one.version_id, one.size) for one in found} == set(zip(locked.versions(key), [3, 4], strict=True))
    assert {one.version_id for one in found} == put
    assert all(one.last_modified is not None for one in found)


def test_a_list_of_versions_goes_on_after_a_key_with_all_versions_of_those_that_follow(
    locked: Bucket, key: str
) -> None:
    for number in (1, 2, 3, 3, 4):
        locked.put(f"{key}/{number:02}")
    listed = locked.client.list_objects(locked.name, f"{key}/", include_version=True, start_after=f"{key}/02")
    assert [str(one.object_name)[-2:] for one in islice(listed, 9)] == ["03", "03", "04"]


def test_removing_what_is_not_there_is_no_fault(plain: Bucket, key: str) -> None:
    plain.client.remove_object(plain.name, key)


def test_a_removed_object_is_gone(plain: Bucket, key: str) -> None:
    plain.put(key)
    plain.client.remove_object(plain.name, key)
    with pytest.raises(S3Error):
        plain.read(key)


def test_a_bucket_that_is_there_stays_as_it_is_when_it_is_made_again(locked: Bucket, key: str) -> None:
    locked.put(key)
    code: str | None = "well"  # as some say; others, that it is there
    try:
        locked.client.make_bucket(locked.name, object_lock=True)
    except S3Error as refused:
        code = refused.code
    assert code in {"well", "BucketAlreadyOwnedByYou", "BucketAlreadyExists"}
    assert locked.client.bucket_exists(locked.name)
    assert locked.client.get_bucket_versioning(locked.name).status == "Enabled"
    assert locked.read(key) == b"halo"
