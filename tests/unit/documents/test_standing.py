"""Where a file stands, worked out from what is on record."""

from typing import Any

import pytest

from contracts.standing import FileStanding
from services.documents.files.domain.files import State
from services.documents.gate.domain.standing import Facts, standing

READY = {"looked_at": True}


@pytest.mark.parametrize(
    ("facts", "stands"),
    [
        ({}, FileStanding.COPYING),
        ({"uncopyable": True}, FileStanding.HELD_BACK),
        (READY, FileStanding.READY),
        (READY | {"open": 1}, FileStanding.TO_JUDGE),
        (READY | {"open": 1, "must_go": True}, FileStanding.HELD_BACK),
        (READY | {"seconded": False}, FileStanding.TO_JUDGE),
        (READY | {"replaced": True}, FileStanding.REPLACED),
        (READY | {"damaged": True, "released": True, "cleared": True}, FileStanding.DAMAGED),
        (READY | {"released": True}, FileStanding.GIVEN),
        (READY | {"uncopyable": True}, FileStanding.READY),
    ],
)
def test_a_kept_file_stands_where_the_first_fact_that_holds_says(facts: dict[str, Any], stands: FileStanding) -> None:
    assert standing(Facts(State.STORED, **facts)) is stands


@pytest.mark.parametrize("later", [{"open": 1}, {"must_go": True}, {"replaced": True}, {"seconded": False}])
def test_what_was_given_stays_given_whatever_comes_later(later: dict[str, Any]) -> None:
    assert standing(Facts(State.STORED, looked_at=True, released=True, cleared=True, **later)) is FileStanding.GIVEN


@pytest.mark.parametrize("open_", [{"open": 1}, {"must_go": True}, {"replaced": True}, {"looked_at": False}])
def test_what_a_decision_names_before_it_may_be_given_is_not_given(open_: dict[str, Any]) -> None:
    assert standing(Facts(State.STORED, **{"looked_at": True, "released": True} | open_)) is not FileStanding.GIVEN


@pytest.mark.parametrize("state", set(State) - {State.STORED})
def test_a_file_that_is_not_kept_may_not_be_given(state: State) -> None:
    facts = Facts(state, looked_at=True, released=True, cleared=True)
    assert standing(facts) not in (FileStanding.READY, FileStanding.GIVEN)
