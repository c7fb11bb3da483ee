"""The platform's own mail catcher."""

import sys
from pathlib import Path

from tests.localcompose.part import Part, Program, Room, answers


def prepare(room: Room) -> Part:
    """Only its addresses differ from the compose file's."""
    smtp, page = room.ports[2525], room.ports[8000]
    catcher = Program(
        name="mail",
        argv=[sys.executable, "-m", "ppid", "mail"],
        env={
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "PPID_ENV": "compose",
            "PPID_VAR": str(room.folder),
            "PPID_SMTP_URL": f"smtp://127.0.0.1:{smtp}",
            "PPID_LISTEN": f"127.0.0.1:{page}",
        },
    )
    return Part(programs=[catcher], ready=lambda: answers(smtp, b"", b"220"))
