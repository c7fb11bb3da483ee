"""The grounds of an objection and the exemptions a refusal may rest on."""

import json
from pathlib import Path

from statute.book import Certainty
from statute.exemptions import blackening, exemptions
from statute.grounds import grounds


def test_all_seven_grounds_stand_in_order() -> None:
    assert "".join(grounds()) == "abcdefg"


def test_the_wording_of_a_ground_is_the_wording_of_the_act() -> None:
    samples = json.loads((Path(__file__).parents[2] / "data" / "sample_objections.json").read_text("utf-8"))

    assert {sample["ground"] for sample in samples} == set(grounds())
    for sample in samples:
        assert grounds()[sample["ground"]].wording == sample["ground_text"]


def test_only_a_refusal_on_exemption_goes_without_mediation() -> None:
    assert [letter for letter, ground in grounds().items() if not ground.amicable] == ["a"]


def test_all_ten_exemptions_stand_in_order() -> None:
    assert "".join(exemptions()) == "abcdefghij"
    assert exemptions()["h"].article == "UU 14/2008 Pasal 17 huruf h"


def test_a_to_f_are_not_permanent() -> None:
    assert [letter for letter, exemption in exemptions().items() if not exemption.permanent] == list("abcdef")


def test_law_enforcement_closes_for_thirty_years_at_most() -> None:
    assert {letter: e.max_years for letter, e in exemptions().items() if e.max_years} == {"a": 30}


def test_personal_secrets_have_their_five_items() -> None:
    assert len(exemptions()["h"].items) == 5
    assert "kesehatan" in exemptions()["h"].items[1]


def test_personal_exemptions_say_what_opens_them() -> None:
    for letter in "gh":
        assert "Pasal 18 ayat (2)" in exemptions()[letter].period
    assert all(exemption.period and exemption.title for exemption in exemptions().values())


def test_the_rule_on_what_is_blackened_says_what_is_law_and_what_is_our_reading() -> None:
    rule = blackening()
    assert rule.article == "UU 14/2008 Pasal 22 ayat (7) huruf e"
    assert (rule.certainty, rule.reading_certainty) == (Certainty("S2"), Certainty("D"))
    assert rule.doubt.endswith(".")
