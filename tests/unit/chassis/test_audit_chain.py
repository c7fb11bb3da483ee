"""A chain that nobody touched has no breaks; whatever is done to one shows."""

import hashlib
import random
import time
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chassis.audit_chain import Break, Link, Seal, breaks


def chain(texts: list[str]) -> list[Link]:
    links: list[Link] = []
    before = b""
    for position, text in enumerate(texts, 1):
        before = hashlib.sha256(before + text.encode()).digest()
        links.append(Link(position, position, before, text))
    return links


texts = st.lists(st.text(min_size=1, max_size=5), min_size=2, max_size=12, unique=True)


@given(texts)
def test_an_untouched_chain_has_no_breaks(said: list[str]) -> None:
    links = chain(said)
    assert list(breaks(links, [Seal(link.position, link.hash) for link in links])) == []


@given(texts, st.data())
def test_a_changed_entry_is_found_where_it_stands(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    at = data.draw(st.integers(0, len(links) - 1))
    links[at] = replace(links[at], text=f"{links[at].text}!")
    assert list(breaks(links, [])) == [Break(at + 1, "changed")]


@given(texts, st.data())
def test_two_entries_that_changed_places_are_found(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    at = data.draw(st.integers(0, len(links) - 2))
    links[at : at + 2] = [replace(links[at], text=links[at + 1].text), replace(links[at + 1], text=links[at].text)]
    assert Break(at + 1, "changed") in set(breaks(links, []))


@given(texts, st.data())
def test_a_link_that_was_taken_out_leaves_a_gap(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]
    assert next(breaks(links, [])) == Break(at + 1, "gap")


@given(texts)
def test_a_chain_written_anew_from_the_beginning_contradicts_its_seal(said: list[str]) -> None:
    end = chain(said)[-1]
    anew = chain(["other", *said[1:]])
    assert list(breaks(anew, [Seal(end.position, end.hash)])) == [Break(end.position, "rewritten")]


@given(texts)
def test_a_chain_that_was_cut_off_contradicts_its_seal(said: list[str]) -> None:
    links = chain(said)
    assert list(breaks(links[:-1], [Seal(len(links), links[-1].hash)])) == [Break(len(links), "cut off")]


def test_an_entry_that_is_gone_is_found() -> None:
    links = chain(["a", "b", "c"])
    links[1] = replace(links[1], text=None)
    assert list(breaks(links, [])) == [Break(2, "removed")]


def test_each_of_a_thousand_tampers_in_a_hundred_thousand_entries_is_found_where_it_is() -> None:
    whole, chance = chain([f"entry {n}" for n in range(100_000)]), random.Random(13)
    places, touched = sorted(chance.sample(range(1, 49_999), 1000)), list[Link]()
    tampered = {2 * place: TAMPERS[n % len(TAMPERS)] for n, place in enumerate(places)}  # never two side by side
    for place, link in enumerate(whole):
        touched += tampered[place](whole, place) if place in tampered else [link]
    begun = time.monotonic()
    found = {one.position for one in breaks(touched, [])}
    assert time.monotonic() - begun <= 30
    assert [place for place in tampered if not found & {place, place + 1, place + 2}] == []
    assert list(breaks(whole, [])) == []


def _edited(links: list[Link], place: int) -> list[Link]:
    return [replace(links[place], text="another entry")]


def _moved(links: list[Link], place: int) -> list[Link]:
    return [replace(links[place], text=links[place - 1].text, entry_id=links[place - 1].entry_id)]


def _slipped_in(links: list[Link], place: int) -> list[Link]:
    return [links[place], replace(links[place], entry_id=-place, text="never happened")]


TAMPERS: list[Callable[[list[Link], int], list[Link]]] = [
    _edited,
    lambda _links, _place: [],  # deleted with its link
    lambda links, place: [replace(links[place], text=None)],  # deleted alone
    _moved,
    _slipped_in,
]
