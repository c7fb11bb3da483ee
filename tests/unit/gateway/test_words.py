"""The catalogues: two languages that say the same, and no page that asks for a sentence that is not there."""

import re
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

from contracts.stages import OPEN
from gateway import i18n
from gateway.portal import acting, application, look, personal, public
from gateway.portal.desk import claims, deciding, indicating, progressing, splitting, transferring
from gateway.portal.desk.disputes import FILING, STEP
from gateway.portal.desk.objections import ANSWER, CAME, DONE
from gateway.portal.objections import ASKED, GROUNDS
from gateway.portal.session import CREDENTIALS
from services.intake.domain.claims import CORRECTABLE
from services.intake.domain.claims import Kind as Claimed
from services.intake.domain.states import TRANSITIONS as STATES
from services.notify.domain import Channel, Kind, State
from services.registry.cases.domain.cases import TRANSITIONS
from services.registry.disputes.domain import disputes
from services.registry.objections import domain as objection_domain
from statute.exemptions import exemptions
from statute.grounds import grounds
from statute.regimes import categories
from tests.table import table

GATEWAY = Path(i18n.__file__).parents[1]
SOURCES = [*GATEWAY.rglob("*.html"), *GATEWAY.rglob("*.py")]
WHOLE = re.compile(r"""\b(?:t|words)\(\s*["']([\w.-]+)["']\s*[,)]""")
BEGUN = re.compile(r"""\b(?:t|words)\(\s*["']([\w.-]+\.)["']\s*~""")

STAYING_OR_MOVING = OPEN | {None, "lapsed", "withdrawn", "transferred", "split"}
MOVING = [act for act, row in TRANSITIONS.items() if row.target in STAYING_OR_MOVING]


def asked(pattern: re.Pattern[str]) -> set[str]:
    return {key for path in SOURCES for key in pattern.findall(path.read_text("utf-8"))}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    indonesian, english = i18n.catalogue("id"), i18n.catalogue("en")
    assert set(indonesian) ^ set(english) == set()
    assert [key for key in indonesian if places(indonesian[key]) != places(english[key])] == []


def test_every_sentence_that_a_page_asks_for_is_there() -> None:
    known = set(i18n.catalogue("id"))
    missing = [key for key in asked(WHOLE) if key not in known and f"{key}.other" not in known]
    assert len(asked(WHOLE)) > 150
    assert missing == []


def test_every_group_of_sentences_that_a_page_chooses_from_is_there() -> None:
    known = set(i18n.catalogue("id"))
    assert [key for key in asked(BEGUN) if not any(one.startswith(key) for one in known)] == []


@table("language", i18n.LANGUAGES)
def test_every_question_category_letter_and_state_has_its_words(language: str) -> None:
    questions = {field for kind in application.KINDS for field in application.fields_of(kind)}
    questions |= {application.KIND, application.DECLARATION, *application.RECEIPT, *CREDENTIALS}
    moves = (*progressing.MOVES.values(), progressing.REGIME)
    questions |= {
        acting.REASON,
        personal.PROOF,
        *personal.CORRECTED,
        *(question for kind in Claimed for question in claims.asked_about(kind)),
        public.REPAIR,
        public.ANSWER,
        *transferring.ASKED,
        transferring.MISTAKE,
        splitting.REASON,
        *(indicating.GROUND, indicating.EVIDENCE, indicating.BECAUSE),
        *(question for move in moves for question in move.asked),
    }
    questions |= {question for way in deciding.WAYS.values() for question in way.asked}
    wanted = [f"field.{question.name}.label" for question in questions]
    wanted += [
        f"field.{question.name}.choice.{choice}.text"
        for question in questions
        if question.kind == "choice" and question.name != "exemption"  # its choices are the letters below
        for choice in question.choices
    ]
    wanted += [f"category.{key}" for key in categories()] + [f"exemption.{letter}" for letter in exemptions()]
    wanted += [f"state.{state}" for state in look.STATES] + [f"file.{state}" for state in look.FILES]
    wanted += [
        f"decide.{text}.{way.act}"
        for way in deciding.WAYS.values()
        for text in ("act", "title", "check_title", "issue")
    ]
    irreversible = (*(move.act for move in moves if move.asked), "transfer", "hand_back", "split")
    wanted += [f"confirm.title.{act}" for act in irreversible]
    wanted += [f"progress.{text}.{move.act}" for move in moves for text in ("title", "do", "effect")]
    wanted += [f"happened.{state}" for state in STATES] + [f"progress.done.{act}" for act in MOVING]
    wanted += [f"claim.{text}.{kind}" for text in ("kind", "answer_title", "effect") for kind in Claimed]
    wanted += [f"claim.state.{state}" for state in look.CLAIMS] + [f"claim.field.{name}" for name in CORRECTABLE]
    wanted += [f"message.state.{state}" for state in look.MESSAGES]
    assert [key for key in wanted if not i18n.has(language, key)] == []


def test_the_indonesian_categories_are_those_of_the_law_data() -> None:
    said = i18n.catalogue("id")
    assert {key: said[f"category.{key}"] for key in categories()} == {
        key: category.label for key, category in categories().items()
    }


@table(("n", "sentence"), [(1, "1 working day left"), (4, "4 working days left")])
def test_english_tells_one_from_many(n: int, sentence: str) -> None:
    assert i18n.translate("en", "clock.left", n=n) == sentence


@table("language", i18n.LANGUAGES)
@table(("group", "names"), [("kind", Kind), ("channel", Channel), ("state", State)])
def test_every_message_to_an_applicant_is_called_by_words_of_the_reader(
    language: str, group: str, names: type[StrEnum]
) -> None:
    assert [name for name in names if not i18n.has(language, f"message.{group}.{name}")] == []


def test_a_key_that_is_not_there_is_an_error_and_not_an_empty_page() -> None:
    with pytest.raises(KeyError):
        i18n.translate("id", "tidak.ada")


@table("language", i18n.LANGUAGES)
def test_every_ground_stage_and_step_of_objections_and_disputes_has_its_words(language: str) -> None:
    wanted = [f"objection.ground.{letter}" for letter in grounds()]
    wanted += [f"objection.stage.{stage}" for stage in (*objection_domain.Stage, "registered")]
    wanted += [f"dispute.stage.{stage}" for stage in disputes.Stage]
    wanted += [f"dispute.act.{act}" for act in disputes.Act]
    asked = (*ASKED, GROUNDS, *ANSWER, *DONE, *CAME, *FILING, *STEP)
    wanted += [f"field.{question.name}.label" for question in asked]
    wanted += [
        f"field.{question.name}.choice.{choice}.text"
        for question in asked
        if question is not GROUNDS  # its choices are the letters above
        for choice in question.choices
    ]
    assert [key for key in wanted if not i18n.has(language, key)] == []
