"""Finding out whether a file may be kept: examined in a confined child, then read by the scanner if there is one."""

from typing import BinaryIO
from uuid import UUID

from chassis import confining
from chassis.confining import Overran
from chassis.log import get_logger
from services.documents import scanning
from services.documents.config import Config
from services.documents.files.domain.files import Check
from services.documents.files.domain.flaws import Flaw

log = get_logger()
SCANNED_AT_ONCE = 256 << 10  # bytes handed to the scanner at a time


def flaw_of(file: BinaryIO, media_type: str, file_id: UUID) -> Flaw | None:
    """What is wrong with a file; None when it passed.

    Raises:
        Stalled, NotScanned: nobody can say; try again.
    """
    address = Config.here().clamd_address
    return _examine(file, media_type, file_id) or (_scan(file, address, file_id) if address else None)


def checker() -> Check:
    """Who says so. Where there is no scanner the rules are all there is."""
    return Check.CLAMD if Config.here().clamd_address else Check.RULES


def _examine(file: BinaryIO, media_type: str, file_id: UUID) -> Flaw | None:
    try:
        told, _ = confining.run("services.documents.examining", file, media_type=media_type)
    except Overran as burst:
        log.error("file_overran", document=file_id, why=str(burst))
        return Flaw.TOO_COMPLEX
    return Flaw(told["flaw"]) if told["flaw"] else None


def _scan(file: BinaryIO, address: str, file_id: UUID) -> Flaw | None:
    file.seek(0)
    finding = scanning.scan(address, iter(lambda: file.read(SCANNED_AT_ONCE), b""))
    if finding is None:
        return None
    log.error("file_infected", document=file_id, finding=finding)
    return Flaw.INFECTED
