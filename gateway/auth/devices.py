"""The devices on which somebody signed in before: a cookie that names nobody and is good at one office."""

import hmac
import secrets
from base64 import urlsafe_b64encode

from chassis.service import runtime

MOST = 8  # names that one device is known for: the colleagues who share a counter's computer


def known(cookie: str, name: str) -> bool:
    """Whether somebody signed in with this name on the device that shows this cookie."""
    device, *proofs = cookie.split(".")
    mine = _proof(device, name)
    return any(hmac.compare_digest(mine.encode(), proof.encode()) for proof in proofs[:MOST])


def remember(cookie: str, name: str) -> str:
    """Return the cookie with which the device is known for this name from now on, the newest first."""
    device, *proofs = cookie.split(".") if cookie else [secrets.token_urlsafe(16)]
    mine = _proof(device, name)
    return ".".join([device, mine, *(proof for proof in proofs if proof != mine)][: MOST + 1])


def device_of(cookie: str) -> str:
    """By what tries on a known device are counted."""
    return cookie.partition(".")[0]


def _proof(device: str, name: str) -> str:
    return urlsafe_b64encode(runtime().sealer.fingerprint(f"{device} {name}", "device")[:16]).decode().rstrip("=")
