"""clamd from Debian's package, knowing one signature: the harmless test file of the antivirus makers."""

from pathlib import Path

from tests.localcompose import debian
from tests.localcompose.part import Part, Program, Room, answers

# The 68 bytes in hex, wherever in a file they stand: written out, they would alarm scanners of this very repository.
SIGNATURE = (
    "Eicar-Test-Signature:0:*:"
    "58354f2150254041505b345c505a58353428505e2937434329377d24"
    "45494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a\n"
)


def prepare(room: Room) -> Part:
    """Write the signature and the configuration."""
    root = debian.root_of("clamav-daemon", "usr/sbin/clamd")
    database = room.folder / "signatures"
    database.mkdir(exist_ok=True)
    (database / "test.ndb").write_text(SIGNATURE)
    port = room.ports[3310]
    config = room.folder / "clamd.conf"
    config.write_text(
        f"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {database}\n"
        "StreamMaxLength 2048M\nMaxScanSize 2000M\nMaxFileSize 2000M\nAlertExceedsMax yes\n"
    )
    libraries = ":".join(map(str, root.glob("usr/lib/*-linux-gnu"))) if root != Path("/") else ""
    daemon = Program(
        name="clamav",
        argv=[str(root / "usr/sbin/clamd"), f"--config-file={config}"],
        env={"LD_LIBRARY_PATH": libraries},
    )
    return Part(programs=[daemon], ready=lambda: answers(port, b"zPING\x00", b"PONG\x00"))
