"""Signed checkpoints: how large a record was and the root of its tree, in the formats of C2SP.

    ppid.kpu.go.id/32.76/registry           whose record: office and service
    418                                     entries
    n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=

    — registry-1 (base64 of key id and signature)

Source: C2SP tlog-checkpoint and signed-note, there ECDSA (type 0x02) with P-256 and SHA-256. The key is the one with
which the service signs its tokens; a token has no line break, so neither can be taken for the other.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

    Keys = Mapping[str, EllipticCurvePublicKey]

PLACE = "ppid.kpu.go.id"
KEY_ID = 4  # bytes before a signature


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was sealed: whose record, how many entries, the root of their tree. `note` is the whole signed text."""

    origin: str
    size: int
    root: bytes
    note: str

    @property
    def service(self) -> str:
        """Whose key must have signed it."""
        return self.origin.rpartition("/")[2]


def origin(office: str, service: str) -> str:
    """Return the name of a record."""
    return f"{PLACE}/{office}/{service}"


def compose(of: str, size: int, root: bytes) -> str:
    """Return the text to be signed."""
    return f"{of}\n{size}\n{base64.b64encode(root).decode()}\n"


def signed_note(text: str, key_name: str, spki: bytes, signature: bytes) -> str:
    """Return the signed note: a text and the signature over it, with the name and public key (DER) of who signed."""
    marked = base64.b64encode(sha256(spki).digest()[:KEY_ID] + signature).decode()
    return f"{text}\n— {key_name} {marked}\n"


def read(note: str) -> Checkpoint:
    """Parse a signed note, without looking at its signature.

    Raises:
        ValueError: it is no checkpoint.
    """
    text, blank, _signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    if not blank or len(lines) != 3:
        raise ValueError("this is no checkpoint")
    return Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True), note)


def trusted(jwks: str) -> "Keys":
    """Return the public keys of a JSON Web Key set (RFC 7517), by their names.

    Raises:
        ImportError: the package `cryptography` is not installed.
        ValueError, KeyError: it is none, or not one of P-256 keys.
    """
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers

    keys = json.loads(jwks)["keys"]
    return {
        key["kid"]: EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), SECP256R1()).public_key()
        for key in keys
    }


def signed(checkpoint: Checkpoint, keys: "Keys") -> bool:
    """Whether a key of the service whose record it is signed the checkpoint."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.hashes import SHA256

    text, _blank, signatures = checkpoint.note.rpartition("\n\n")
    for line in signatures.splitlines():
        name, _space, marked = line.removeprefix("— ").partition(" ")
        if name not in keys or name.rpartition("-")[0] != checkpoint.service:
            continue
        try:
            found = base64.b64decode(marked, validate=True)
            keys[name].verify(found[KEY_ID:], f"{text}\n".encode(), ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True
    return False


def _number(encoded: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)), "big")
