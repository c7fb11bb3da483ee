"""What a process needs from outside, read once from the environment into a frozen value.

`PPID_<SERVICE>_<NAME>` wins over `PPID_<NAME>`, so that one file can configure all roles of one machine and a
container can be given only its own. Every fault is reported at once.
"""

import base64
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from os import environ
from urllib.parse import parse_qsl, urlsplit

SERVICES = ("gateway", "intake", "registry", "documents", "notify")
TRIAL_PASSWORDS = {"ppid-lokal"}  # those of docker-compose.yml, which everybody can read
_DISTINCT_BYTES = 16  # 32 random bytes have fewer different ones less than once in 10¹³ keys


class Stage(StrEnum):
    """Where the platform runs. Demonstration accounts and the mail catcher exist in the first two only."""

    EMBEDDED = "embedded"
    COMPOSE = "compose"
    PRODUCTION = "production"


class BadSettings(Exception):
    """The environment lacks something or holds something unusable; the message names every such variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One process's settings. URLs carry their own credentials and so are never shown; `master_key` is 32 raw bytes."""

    service: str
    stage: Stage
    base_domain: str
    edge_url: str
    database_url: str = field(repr=False)
    system_database_url: str = field(repr=False)
    broker_url: str = field(repr=False)
    master_key: bytes = field(repr=False)
    key_file: str
    trusted_keys_file: str
    s3_url: str = field(repr=False)
    s3_role: str
    clamd_address: str
    smtp_url: str
    service_urls: Mapping[str, str]
    listen: str
    workers: int
    threads: int
    metrics_listen: str = ""  # host:port where roles without a web server serve their figures; empty: nowhere

    def office_url(self, host: str) -> str:
        """Return the public address of an office's site: scheme and port of the edge, the office's host label."""
        edge = urlsplit(self.edge_url)
        port = f":{edge.port}" if edge.port else ""
        return f"{edge.scheme}://{host}.{self.base_domain}{port}"


def load(service: str, env: Mapping[str, str] = environ) -> Settings:
    """Read the settings of a service.

    Raises:
        BadSettings: naming everything that is missing or wrong.
    """
    faults: list[str] = []

    def read(name: str, default: str | None = None) -> str:
        value = env.get(f"PPID_{service.upper()}_{name}", env.get(f"PPID_{name}", default))
        if value is None:
            faults.append(f"PPID_{name} is not set")
        return value or ""

    def number(name: str, default: int) -> int:
        value = read(name, str(default))
        if not value.isdigit() or int(value) < 1:
            faults.append(f"PPID_{name} must be a whole number from 1, not {value!r}")
            return default
        return int(value)

    settings = Settings(
        service=service,
        stage=_stage(read("ENV"), faults),
        base_domain=read("BASE_DOMAIN"),
        edge_url=read("EDGE_URL"),
        database_url=_psycopg(read("DATABASE_URL")),
        system_database_url=_psycopg(read("SYSTEM_DATABASE_URL")),
        broker_url=read("BROKER_URL"),
        master_key=_key(read("MASTER_KEY"), faults),
        key_file=read("KEY_FILE"),
        trusted_keys_file=read("TRUSTED_KEYS_FILE"),
        s3_url=read("S3_URL", ""),
        s3_role=read("S3_ROLE", ""),
        clamd_address=read("CLAMD_ADDRESS", ""),
        smtp_url=read("SMTP_URL", ""),
        service_urls={name: read(f"{name.upper()}_URL", "") for name in SERVICES},
        listen=read("LISTEN", "127.0.0.1:8000"),
        workers=number("WORKERS", 1),
        threads=number("THREADS", 8),
        metrics_listen=read("METRICS_LISTEN", ""),
    )
    return _fit(settings, read("PLAIN_ACCEPTED", "").split(","), faults)


def _fit(settings: Settings, accepted: Collection[str], faults: list[str]) -> Settings:
    if settings.stage is Stage.PRODUCTION:
        faults += _unfit(settings, accepted)
    if faults:
        raise BadSettings("; ".join(faults))
    return settings


def _unfit(settings: Settings, accepted: Collection[str]) -> Iterator[str]:
    """Yield what may be so in a trial and not in production, each in a sentence."""
    if urlsplit(settings.edge_url).scheme != "https":
        yield "PPID_EDGE_URL must begin with https:// in production"
    if len(settings.master_key) == 32 and len(set(settings.master_key)) < _DISTINCT_BYTES:
        yield "PPID_MASTER_KEY repeats its bytes: make one of 32 random bytes for production"
    urls = {
        "PPID_DATABASE_URL": settings.database_url,
        "PPID_SYSTEM_DATABASE_URL": settings.system_database_url,
        "PPID_BROKER_URL": settings.broker_url,
        "PPID_S3_URL": settings.s3_url,
        "PPID_SMTP_URL": settings.smtp_url,
    }
    for name, url in urls.items():
        if urlsplit(url).password in TRIAL_PASSWORDS:
            yield f"{name} carries the password of the trial: set another for production"
    for connection, plain in _plain(settings).items():
        if plain and connection not in accepted:
            yield f"the connection to {connection} is not encrypted: encrypt it, or name it in PPID_PLAIN_ACCEPTED"


def _plain(settings: Settings) -> Mapping[str, bool]:
    """Whether others on the network can read along, by what is connected to."""
    databases = settings.database_url, settings.system_database_url
    modes = [dict(parse_qsl(urlsplit(url).query)).get("sslmode", "") for url in databases]
    return {
        "database": not set(modes) <= {"require", "verify-ca", "verify-full"},
        "broker": settings.broker_url.startswith("amqp://"),
        "storage": settings.s3_url.startswith("http://"),
        "scanner": bool(settings.clamd_address),  # clamd speaks no TLS
        "mail": settings.smtp_url.startswith("smtp://"),
        "services": any(url.startswith("http://") for url in settings.service_urls.values()),
    }


def _stage(value: str, faults: list[str]) -> Stage:
    try:
        return Stage(value)
    except ValueError:
        faults.append(f"PPID_ENV must be one of {', '.join(Stage)}, not {value!r}")
        return Stage.PRODUCTION


def _key(value: str, faults: list[str]) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        faults.append("PPID_MASTER_KEY must be 32 bytes in base64")
    return key


def _psycopg(url: str) -> str:
    """SQLAlchemy picks the driver by scheme; ours is psycopg 3."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
