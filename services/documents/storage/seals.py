"""Seals of records of acts in the evidence: numbered as they came, read from a number on, many at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple, cast

from services.documents.storage.access import Access
from services.documents.storage.faults import translated
from services.documents.storage.keys import EVIDENCE, below

READERS = 16  # at a time; the pool has twice as many connections
_BATCH = 1000  # handed to them at once: a list of all there are would fill the memory after years


class KeptSeal(NamedTuple):
    """A seal as it lies there, with the number under which it was kept."""

    number: int
    body: bytes


class _Lying(NamedTuple):
    number: int
    key: str
    version: str


def name(service: str, number: int) -> str:
    """Where a seal of a service's record lies below its office. Names stand in the order of their numbers."""
    return f"audit/{service}/{number:010}.json"


class Seals:
    """What was sealed of an office's records; safe for threads."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def kept(self, tenant: str, service: str, after: int = 0) -> Iterator[KeptSeal]:
        """Every version of every seal beyond a number: one that was laid over another hides nothing.

        Raises:
            StorageAway.
        """
        with translated(), ThreadPoolExecutor(READERS, "seals") as readers:
            lying = self._lying(tenant, below(tenant, f"audit/{service}/"), below(tenant, name(service, after)), after)
            while batch := list(islice(lying, _BATCH)):
                yield from readers.map(lambda each: self._read(tenant, each), batch)

    def _lying(self, tenant: str, prefix: str, start: str, after: int) -> Iterator[_Lying]:
        listed = self._access.of(tenant).list_objects(EVIDENCE, prefix, include_version=True, start_after=start)
        for found in listed:
            key = cast(str, found.object_name)
            number = int(PurePosixPath(key).stem)
            # Those kept before names had an order stand behind all others.
            if number > after and not found.is_delete_marker:
                yield _Lying(number, key, cast(str, found.version_id))

    def _read(self, tenant: str, lying: _Lying) -> KeptSeal:
        answer = self._access.of(tenant).get_object(EVIDENCE, lying.key, version_id=lying.version)
        try:
            return KeptSeal(lying.number, bytes(answer.read()))
        finally:
            answer.close()
            answer.release_conn()
