"""The settings of the embedded platform: secrets are made up at the first start and stay the same ever after."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from chassis.settings import SERVICES
from ppid import keys
from ppid.embedded import sessions
from ppid.embedded.ports import Ports
from ppid.environment import write_secretly

BASE_DOMAIN = "localhost"  # browsers resolve every name below it to this machine, without any set-up
ROLES = {"OWNER_DATABASE_URL": "owner", "DATABASE_URL": "app", "SYSTEM_DATABASE_URL": "system"}
# What people wait for: two processes each, to use both cores of a small machine; threads that are few enough not to
# spend it on taking turns. The others mostly wait for files and mail.
BUSY = ("gateway", "intake", "registry")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Passwords by what they open, kept in one file that only its owner may read."""

    passwords: dict[str, str]
    master_key: str

    @classmethod
    def kept_in(cls, file: Path) -> "Secrets":
        """Read the file, making up what it lacks: 192 random bits a password, in letters that need no quoting."""
        kept = cls(**json.loads(file.read_text())) if file.is_file() else cls({}, "")
        doors = ["postgres", "ppid_bus", "s3_key", "s3", "smtp"]
        doors += [f"ppid_{service}_{role}" for service in SERVICES for role in ROLES.values()]
        full = cls(
            {door: kept.passwords.get(door) or secrets.token_urlsafe(24) for door in doors},
            kept.master_key or base64.b64encode(secrets.token_bytes(32)).decode(),
        )
        if full != kept:
            write_secretly(file, json.dumps(asdict(full), indent=1) + "\n")
        return full


def compose(var: Path, ports: Ports, known: Secrets, *, postgres_url: str, s3_url: str) -> dict[str, str]:
    """Every setting of every role."""
    folder = var / "keys"
    values = {
        "PPID_ENV": "embedded",
        "PPID_BASE_DOMAIN": BASE_DOMAIN,
        "PPID_EDGE_URL": f"http://{BASE_DOMAIN}:{ports.edge}",
        "PPID_ADMIN_DATABASE_URL": postgres_url,
        "PPID_BROKER_URL": _database_url(known, ports, "ppid_bus", "ppid_bus"),
        "PPID_S3_URL": s3_url,
        "PPID_S3_ROLE": sessions.ROLE,
        "PPID_SMTP_URL": f"smtp://ppid:{known.passwords['smtp']}@127.0.0.1:{ports.smtp}",
        "PPID_MAIL_LISTEN": f"127.0.0.1:{ports.mail}",
        "PPID_MASTER_KEY": known.master_key,
        "PPID_TRUSTED_KEYS_FILE": str(folder / keys.TRUSTED),
    }
    for service in SERVICES:
        prefix, address = f"PPID_{service.upper()}_", f"127.0.0.1:{getattr(ports, service)}"
        values[f"{prefix}LISTEN"] = address
        values[f"{prefix}URL"] = f"http://{address}"
        workers, threads = (2, 4) if service in BUSY else (1, 8)
        values |= {f"{prefix}WORKERS": str(workers), f"{prefix}THREADS": str(threads)}
        values[f"{prefix}KEY_FILE"] = str(folder / f"{service}.jwk")
        for name, role in ROLES.items():
            values[prefix + name] = _database_url(known, ports, f"ppid_{service}_{role}", f"ppid_{service}")
    return values


def _database_url(known: Secrets, ports: Ports, role: str, database: str) -> str:
    return f"postgresql://{role}:{known.passwords[role]}@127.0.0.1:{ports.postgres}/{database}"
