"""A request that somebody is still writing: kept sealed on the server, so that a broken network loses nothing.

The address of the page is the only key to it. A draft becomes at most one request: its Idempotency-Key is made with
it, and from the moment of sending its content stays as it was sent until the outcome is known.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chassis import clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.service import runtime
from gateway.backends.shapes.intake import Confirmation
from gateway.config import DRAFT_KEPT
from gateway.models import Draft

SEAL = "draft"


class DraftGone(NotFound):
    """There is no such draft in this office, or it is older than a draft may be."""

    code, title = "draft-gone", "Draf ini tidak ada lagi"


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft as its writer sees it.

    Attributes:
        values: what was typed so far, by field; `desk` holds the officer's id when an officer is recording.
        pending: it was sent and the outcome is not known yet.
        receipt: what the request got, once it was sent.
    """

    address: str
    key: str
    values: Mapping[str, str]
    pending: bool
    receipt: Confirmation | None


def start(values: Mapping[str, str]) -> str:
    """Begin a draft; the result is its address."""
    address = secrets.token_urlsafe(24)
    with transaction() as session:
        session.add(
            Draft(
                id=_id(address),
                content=_sealed({"values": dict(values), "pending": False}),
                key=secrets.token_urlsafe(24),
                sent=False,
                expires_at=clock.now() + DRAFT_KEPT,
            )
        )
    return address


def read(address: str) -> Writing:
    """Return the draft at an address.

    Raises:
        DraftGone: see there.
    """
    with transaction() as session:
        draft = _find(session, address)
        content = runtime().sealer.open(draft.content, SEAL)
    return Writing(address, draft.key, content.get("values", {}), content.get("pending", False), content.get("receipt"))


def write(address: str, values: Mapping[str, str]) -> None:
    """Add answers to a draft that is not being sent; answers of the same name are replaced.

    Raises:
        DraftGone: see there.
    """
    with transaction() as session:
        draft = _find(session, address, lock=True)
        content = runtime().sealer.open(draft.content, SEAL)
        if draft.sent or content["pending"]:
            return
        draft.content = _sealed({**content, "values": {**content["values"], **values}})
        draft.expires_at = clock.now() + DRAFT_KEPT


def set_pending(address: str, pending: bool) -> None:
    """Note that a draft is being sent, or that it was refused and may be changed again."""
    with transaction() as session:
        draft = _find(session, address, lock=True)
        if not draft.sent:
            draft.content = _sealed({**runtime().sealer.open(draft.content, SEAL), "pending": pending})


def finish(address: str, receipt: Confirmation) -> None:
    """Forget what was typed and keep what the request got, until the draft's time is over."""
    with transaction() as session:
        draft = _find(session, address, lock=True)
        draft.content, draft.sent = _sealed({"receipt": receipt}), True


def sweep() -> None:
    """Delete drafts of the office in force whose time is over."""
    with transaction() as session:
        session.execute(delete(Draft).where(Draft.expires_at < clock.now()))


def _find(session: Session, address: str, *, lock: bool = False) -> Draft:
    draft = session.get(Draft, {"tenant": current().tenant, "id": _id(address)}, with_for_update=lock)
    if draft is None or draft.expires_at < clock.now():
        raise DraftGone
    return draft


def _id(address: str) -> bytes:
    return hashlib.sha256(address.encode()).digest()


def _sealed(content: Mapping[str, Any]) -> bytes:
    return runtime().sealer.seal(content, SEAL)
