"""Records of acts as the platform makes them, for tests to tamper with."""

import hashlib

from chassis.tokens import Signer
from verifier import checkpoint
from verifier.record import Link, Seal
from verifier.tree import root_of

ORIGIN = checkpoint.origin("32.76", "registry")


def chain(texts: list[str]) -> list[Link]:
    """A chain of these entries."""
    links: list[Link] = []
    before = b""
    for position, text in enumerate(texts, 1):
        before = hashlib.sha256(before + text.encode()).digest()
        salt = hashlib.sha256(f"salt {position}".encode()).digest()
        links.append(Link(position, before, salt, text))
    return links


def seal(links: list[Link], signer: Signer | None = None, origin: str = ORIGIN) -> Seal:
    """The seal of a chain as it stands; unsigned without a signer."""
    text = checkpoint.compose(origin, len(links), root_of(link.leaf() for link in links))
    note = signer.sign_note(text) if signer else f"{text}\n"
    return Seal(len(links), links[-1].hash, checkpoint.read(note))
