"""The tree is the one of RFC 6962: the published vectors, and what holds for every tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.tree import Tree, leaf, node, path, root_by, root_of

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
leaves = st.lists(st.binary(max_size=4).map(leaf), min_size=1, max_size=70)


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert root_of(map(leaf, ENTRIES[:size])).hex() == ROOTS[size]


def test_the_published_hashes_of_a_leaf_and_a_node_come_out() -> None:
    assert leaf(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize(("index", "size", "beside"), PATHS)
def test_the_published_paths_come_out(index: int, size: int, beside: list[str]) -> None:
    assert [each.hex() for each in path([leaf(entry) for entry in ENTRIES[:size]], index)] == beside


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
    beside, root = path(grown, index), root_of(grown)
    assert root_by(grown[index], index, len(grown), beside) == root
    assert root_by(leaf(b"never recorded"), index, len(grown), beside) != root


@given(leaves, st.data())
def test_a_path_of_another_length_is_refused(grown: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(grown) - 1))
    beside = path(grown, index)
    for wrong in ([*beside, root_of(grown)], beside[1:] if beside else [b"?" * 32]):
        with pytest.raises(ValueError, match="does not fit"):
            root_by(grown[index], index, len(grown), wrong)
    with pytest.raises(ValueError, match="does not fit"):
        root_by(grown[index], len(grown), len(grown), beside)
