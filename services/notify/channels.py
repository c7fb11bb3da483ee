"""The carriers. E-mail so far: text and HTML from one template folder per kind, handed to a mail server by SMTP."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import cache
from typing import Any
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from chassis import clock
from services.notify.config import Config
from services.notify.domain import Kind

PATIENCE = 20  # seconds for one answer of the mail server


class CarrierAway(Exception):
    """The mail server does not answer, or asks to try again later."""


class RecipientRefused(Exception):
    """The mail server will never take mail for this address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be carried."""

    notice_id: UUID
    kind: Kind
    sender: str
    address: str
    facts: dict[str, Any]


def send(letter: Letter, config: Config) -> None:
    """Hand a letter to the mail server.

    Raises:
        CarrierAway: try again later. RecipientRefused: trying again is useless.
    """
    message = compose(letter, config)
    try:
        with smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=PATIENCE) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        if all(code >= 500 for code in codes):
            raise RecipientRefused(f"refused with {codes}") from refused
        raise CarrierAway(f"put off with {codes}") from refused
    except (OSError, smtplib.SMTPException) as away:
        raise CarrierAway(type(away).__name__) from away


def compose(letter: Letter, config: Config) -> EmailMessage:
    """The letter as an e-mail. The Message-ID is the notice's, so a repeat after a crash is seen as the same mail."""
    templates, folder = _templates(), letter.kind.value
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((letter.sender, f"ppid@{config.sender_domain}"))
    message["To"] = letter.address
    message["Subject"] = " ".join(templates.get_template(f"{folder}/subject.txt").render(letter.facts).split())
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{letter.notice_id}@{config.sender_domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation replies
    message.set_content(templates.get_template(f"{folder}/body.txt").render(letter.facts))
    message.add_alternative(templates.get_template(f"{folder}/body.html").render(letter.facts), subtype="html")
    return message


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("services.notify"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
