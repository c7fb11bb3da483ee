"""Watching the virus scanner, also where nobody sends a file."""

from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import scanning
from services.documents.config import Config
from services.documents.scanning import NotScanned

log = get_logger()
WATCHED_EVERY = 60  # seconds


def watch(working: Runtime) -> None:
    """Raise the alarm while the scanner does not answer, also where nobody sends a file that would wait for it."""
    address = Config.of(working.settings).clamd_address
    if address is None:
        return
    try:
        scanning.ping(address)
    except NotScanned as away:
        log.error("scanner_away", why=str(away))
