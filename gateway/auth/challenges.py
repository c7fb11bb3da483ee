"""What a strained network is asked before it is heard: a second of a browser's work or, without it, a minute's wait.

Nobody is refused, and nothing needs a script: it only saves the wait. A challenge is good once, for a quarter of an
hour. It makes a sweep over many names dear; what bounds the guesses at one name is the throttle on names.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from chassis import clock
from chassis.service import runtime
from gateway.auth import throttle

CHALLENGE, ANSWER = "soal", "jawaban"  # the fields of a form that carry it
BITS = 17  # leading zero bits of the answer's hash: 130,000 hashes, one or two seconds in a browser
PATIENCE = timedelta(minutes=1)


def to_answer(sent: str = "") -> str:
    """Return the challenge that a form came with, while waiting for it is not over; otherwise a new one."""
    age = _age(sent)
    if age is not None and age < PATIENCE:
        return sent
    text = f"{int(clock.now().timestamp())}.{secrets.token_urlsafe(12)}"
    return f"{text}.{_proof(text)}"


def met(challenge: str, answer: str) -> bool:
    """Whether a challenge of ours was answered, by work or by patience, and use it up."""
    age = _age(challenge)
    if age is None or age > throttle.FORGET or (age < PATIENCE and not worked(challenge, answer)):
        return False
    return throttle.spend(challenge)


def worked(challenge: str, answer: str) -> bool:
    """Whether the hash of challenge and answer begins with enough zero bits; who answered nothing did no work."""
    if not answer:
        return False
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - BITS) == 0


def _age(challenge: str) -> timedelta | None:
    """How long ago a challenge was made; nothing where it is none of ours."""
    text, _, proof = challenge.rpartition(".")
    if not hmac.compare_digest(proof.encode(), _proof(text).encode()):
        return None
    return clock.now() - datetime.fromtimestamp(int(text.partition(".")[0]), UTC)


def _proof(text: str) -> str:
    return urlsafe_b64encode(runtime().sealer.fingerprint(text, "challenge")[:16]).decode().rstrip("=")
