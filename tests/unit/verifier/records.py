"""Records of acts as the platform makes them, and what somebody with the database in hand can do to one."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from chassis.tokens import Signer
from verifier import checkpoint
from verifier.record import Link, Seal
from verifier.tree import root_of

ORIGIN = checkpoint.origin("32.76", "registry")


def chain(texts: list[str]) -> list[Link]:
    """A chain of these entries."""
    return linked([Link(position, b"", _salt(position), text) for position, text in enumerate(texts, 1)])


def linked(links: list[Link]) -> list[Link]:
    """The same entries, numbered and linked as if that were how they had come."""
    made: list[Link] = []
    before = b""
    for position, link in enumerate(links, 1):
        before = hashlib.sha256(before + (link.text or "").encode()).digest()
        made.append(replace(link, position=position, hash=before))
    return made


def seal(links: list[Link], signer: Signer | None = None, origin: str = ORIGIN) -> Seal:
    """The seal of a chain as it stands; unsigned without a signer."""
    text = checkpoint.compose(origin, len(links), root_of(link.leaf() for link in links))
    note = signer.sign_note(text) if signer else f"{text}\n"
    return Seal(len(links), links[-1].hash, checkpoint.read(note))


def numbered(links: list[Link]) -> list[Link]:
    """The same links under new numbers."""
    return [replace(link, position=position) for position, link in enumerate(links, 1)]


def _edited(links: list[Link], at: int) -> list[Link]:
    return [*links[:at], replace(links[at], text=f"{links[at].text}!"), *links[at + 1 :]]


def _deleted(links: list[Link], at: int) -> list[Link]:
    return [*links[:at], *links[at + 1 :]]


def _inserted(links: list[Link], at: int) -> list[Link]:
    return [*links[:at], Link(at + 1, b"?" * 32, _salt(0), "never happened"), *links[at:]]


def _swapped(links: list[Link], at: int) -> list[Link]:
    one, other = links[at], links[at - 1]
    changed = [*links]
    changed[at], changed[at - 1] = replace(one, text=other.text), replace(other, text=one.text)
    return changed


# Each is done to the place `at` of a sealed chain; "anew": with every link from there on calculated to fit.
TAMPERS: dict[str, Callable[[list[Link], int], list[Link]]] = {
    "edited": _edited,
    "edited, anew": lambda links, at: linked(_edited(links, at)),
    "deleted": _deleted,
    "deleted, closed up": lambda links, at: numbered(_deleted(links, at)),
    "deleted, anew": lambda links, at: linked(_deleted(links, at)),
    "emptied": lambda links, at: [*links[:at], replace(links[at], text=None), *links[at + 1 :]],
    "inserted": lambda links, at: numbered(_inserted(links, at)),
    "inserted, anew": lambda links, at: linked(_inserted(links, at)),
    "beside the chain": lambda links, at: [*links, replace(links[at], position=0)],
    "swapped": _swapped,
    "swapped, anew": lambda links, at: linked(_swapped(links, at)),
    "cut off": lambda links, at: links[:at],
    "another salt": lambda links, at: [*links[:at], replace(links[at], salt=_salt(0)), *links[at + 1 :]],
}


def _salt(position: int) -> bytes:
    return hashlib.sha256(f"salt {position}".encode()).digest()
