"""What notify needs from outside, and how patient it is."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from chassis.settings import BadSettings, Settings

SEND_WITHIN = timedelta(minutes=5)  # asking for the recipient and handing over take seconds; then another may take over
HERE = ("127.0.0.1", "::1", "localhost")  # where nobody reads along
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}  # RFC 5321, 6409, 8314
SMTP_SECONDS = 15  # longest silence of the mail server


@dataclass(frozen=True, slots=True)
class Config:
    """The mail server that takes our letters, and where recipients are asked for: of applicants, and of invited staff.

    `smtp_scheme` is `smtp` (in the clear), `smtp+starttls` or `smtps` (RFC 8314); `smtp_login` user and password.
    """

    smtp_scheme: str
    smtp_host: str
    smtp_port: int
    smtp_login: tuple[str, str] | None = field(repr=False)
    intake_url: str
    gateway_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """Read from the settings; `PPID_SMTP_URL` is `<scheme>://[user:password@]host[:port]`.

        Raises:
            BadSettings: there is no mail server, a password would travel in the clear, or nobody can be asked for
                recipients.
        """
        smtp, urls = urlsplit(settings.smtp_url), settings.service_urls
        if smtp.scheme not in PORTS or not smtp.hostname:
            raise BadSettings(f"PPID_SMTP_URL must be {'|'.join(PORTS)}://host:port")
        login = (unquote(smtp.username), unquote(smtp.password or "")) if smtp.username else None
        if login and smtp.scheme == "smtp" and smtp.hostname not in HERE:
            raise BadSettings("PPID_SMTP_URL names a password: use smtp+starttls or smtps")
        for name in ("intake", "gateway"):
            if not urls[name]:
                raise BadSettings(f"PPID_{name.upper()}_URL is not set")
        return cls(smtp.scheme, smtp.hostname, smtp.port or PORTS[smtp.scheme], login, urls["intake"], urls["gateway"])
