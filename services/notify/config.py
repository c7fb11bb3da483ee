"""What notify needs from outside, and how patient it is."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from chassis.settings import BadSettings, Settings

SEND_WITHIN = timedelta(minutes=2)  # a mail server answers in seconds; after this another process may try
ATTEMPTS = 12  # with the pauses of `domain.pause` about two days: a mail server out of order over a weekend


@dataclass(frozen=True, slots=True)
class Config:
    """The mail server, and where the recipients are known."""

    smtp_host: str
    smtp_port: int
    sender_domain: str
    intake_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """Read from the settings.

        Raises:
            BadSettings: there is no mail server, or intake cannot be asked.
        """
        smtp = urlsplit(settings.smtp_url)
        if not smtp.hostname:
            raise BadSettings("PPID_SMTP_URL is not set")
        if not settings.service_urls["intake"]:
            raise BadSettings("PPID_INTAKE_URL is not set")
        return cls(smtp.hostname, smtp.port or 25, settings.base_domain, settings.service_urls["intake"])
