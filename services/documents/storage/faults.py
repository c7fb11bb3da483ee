"""What can be wrong with the storage, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

import urllib3
from minio.error import MinioException, S3Error

from chassis.errors import Unavailable

_ABSENT = {"NoSuchKey", "NoSuchVersion", "NoSuchBucket", "NoSuchUpload"}


class StorageAway(Unavailable):
    """The storage does not answer, or refuses; nothing of what was promised is lost."""

    title = "Penyimpanan berkas sedang tidak dapat dihubungi; silakan coba lagi sebentar lagi"


class Missing(StorageAway):
    """The storage answers, but does not hold this object."""

    title = "Berkas ini tidak ditemukan di penyimpanan; pengelola sistem perlu memeriksanya"


@contextmanager
def translated() -> Iterator[None]:
    """Say what the library raises in our words.

    Raises:
        Missing, StorageAway.
    """
    try:
        yield
    except S3Error as refused:
        raise (Missing if refused.code in _ABSENT else StorageAway) from refused
    except (MinioException, urllib3.exceptions.HTTPError) as away:
        raise StorageAway from away
