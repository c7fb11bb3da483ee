"""`ppid mail`: catch every letter that the demonstration sends, and show it. It delivers nothing to anybody."""

import hmac
import logging
import os
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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
    from werkzeug.serving import make_server

    from ppid.mail_catcher.box import Box
    from ppid.mail_catcher.page import create_app

    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # who read which letter is nobody's business
    box = Box(_folder())
    listen = os.environ.get("PPID_MAIL_LISTEN") or os.environ.get("PPID_LISTEN") or "127.0.0.1:8126"
    host, _, port = listen.rpartition(":")
    smtp = catcher(box, host, os.environ.get("PPID_SMTP_URL", ""))
    app = create_app(box, os.environ.get("PPID_BASE_DOMAIN", "localhost"))
    pages = make_server(host, int(port), app, threaded=True)
    with shutdown.asked() as stop:  # as the first process of a container it gets no signal that it does not ask for
        smtp.start()
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        stop.wait()
    pages.shutdown()
    smtp.stop()


def catcher(box: Any, host: str, url: str) -> Any:
    """Return an SMTP server for the port of a URL; where that names a password, letters come from who knows it only."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

    parts = urlsplit(url)
    password = unquote(parts.password or "").encode()

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        return AuthResult(success=hmac.compare_digest(login.password, password), handled=False)

    return Controller(
        _Catcher(box, guarded=bool(password)),
        hostname=host,
        port=parts.port or SMTP_PORT,
        data_size_limit=LARGEST,
        authenticator=authenticate,
        auth_require_tls=False,  # it is asked on this machine only
    )


def _folder() -> Path:
    return var_dir() / "mail"


class _Catcher:
    """aiosmtpd's handler: every letter is accepted once it is kept, in a guarded box from who signed in alone."""

    def __init__(self, box: Any, *, guarded: bool = False) -> None:
        self._box, self._guarded = box, guarded

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._guarded and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        recipients = ", ".join(envelope.rcpt_tos)
        id_ = self._box.put(f"X-Envelope-To: {recipients}\r\n".encode() + envelope.original_content)
        return f"250 OK {id_}"
