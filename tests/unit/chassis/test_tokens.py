"""Tokens: only the gateway speaks for people, and nothing forged, late or misdirected passes."""

import base64
import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from chassis.context import Context
from chassis.errors import Unauthenticated
from chassis.tokens import Signer, Verifier
from tests.table import table

KEYS = {issuer: ECKey.generate_key("P-256", {"kid": f"{issuer}-1"}) for issuer in ("gateway", "intake", "registry")}
VERIFIER = Verifier("registry", KeySet([ECKey.import_key(key.as_dict(private=False)) for key in KEYS.values()]))
OFFICER = Context("32.76", "staff:7", frozenset({"officer"}), name="Rina Kartika")


def _signed(issuer: str = "gateway", key: str = "gateway", **changes: object) -> str:
    now = int(time.time())
    claims = {
        "iss": issuer, "aud": "registry", "sub": "staff:7", "tenant": "32.76", "roles": ["officer"], "trace": "t",
        "iat": now, "exp": now + 60,
    }  # fmt: skip
    return jwt.encode({"alg": "ES256", "kid": KEYS[key].kid}, claims | changes, KEYS[key], algorithms=["ES256"])


def test_a_context_arrives_as_it_was_sent() -> None:
    assert VERIFIER.verify(Signer("gateway", KEYS["gateway"]).sign(OFFICER, "registry")) == OFFICER


def test_a_token_is_computed_once_and_refused_from_the_second_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    token, whole, computed, now = _signed(), jwt.decode, list[str](), [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    verifier = Verifier("registry", VERIFIER.keys)
    monkeypatch.setattr(jwt, "decode", lambda said, *keys, **how: computed.append(said) or whole(said, *keys, **how))
    assert verifier.verify(token) == verifier.verify(token)
    assert computed == [token]
    now[0] += 61
    with pytest.raises(Unauthenticated):
        verifier.verify(token)


def test_what_was_verified_lets_nothing_pass_that_is_like_it() -> None:
    token = _signed()
    VERIFIER.verify(token)
    head, body, _ = token.split(".")
    for forged in (f"{token}A", f"{head}.{body}.{_signed(sub='staff:8').split('.')[2]}", f"{head}.{body}."):
        with pytest.raises(Unauthenticated):
            VERIFIER.verify(forged)


def test_another_issuer_acts_as_itself_whatever_roles_and_name_it_claims() -> None:
    heard = VERIFIER.verify(Signer("intake", KEYS["intake"]).sign(OFFICER, "registry"))
    assert (heard.roles, heard.name) == ({"service:intake"}, "")


def test_a_ticket_for_one_thing_is_an_applicants() -> None:
    ticket = Context("32.76", "request:1", frozenset({"applicant"}))
    assert VERIFIER.verify(Signer("intake", KEYS["intake"]).sign(ticket, "registry")) == ticket


@table(("issuer", "actor"), [("registry", "request:1"), ("intake", "staff:7"), ("intake", "service:gateway")])
def test_only_intake_hands_out_tickets_and_only_for_one_request(issuer: str, actor: str) -> None:
    token = Signer(issuer, KEYS[issuer]).sign(Context("32.76", actor, frozenset({"applicant"})), "registry")
    assert VERIFIER.verify(token).roles == {f"service:{issuer}"}


def test_a_key_signs_for_its_own_issuer_only() -> None:
    with pytest.raises(Unauthenticated):
        VERIFIER.verify(_signed(issuer="gateway", key="intake"))


@table(
    "changes",
    [
        {"aud": "documents"},
        {"exp": int(time.time()) - 1},
        {"exp": None},
        {"tenant": None},
        {"name": 7},
        {"roles": None},
        {"iss": "somebody"},
    ],
)
def test_a_token_for_others_or_too_late_or_misshapen_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated):
        VERIFIER.verify(_signed(**changes))


def _unsigned() -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part({'iss': 'gateway', 'aud': 'registry'})}."


def _symmetric() -> str:
    public = json.dumps(KEYS["gateway"].as_dict(private=False)).encode()
    claims = {"iss": "gateway", "aud": "registry", "exp": int(time.time()) + 60}
    return jwt.encode({"alg": "HS256", "kid": "gateway-1"}, claims, OctKey.import_key(public), algorithms=["HS256"])


@table("forged", [_unsigned(), _symmetric(), "", "a.b.c", "x" * 9000, _signed() + "A"])
def test_a_forged_token_is_refused(forged: str) -> None:
    with pytest.raises(Unauthenticated):
        VERIFIER.verify(forged)
