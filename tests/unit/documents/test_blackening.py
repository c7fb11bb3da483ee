"""Who may do what with a redaction, and which boxes can be kept."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from chassis.errors import Forbidden, Invalid, Problem
from services.documents.gate.domain.findings import Person
from services.documents.redaction.domain import copy_names, redactions
from services.documents.redaction.domain.proposals import Waiting, waits_for
from services.documents.redaction.domain.redactions import (
    MOST_BOXES,
    Act,
    Box,
    CopyNotReady,
    CopyState,
    NoBoxes,
    NotDraft,
    NotProposed,
    NotRedactable,
    Stage,
    Standing,
)

OFFICER, PPID = Person("staff:1", {"officer"}), Person("staff:2", {"ppid"})
TODAY = date(2026, 12, 2)
READY = {
    Stage.DRAFT: Standing(Stage.DRAFT, 1, None, None),
    Stage.PROPOSED: Standing(Stage.PROPOSED, 1, OFFICER.actor, CopyState.READY),
    Stage.APPROVED: Standing(Stage.APPROVED, 1, OFFICER.actor, CopyState.READY),
    Stage.DISCARDED: Standing(Stage.DISCARDED, 1, OFFICER.actor, None),
}
TABLE = {
    (Stage.DRAFT, Act.SAVE): Stage.DRAFT,
    (Stage.DRAFT, Act.PROPOSE): Stage.PROPOSED,
    (Stage.PROPOSED, Act.APPROVE): Stage.APPROVED,
    (Stage.PROPOSED, Act.RETURN): Stage.DRAFT,
    (Stage.DRAFT, Act.DISCARD): Stage.DISCARDED,
}
REFUSED = {
    Act.SAVE: NotDraft,
    Act.PROPOSE: NotDraft,
    Act.APPROVE: NotProposed,
    Act.RETURN: NotProposed,
    Act.DISCARD: NotDraft,
}


def _box(**changes: Any) -> Box:
    return Box(**{"page": 1, "x": 0.1, "y": 0.2, "width": 0.3, "height": 0.1, "ground": "h"} | changes)


@pytest.mark.parametrize(("stage", "act"), list(product(Stage, Act)))
def test_every_stage_and_act_leads_where_the_table_says_and_nowhere_else(stage: Stage, act: Act) -> None:
    target = TABLE.get((stage, act))
    if target:
        assert redactions.next_stage(act, READY[stage], PPID) is target
        return
    with pytest.raises(REFUSED[act]):
        redactions.next_stage(act, READY[stage], PPID)


@pytest.mark.parametrize(
    ("copy", "person", "waiting"),
    [
        (CopyState.MAKING, PPID, Waiting.COPY),
        (CopyState.FAILED, PPID, Waiting.NEW_COPY),
        (CopyState.READY, PPID, Waiting.YOU),
        (CopyState.READY, OFFICER, Waiting.SOMEBODY_ELSE),
        (CopyState.READY, Person("staff:1", {"ppid"}), Waiting.SOMEBODY_ELSE),
        (CopyState.READY, Person("staff:3", {"superior"}), Waiting.SOMEBODY_ELSE),
    ],
)
def test_a_proposal_waits_for_its_copy_and_then_for_a_ppid_who_did_not_propose_it(
    copy: CopyState, person: Person, waiting: Waiting
) -> None:
    assert waits_for(Standing(Stage.PROPOSED, 1, OFFICER.actor, copy), person) is waiting
    assert waits_for(Standing(Stage.DRAFT, 1, OFFICER.actor, None), person) is Waiting.CORRECTION


def test_whoever_proposed_never_approves_not_even_as_ppid() -> None:
    own = Standing(Stage.PROPOSED, 1, PPID.actor, CopyState.READY)
    with pytest.raises(Forbidden, match="orang lain"):
        redactions.next_stage(Act.APPROVE, own, PPID)
    assert redactions.next_stage(Act.RETURN, own, PPID) is Stage.DRAFT


@pytest.mark.parametrize(
    ("act", "standing", "person", "problem"),
    [
        (Act.APPROVE, READY[Stage.PROPOSED], Person("staff:3", {"officer"}), Forbidden),
        (Act.APPROVE, READY[Stage.PROPOSED], Person("client:arsip", {"ppid"}), Forbidden),
        (Act.RETURN, READY[Stage.PROPOSED], Person("staff:3", {"officer"}), Forbidden),
        (Act.DISCARD, Standing(Stage.DRAFT, 1, OFFICER.actor, None), Person("staff:3", {"officer"}), Forbidden),
        (Act.SAVE, READY[Stage.DRAFT], Person("staff:4", {"superior"}), Forbidden),
        (Act.PROPOSE, Standing(Stage.DRAFT, 0, None, None), OFFICER, NoBoxes),
        (Act.APPROVE, Standing(Stage.PROPOSED, 1, OFFICER.actor, None), PPID, CopyNotReady),
        (Act.APPROVE, Standing(Stage.PROPOSED, 1, OFFICER.actor, CopyState.MAKING), PPID, CopyNotReady),
        (Act.APPROVE, Standing(Stage.PROPOSED, 1, OFFICER.actor, CopyState.FAILED), PPID, CopyNotReady),
    ],
)
def test_what_stands_against_an_act_is_said(
    act: Act, standing: Standing, person: Person, problem: type[Problem]
) -> None:
    found = redactions.obstacle(act, standing, person)
    assert isinstance(found, problem)
    assert found.detail


@pytest.mark.parametrize(
    ("hands", "person", "may"),
    [
        ({OFFICER.actor}, OFFICER, True),
        ({OFFICER.actor}, Person("staff:3", {"officer"}), False),
        ({OFFICER.actor, "staff:3"}, OFFICER, False),
        ({OFFICER.actor, "staff:3"}, PPID, True),
    ],
)
def test_a_draft_that_was_never_proposed_is_discarded_by_whoever_drew_it_alone_or_the_ppid(
    hands: set[str], person: Person, may: bool
) -> None:
    draft = Standing(Stage.DRAFT, 1, None, None, frozenset(hands))
    found = redactions.obstacle(Act.DISCARD, draft, person)
    assert (found is None) is may
    assert found is None or "Draf ini" in (found.detail or "")


def test_whoever_proposed_takes_it_back() -> None:
    assert redactions.next_stage(Act.RETURN, READY[Stage.PROPOSED], OFFICER) is Stage.DRAFT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"page": 0}, "page"),
        ({"page": 3}, "page"),
        ({"x": -0.1}, "x"),
        ({"y": 1.0}, "y"),
        ({"width": 0.0}, "width"),
        ({"width": 0.95}, "width"),
        ({"height": 0.81}, "height"),
        ({"ground": "k"}, "ground"),
        ({"ground": "j"}, "act"),
        ({"act": "rahasia"}, "act"),
    ],
)
def test_a_box_that_cannot_be_kept_is_refused_beside_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        redactions.check_boxes([_box(), _box(**changes)], pages=2, today=TODAY)
    assert [fault.pointer for fault in refused.value.faults] == [f"/boxes/1/{field}"]


def test_boxes_up_to_the_edge_and_whole_pages_are_kept() -> None:
    whole = _box(x=0, y=0, width=1, height=1)
    redactions.check_boxes(
        [whole, _box(x=0.7, width=0.3), _box(ground="j", act="UU 7/2017 Pasal 20")], pages=1, today=TODAY
    )
    assert whole.whole_page
    assert not _box(x=0, width=1).whole_page
    with pytest.raises(Invalid):
        redactions.check_boxes([whole] * (MOST_BOXES + 1), pages=1, today=TODAY)


def test_what_is_no_page_or_too_many_is_not_blackened_here() -> None:
    redactions.check_redactable("application/pdf", 200)
    for media_type, pages in (("application/pdf", 201), ("text/csv", 1)):
        with pytest.raises(NotRedactable):
            redactions.check_redactable(media_type, pages)


def test_a_copy_is_called_after_its_original_within_the_longest_name() -> None:
    assert copy_names.copy_name("Daftar hadir.v2.jpeg", "pdf") == "Daftar hadir.v2 (dihitamkan).pdf"
    assert len(copy_names.copy_name("x" * 196 + ".pdf", "pdf")) == 200
