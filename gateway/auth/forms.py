"""Proof that a form that comes in was made by a page of ours, for this browser (OWASP: synchroniser token by HMAC).

Three walls: the cookies are SameSite=Lax; the browser's own word on where the form came from (Sec-Fetch-Site, Origin);
a token in the form, tied to the session, or before sign-in to a random cookie of this browser.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping

from chassis.errors import Forbidden
from chassis.service import runtime

FIELD = "bukti"


class Foreign(Forbidden):
    """The form came from somewhere else."""

    code, title = "foreign-form", "Kiriman ini tidak berasal dari halaman kami"


class Stale(Forbidden):
    """The form is ours, but its proof is missing or belongs to a session that is over."""

    code, title = "stale-form", "Halaman ini terlalu lama terbuka"


def new_anchor() -> str:
    """Return a random value for the cookie of a browser that is not signed in."""
    return secrets.token_urlsafe(16)


def proof(anchor: str) -> str:
    """Return the token for forms of a browser whose session or visit is known by `anchor`."""
    return base64.urlsafe_b64encode(runtime().sealer.fingerprint(anchor, "form")).decode().rstrip("=")


def check_origin(headers: Mapping[str, str], site: str) -> None:
    """Refuse a form that the browser says was sent from another site; `site` is our own scheme, host and port.

    Raises:
        Foreign: it was. A browser that says nothing is judged by the token alone.
    """
    fetched = headers.get("Sec-Fetch-Site", "")
    if fetched:
        if fetched not in ("same-origin", "none"):
            raise Foreign
        return
    origin = headers.get("Origin")
    if origin is not None and origin != site:
        raise Foreign


def check_proof(sent: str, anchor: str) -> None:
    """Refuse a form without the token of this browser.

    Raises:
        Stale: the token is missing or of another session or visit.
    """
    if not anchor or not hmac.compare_digest(sent.encode(), proof(anchor).encode()):
        raise Stale
