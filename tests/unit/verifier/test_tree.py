"""The tree is the one of RFC 6962: the published vectors, and what holds for every tree."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.table import table
from verifier.tree import Nodes, Tree, has_grown, leaf, node, root_by, root_of

# Leaves, roots and paths of the reference implementation of Certificate Transparency.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = [  # index, size, path
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
GROWTH = [  # from, to, what shows it
    (1, 1, []),
    (1, 8, PATHS[1][2]),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
leaves = st.lists(st.binary(max_size=4).map(leaf), min_size=1, max_size=70)


def nodes(grown: list[bytes]) -> Nodes:
    known = Nodes()
    for at, each in enumerate(grown):
        known.know(at, at + 1, each)
    return known


@table("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert root_of(map(leaf, ENTRIES[:size])).hex() == ROOTS[size]


def test_the_published_hashes_of_a_leaf_and_a_node_come_out() -> None:
    assert leaf(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@table(("index", "size", "beside"), PATHS)
def test_the_published_paths_come_out(index: int, size: int, beside: list[str]) -> None:
    assert [each.hex() for each in nodes([leaf(entry) for entry in ENTRIES]).path(index, size)] == beside


@table(("before", "size", "beside"), GROWTH)
def test_the_published_proofs_of_growth_come_out_and_hold(before: int, size: int, beside: list[str]) -> None:
    assert [each.hex() for each in nodes([leaf(entry) for entry in ENTRIES]).growth(before, size)] == beside
    roots = bytes.fromhex(ROOTS[before]), bytes.fromhex(ROOTS[size])
    assert has_grown(before, roots[0], size, roots[1], [*map(bytes.fromhex, beside)])


@given(leaves, st.data())
def test_growth_is_shown_from_what_seals_keep_and_by_nothing_else(grown: list[bytes], data: st.DataObject) -> None:
    sizes = sorted(data.draw(st.sets(st.integers(1, len(grown)), min_size=1)))
    every, sealed = nodes(grown), Nodes()
    sealed.know(0, sizes[0], every.between(0, sizes[0]))
    for since, size in itertools.pairwise(sizes):
        sealed.know(since, size, every.between(since, size))
    before, size = sizes[0], sizes[-1]
    roots, beside = (root_of(grown[:before]), root_of(grown[:size])), sealed.growth(before, size)
    assert has_grown(before, roots[0], size, roots[1], beside)
    assert not has_grown(before, leaf(b"other"), size, roots[1], beside)
    assert has_grown(before, roots[0], size, leaf(b"other"), beside) is False
    assert has_grown(before, roots[0], size, roots[1], [*beside, roots[1]]) is False
    assert has_grown(size + 1, roots[0], size, roots[1], beside) is False
    place = data.draw(st.integers(0, len(beside)))
    if place < len(beside):
        assert not has_grown(before, roots[0], size, roots[1], [*beside[:place], b"?" * 32, *beside[place + 1 :]])
        assert not has_grown(before, roots[0], size, roots[1], beside[:-1])


@given(leaves, st.data())
def test_a_path_is_made_from_the_last_seal_and_what_came_since(grown: list[bytes], data: st.DataObject) -> None:
    since = data.draw(st.integers(0, len(grown) - 1))
    index = data.draw(st.integers(since, len(grown) - 1))
    known, tree = Nodes(), Tree()
    for each in grown[:since]:
        tree.add(each)
    known.know(0, since, tree.subtrees)
    for at in range(since, len(grown)):
        known.know(at, at + 1, grown[at])
    assert known.path(index, len(grown)) == nodes(grown).path(index, len(grown))


@given(leaves, st.data())
def test_a_tree_goes_on_from_its_subtrees_as_if_it_had_never_stopped(grown: list[bytes], data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(grown)))
    first = Tree()
    for each in grown[:stop]:
        first.add(each)
    later = Tree(stop, first.subtrees)
    for each in grown[stop:]:
        later.add(each)
    assert (later.size, later.root()) == (len(grown), root_of(grown))


@given(leaves, st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_from_no_other_leaf_or_place(
    grown: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(grown) - 1))
    beside, root = nodes(grown).path(index, len(grown)), root_of(grown)
    assert root_by(grown[index], index, len(grown), beside) == root
    assert root_by(leaf(b"never recorded"), index, len(grown), beside) != root


@given(leaves, st.data())
def test_a_path_of_another_length_is_refused(grown: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(grown) - 1))
    beside = nodes(grown).path(index, len(grown))
    for wrong in ([*beside, root_of(grown)], beside[1:] if beside else [b"?" * 32]):
        with pytest.raises(ValueError, match="does not fit"):
            root_by(grown[index], index, len(grown), wrong)
    with pytest.raises(ValueError, match="does not fit"):
        root_by(grown[index], len(grown), len(grown), beside)
