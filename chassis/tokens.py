"""Signed context between processes: ES256 JSON Web Tokens (RFC 7519, hardened as RFC 8725 asks).

Each issuer signs with its own key; the key id starts with the issuer's name and must agree with `iss`. Only the
gateway may speak for people. Any other issuer acts as itself, in the role `service:<issuer>`; intake also hands out
tickets for one request (`request:<id>` in `sub`): to read (role `applicant`), which may travel in a link, and to hand
papers in (role `applicant.papers`), which may not.
"""

import json
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from cachetools import TLRUCache
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from chassis.context import Context
from chassis.errors import Unauthenticated
from chassis.settings import Settings
from verifier import checkpoint

ALGORITHMS = ["ES256"]
SECONDS = 60
LIMIT = 8192  # bytes; a longer token is refused before any of it is parsed
APPLICANT, PAPERS = "applicant", "applicant.papers"
SPOKESMAN = "gateway"
TICKET_OFFICE = "intake"
REMEMBERED = 1024  # verified tokens

Remembered = TLRUCache[bytes, tuple[Context, float]]


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs tokens as one issuer."""

    issuer: str
    key: ECKey

    @classmethod
    def of(cls, settings: Settings) -> "Signer":
        """Return the signer of a service, from its private key file."""
        return cls(settings.service, ECKey.import_key(json.loads(Path(settings.key_file).read_text())))

    def sign(self, context: Context, audience: str, *, seconds: int = SECONDS) -> str:
        """Return a token that carries a context to one audience for so many seconds."""
        issued = int(time.time())  # RFC 7519 NumericDate; held clocks must not make tokens that no peer accepts
        claims = {
            "iss": self.issuer,
            "aud": audience,
            "sub": context.actor,
            "tenant": context.tenant,
            "roles": sorted(context.roles),
            "trace": context.trace,
            "iat": issued,
            "exp": issued + seconds,
        } | ({"name": context.name} if context.name else {})
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key, algorithms=ALGORITHMS)

    def sign_note(self, text: str) -> str:
        """Return a text with the issuer's signature below it, for anybody who has the public key
        (`verifier.checkpoint`).
        """
        private, kid = self.key.private_key, self.key.kid
        assert private is not None
        assert kid is not None
        spki = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return checkpoint.signed_note(text, kid, spki, private.sign(text.encode(), ECDSA(SHA256())))


def _remembering() -> Remembered:
    return TLRUCache(REMEMBERED, ttu=lambda _digest, known, _now: known[1], timer=time.time)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Turns a token into the context it carries, for one audience.

    Programs call many times with one token: what was verified is remembered by its digest until it expires. The keys
    are those of the process, so nothing is remembered longer than it would be verified.
    """

    audience: str
    keys: KeySet
    _known: Remembered = field(default_factory=_remembering, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @classmethod
    def of(cls, settings: Settings) -> "Verifier":
        """Return the verifier of a service, from the file of all issuers' public keys."""
        return cls(settings.service, KeySet.import_key_set(json.loads(Path(settings.trusted_keys_file).read_text())))

    def verify(self, token: str) -> Context:
        """Return the context that the token carries.

        Raises:
            Unauthenticated: wrong signature, issuer, audience or shape, or expired.
        """
        if len(token) > LIMIT:
            raise Unauthenticated
        try:
            digest = sha256(token.encode()).digest()
            with self._lock:
                known = self._known.get(digest)
            if known is None:
                known = self._read(token)
                with self._lock:
                    self._known[digest] = known
        except (JoseError, ValueError, KeyError, TypeError) as refused:
            raise Unauthenticated from refused
        return known[0]

    def _read(self, token: str) -> tuple[Context, float]:
        """Return the context, and when the token expires."""
        decoded = jwt.decode(token, self.keys, algorithms=ALGORITHMS)
        claims = decoded.claims
        _check(claims, str(decoded.header.get("kid", "")), self.audience)
        context = Context(claims["tenant"], claims["sub"], _roles(claims), claims["trace"], _name(claims))
        return context, claims["exp"]


def _check(claims: dict[str, Any], kid: str, audience: str) -> None:
    jwt.JWTClaimsRegistry(
        iss={"essential": True}, aud={"essential": True, "value": audience}, exp={"essential": True}
    ).validate(claims)
    if kid.rpartition("-")[0] != claims["iss"]:
        raise ValueError("the key is not the issuer's")
    said = (*(claims[name] for name in ("tenant", "sub", "trace")), claims.get("name", ""))
    if not all(isinstance(one, str) for one in said):
        raise TypeError("a claim has the wrong shape")


def _name(claims: dict[str, Any]) -> str:
    """Return what the actor is called (OpenID Connect Core, section 5.1); only the gateway knows people."""
    name: str = claims.get("name", "") if claims["iss"] == SPOKESMAN else ""
    return name


def _is_ticket(roles: frozenset[str], issuer: str, subject: str) -> bool:
    """Whether a token is an applicant's ticket: intake alone knows who may have one, and it is for one request."""
    return roles in ({APPLICANT}, {PAPERS}) and issuer == TICKET_OFFICE and subject.startswith("request:")


def _roles(claims: dict[str, Any]) -> frozenset[str]:
    roles = frozenset(str(role) for role in claims["roles"])
    if claims["iss"] == SPOKESMAN or _is_ticket(roles, claims["iss"], claims["sub"]):
        return roles
    return frozenset({f"service:{claims['iss']}"})
