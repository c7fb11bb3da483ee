"""What notify needs from outside, and how patient it is."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from chassis.settings import BadSettings, Settings

SEND_WITHIN = timedelta(minutes=5)  # asking for the recipient and handing over take seconds; then another may take over
SMTP_SECONDS = 15  # longest silence of the mail server


@dataclass(frozen=True, slots=True)
class Config:
    """The mail server that takes our letters, and where recipients are asked for."""

    smtp_host: str
    smtp_port: int
    intake_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """Read from the settings; `PPID_SMTP_URL` is `smtp://host:port`.

        Raises:
            BadSettings: there is no mail server, or nobody to ask for recipients.
        """
        smtp, intake = urlsplit(settings.smtp_url), settings.service_urls["intake"]
        if smtp.scheme != "smtp" or not smtp.hostname:
            raise BadSettings("PPID_SMTP_URL must be smtp://host:port")
        if not intake:
            raise BadSettings("PPID_INTAKE_URL is not set")
        return cls(smtp.hostname, smtp.port or 25, intake)
