"""How a notice leaves: to whom (intake knows), in which words (templates), by which carrier (SMTP)."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chassis.client import Client
from chassis.directory import Profile
from chassis.service import runtime
from services.notify.config import SMTP_SECONDS, Config
from statute.calendar import long_date

_WORDS = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"], default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_WORDS.filters["long_date"] = lambda day: long_date(date.fromisoformat(day))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to and what stands on it. Held while the letter is written, kept nowhere.

    No name: whoever hands in a request with another person's address could put any words into it.
    """

    email: str | None
    number: str
    tracking_url: str
    tracking_code: str | None


@dataclass(frozen=True, slots=True)
class Sender:
    """The office a letter comes from. `host` is its full host name, which is its mail domain too."""

    name: str
    host: str
    profile: Profile


def recipient(request_id: UUID, sender: Sender) -> Recipient:
    """Ask intake whom letters about a request go to.

    Raises:
        Refused: intake does not know the request. Unavailable: it does not answer.
    """
    intake = _intake(Config.of(runtime().settings).intake_url)
    found = intake.call("GET", f"/v1/requests/{request_id}/recipient", host=sender.host).json()
    return Recipient(**{field: found[field] for field in Recipient.__slots__})


def invited(invitation_id: UUID, sender: Sender) -> Recipient:
    """Ask the gateway whom an invitation goes to, and what it leads to; nobody where it is over.

    Raises:
        Refused, Unavailable: it does not say.
    """
    gateway = _gateway(Config.of(runtime().settings).gateway_url)
    found = gateway.call("GET", f"/api/gateway/v1/invitations/{invitation_id}/letter", host=sender.host).json()
    return Recipient(email=found["email"], number="", tracking_url=found["url"] or "", tracking_code=None)


def letter(kind: str, facts: dict[str, Any], to: Recipient, sender: Sender) -> dict[str, str]:
    """Return the words of a notice: `subject.txt`, `body.txt` and `body.html`, by template name.

    What the request asks is not among them: letters are open to many eyes, and whoever hands in a request with
    another person's address could otherwise have the office send that person words of their choice.
    """
    words = {"to": to, "sender": sender, **facts}
    return {
        name: _WORDS.get_template(f"{kind}/{name}").render(words).strip()
        for name in ("subject.txt", "body.txt", "body.html")
    }


def message(words: dict[str, str], to: Recipient, sender: Sender, *, about: UUID, notice: UUID, at: datetime) -> bytes:
    """Return a letter in its envelope (RFC 5322). The same notice has the same Message-ID however often it is sent.

    `about` is the request: its letters refer to it, so that mail programs show them together.

    Raises:
        ValueError: the address cannot stand in a header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(f"PPID {sender.name}", "ppid", sender.host)
    mail["To"] = Address(addr_spec=to.email or "")
    mail["Subject"] = words["subject.txt"]
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{notice}@{sender.host}>"
    mail["References"] = f"<{about}@{sender.host}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answer, please
    mail["Content-Language"] = "id"
    mail.set_content(words["body.txt"], cte="quoted-printable")
    mail.add_alternative(words["body.html"], subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def hand_over(mail: bytes, to: Recipient, sender: Sender) -> None:
    """Give a letter to the mail server; when this returns, the server has taken responsibility (RFC 5321, 6.1).

    Raises:
        smtplib.SMTPException, OSError: it did not take it.
    """
    with carrier_of(Config.of(runtime().settings), sender) as carrier:
        carrier.sendmail(f"ppid@{sender.host}", [to.email or ""], mail)


def carrier_of(config: Config, sender: Sender) -> smtplib.SMTP:
    """Return a session with the mail server, its certificate checked, signed in where that is asked for.

    Raises:
        smtplib.SMTPException, OSError: it does not answer, cannot prove who it is, or does not know us.
    """
    host, port = config.smtp_host, config.smtp_port
    if config.smtp_scheme == "smtps":
        carrier: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, local_hostname=sender.host, timeout=SMTP_SECONDS, context=trusted()
        )
    else:
        carrier = smtplib.SMTP(host, port, local_hostname=sender.host, timeout=SMTP_SECONDS)
    try:
        if config.smtp_scheme == "smtp+starttls":
            carrier.starttls(context=trusted())
        if config.smtp_login:
            carrier.login(*config.smtp_login)
    except BaseException:
        carrier.close()
        raise
    return carrier


@cache
def trusted() -> ssl.SSLContext:
    """Whom the machine trusts to vouch for a mail server; read once, since it takes 20 ms of computing."""
    return ssl.create_default_context()


@lru_cache(maxsize=4)
def _gateway(url: str) -> Client:
    return Client("gateway", url, runtime().signer)


@lru_cache(maxsize=4)
def _intake(url: str) -> Client:
    return Client("intake", url, runtime().signer)
