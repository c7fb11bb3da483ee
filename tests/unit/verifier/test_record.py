"""A record that nobody touched has no breaks; whatever is done to one shows, and where."""

import json
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from chassis.tokens import Signer
from tests.table import table
from tests.unit.verifier.records import ORIGIN, TAMPERS, chain, seal
from verifier import checkpoint, proof
from verifier.record import Break, Link, Seal, follow, forged

texts = st.lists(st.text("abä☂", min_size=1, max_size=5), min_size=2, max_size=12, unique=True)


def breaks(links: list[Link], *seals: Seal) -> list[Break]:
    return follow(links, seals)[1]


@given(texts)
def test_an_untouched_chain_has_no_breaks(said: list[str]) -> None:
    links = chain(said)
    assert follow(links, [seal(links[: n + 1]) for n in range(len(links))]) == (len(links), [])


@given(texts, st.data())
def test_a_changed_entry_is_found_where_it_stands(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    at = data.draw(st.integers(0, len(links) - 1))
    links[at] = replace(links[at], text=f"{links[at].text}!")
    assert breaks(links) == [Break(at + 1, "changed")]


@given(texts, st.data())
def test_two_entries_that_changed_places_are_found_and_said_to_be_moved(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    one, other = sorted(data.draw(st.sets(st.integers(0, len(links) - 1), min_size=2, max_size=2)))
    links[one], links[other] = (
        replace(links[one], text=links[other].text),
        replace(links[other], text=links[one].text),
    )
    assert breaks(links) == [Break(one + 1, "moved"), Break(other + 1, "moved")]


@given(texts, st.data())
def test_a_link_that_was_taken_out_leaves_a_gap(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]
    assert breaks(links)[0] == Break(at + 1, "gap")


@given(texts, st.data())
def test_an_entry_that_was_slipped_in_with_a_link_of_its_own_is_named(said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    at = data.draw(st.integers(0, len(links) - 2))
    fitting = chain([*said[:at], "never happened"])[-1]
    for slipped in (fitting, replace(fitting, hash=b"?" * 32)):
        later = [replace(link, position=link.position + 1) for link in links[at:]]
        assert breaks([*links[:at], slipped, *later]) == [Break(at + 1, "slipped in")]


def test_an_entry_that_is_gone_and_one_that_no_link_leads_to_are_found() -> None:
    links = chain(["a", "b", "c"])
    links[1] = replace(links[1], text=None)
    assert breaks([*links, Link(0, b"", b"", "d")]) == [Break(2, "removed"), Break(4, "unlinked")]


@pytest.mark.parametrize("tamper", TAMPERS)
@given(said=texts, data=st.data())
@settings(max_examples=20)
def test_whatever_is_done_to_a_sealed_record_is_found(tamper: str, said: list[str], data: st.DataObject) -> None:
    links = chain(said)
    assert breaks(TAMPERS[tamper](links, data.draw(st.integers(1, len(links) - 1))), seal(links)) != []


@given(texts, st.data())
def test_a_chain_written_anew_from_anywhere_contradicts_its_seal(said: list[str], data: st.DataObject) -> None:
    whole = chain(said)
    at = data.draw(st.integers(0, len(said) - 1))
    anew = chain([*said[:at], "other", *said[at + 1 :]])
    assert breaks(anew, seal(whole)) == [Break(len(whole), "rewritten")]


def test_the_root_alone_is_contradicted_by_a_record_written_anew() -> None:
    whole, anew = chain(["a", "b", "c"]), chain(["a", "x", "c"])
    assert breaks(anew, replace(seal(whole), hash=anew[-1].hash)) == [Break(3, "rewritten")]


def test_a_second_seal_that_was_laid_over_the_first_hides_nothing() -> None:
    whole, anew = chain(["a", "b"]), chain(["a", "x"])
    for seals in ([seal(whole), seal(anew)], [seal(anew), seal(whole)]):
        assert breaks(anew, *seals) == [Break(2, "rewritten")]


@given(texts)
def test_a_chain_that_was_cut_off_contradicts_its_seal(said: list[str]) -> None:
    links = chain(said)
    assert breaks(links[:-1], seal(links)) == [Break(len(links), "cut off")]


def test_a_checkpoint_is_believed_only_with_the_signature_of_its_service() -> None:
    registry, intake = (_signer(name) for name in ("registry", "intake"))
    keys = checkpoint.trusted(_jwks(registry, intake))
    links = chain(["a", "b"])
    good = seal(links, registry)
    assert forged([good], ORIGIN, keys) == []
    note = good.checkpoint.note if good.checkpoint else ""
    for bad in (
        seal(links, intake),  # another service's key
        seal(links, _signer("registry")),  # a key of its own
        seal(links, registry, checkpoint.origin("32.71", "registry")),  # another office's
        seal(links),  # no signature
        replace(good, position=3),
        replace(good, checkpoint=checkpoint.read(note.replace("\n2\n", "\n3\n"))),
    ):
        assert forged([bad], ORIGIN, keys) == [Break(bad.position, "forged")]


def test_a_seal_without_signature_counts_only_below_a_signed_one() -> None:
    registry = _signer("registry")
    keys, links = checkpoint.trusted(_jwks(registry)), chain(["a", "b"])
    old, good = replace(seal(links[:1]), checkpoint=None), seal(links, registry)
    assert (forged([old, good], ORIGIN, keys), forged([old], ORIGIN, None)) == ([], [])
    assert forged([old], ORIGIN, keys) == [Break(1, "forged")]
    assert forged([good, replace(old, position=3)], ORIGIN, keys) == [Break(3, "forged")]
    assert forged([old, seal(links)], ORIGIN, keys) == [Break(1, "forged"), Break(2, "forged")]


@table("note", ["", "a\n2\nAA==\n", "a\n2\n\n", "a\nb\nAA==\n\n— x AA==\n", "a\n2\n?\n\n— x AA==\n"])
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        checkpoint.read(note)


@pytest.fixture(scope="module")
def whole() -> list[Link]:
    return chain([f"entry {n}" for n in range(100_000)])


def test_a_proof_among_a_hundred_thousand_entries_is_checked_within_20_ms(whole: list[Link]) -> None:
    registry = _signer("registry")
    keys, sealed = checkpoint.trusted(_jwks(registry)), seal(whole, registry).checkpoint
    assert sealed is not None
    file = proof.write(proof.prove(whole, 70_000, sealed))
    begun = time.process_time()  # it waits for nothing but its turn, which is no part of what is promised
    (shown,) = proof.read(file)
    assert shown.holds
    assert checkpoint.signed(shown.checkpoint, keys)
    assert time.process_time() - begun <= 0.02


@pytest.mark.promise("record")
def test_each_of_a_thousand_tampers_in_a_hundred_thousand_entries_is_found_where_it_is(whole: list[Link]) -> None:
    kinds, touched = ("edited", "deleted", "emptied", "swapped"), [*whole]
    places = sorted(random.Random(13).sample(range(2, 99_998, 2), 1000))
    for n, at in reversed([*enumerate(places)]):  # in the entry at each and the one before
        touched[at - 1 : at + 1] = TAMPERS[kinds[n % len(kinds)]](whole[at - 1 : at + 1], 1)
    begun = time.monotonic()
    found = {one.position for one in breaks(touched)}
    assert time.monotonic() - begun <= 30
    assert [at for at in places if not found & {at, at + 1, at + 2}] == []
    assert breaks(whole, seal(whole)) == []


def _signer(name: str) -> Signer:
    return Signer(name, ECKey.generate_key("P-256", {"kid": f"{name}-1"}, private=True))


def _jwks(*signers: Signer) -> str:
    return json.dumps({"keys": [signer.key.as_dict(private=False) for signer in signers]})
