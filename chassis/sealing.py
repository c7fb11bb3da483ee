"""Personal data at rest: encrypted with a key per office, found again through keyed hashes.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the office and a purpose are bound in, so that a value
copied to another office's row or to another column does not open. Keys are derived from the platform's master key
by HKDF (RFC 5869): nothing to store, nothing to lose apart from the master key itself.
"""

import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.context import current

VERSION = b"\x01"


class CannotOpen(Exception):
    """The sealed value was changed, belongs to another office or purpose, or another master key sealed it."""


class Sealer:
    """Seals and opens values for the office in force."""

    def __init__(self, master_key: bytes) -> None:
        self._master = master_key

    def seal(self, value: Any, purpose: str) -> bytes:
        """Encrypt a JSON value for the office in force."""
        return self.seal_bytes(json.dumps(value, ensure_ascii=False).encode(), purpose)

    def seal_bytes(self, plain: bytes, purpose: str) -> bytes:
        """Encrypt what fits into memory for the office in force. Layout: version, nonce (12), ciphertext and tag."""
        tenant = current().tenant
        nonce = os.urandom(12)
        return (
            VERSION
            + nonce
            + AESGCM(_derive(self._master, tenant, "seal")).encrypt(nonce, plain, _bound(tenant, purpose))
        )

    def open(self, sealed: bytes, purpose: str) -> Any:
        """Decrypt what `seal` made for this office and purpose.

        Raises:
            CannotOpen: see there.
        """
        return json.loads(self.open_bytes(sealed, purpose))

    def open_bytes(self, sealed: bytes, purpose: str) -> bytes:
        """Decrypt what `seal_bytes` made for this office and purpose.

        Raises:
            CannotOpen: see there.
        """
        tenant = current().tenant
        nonce, box = sealed[1:13], sealed[13:]
        try:
            return AESGCM(_derive(self._master, tenant, "seal")).decrypt(nonce, box, _bound(tenant, purpose))
        except InvalidTag as wrong:
            raise CannotOpen(f"cannot open a value sealed for {purpose}") from wrong

    def fingerprint(self, value: str, purpose: str) -> bytes:
        """Return a keyed hash (HMAC-SHA-256) by which an exact value can be found without being stored."""
        key = _derive(self._master, current().tenant, f"hash:{purpose}")
        return hmac.new(key, value.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=2048)
def _derive(master: bytes, tenant: str, use: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"ppid/{tenant}/{use}".encode()).derive(master)


def _bound(tenant: str, purpose: str) -> bytes:
    return f"{tenant}/{purpose}".encode()
