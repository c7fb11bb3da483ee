"""Having the release gate's checker read a file, in confined children; what comes of it says `clearing`."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from chassis import confining
from chassis.log import get_logger
from services.documents import storage
from services.documents.domain import gate
from services.documents.domain.formats import PDF
from services.documents.domain.gate import Finding, Kind
from services.documents.models.files import Document
from services.documents.queries import redactions
from services.documents.storage.faults import Missing, StorageAway

log = get_logger()
SECONDS = 120  # of the checker's own work on one file: beyond that it is not let through
SHARED_FROM = 1 << 20  # bytes of a PDF: from here on its pages are worth a second child, which takes half of them


def found(document: Document) -> tuple[str, list[Finding]]:
    """The digest of the bytes that were read, and what was found: where the checker broke, that it cannot be read.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    shares = 2 if document.media_type == PDF.media_type and document.size >= SHARED_FROM else 1
    with ExitStack() as kept:
        copies = [cast(BinaryIO, kept.enter_context(TemporaryFile())) for _ in range(shares)]
        store, version = storage.here(), str(document.storage_version)
        try:
            for chunk in store.evidence_chunks(document.tenant, document.id, version, start=0, length=document.size):
                for copy in copies:
                    copy.write(chunk)
        except Missing as gone:  # the nightly reading says so; here it is only a reason to wait
            raise StorageAway from gone
        told = {"names": redactions.blackened(document)}
        with ThreadPoolExecutor(shares) as children:
            parts = [children.submit(_read, copy, document, (part, shares), told) for part, copy in enumerate(copies)]
        try:
            said = [part.result() for part in parts]
        except confining.Overran as broke:
            log.error("check_broke", document=document.id, why=str(broke))
            return str(document.sha256), [Finding(Kind.UNREADABLE, "seluruh berkas")]
        if len({one["sha256"] for one in said}) != 1:
            raise StorageAway(f"the copies of {document.id} differ")
        return said[0]["sha256"], gate.limited([Finding.heard(told) for one in said for told in one["findings"]])


def _read(copy: BinaryIO, document: Document, share: tuple[int, int], told: dict[str, Any]) -> dict[str, Any]:
    """What a child found in its share of the pages and beside them; each child has a copy of its own to move in."""
    said: dict[str, Any]
    said, _ = confining.run(
        "services.documents.clearing", copy, cpu_seconds=SECONDS, seconds=2 * SECONDS,
        media_type=document.media_type, name=document.name, share=share, **told,
    )  # fmt: skip
    return said
