"""`ppid mail`: catch every letter that the demonstration sends, and show it. It delivers nothing to anybody."""

import logging
import os
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from chassis import shutdown
from ppid.environment import var_dir

LARGEST = 40 << 20  # bytes of one letter, attachments included
SMTP_PORT = 2525


@click.command()
def mail() -> None:
    """Catch outgoing mail and show it (demonstration only)."""
    if os.environ.get("PPID_ENV") not in ("embedded", "compose"):
        raise click.ClickException("penangkap surat hanya untuk peragaan (PPID_ENV embedded atau compose).")
    run()


def run() -> None:
    """Serve SMTP and the page until SIGTERM.

    The page listens on PPID_MAIL_LISTEN (or PPID_LISTEN), SMTP beside it on the port that PPID_SMTP_URL names.
    """
    from aiosmtpd.controller import Controller
    from werkzeug.serving import make_server

    from ppid.mail_catcher.box import Box
    from ppid.mail_catcher.page import create_app

    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # who read which letter is nobody's business
    box = Box(_folder())
    listen = os.environ.get("PPID_MAIL_LISTEN") or os.environ.get("PPID_LISTEN") or "127.0.0.1:8126"
    host, _, port = listen.rpartition(":")
    smtp_port = urlsplit(os.environ.get("PPID_SMTP_URL", "")).port or SMTP_PORT
    smtp = Controller(_Catcher(box), hostname=host, port=smtp_port, data_size_limit=LARGEST)
    app = create_app(box, os.environ.get("PPID_BASE_DOMAIN", "localhost"))
    pages = make_server(host, int(port), app, threaded=True)
    with shutdown.asked() as stop:  # as the first process of a container it gets no signal that it does not ask for
        smtp.start()
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        stop.wait()
    pages.shutdown()
    smtp.stop()


def _folder() -> Path:
    return var_dir() / "mail"


class _Catcher:
    """aiosmtpd's handler: every letter is accepted once it is kept."""

    def __init__(self, box: Any) -> None:
        self._box = box

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        recipients = ", ".join(envelope.rcpt_tos)
        id_ = self._box.put(f"X-Envelope-To: {recipients}\r\n".encode() + envelope.original_content)
        return f"250 OK {id_}"
