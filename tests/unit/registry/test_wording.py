"""What people read names articles, never the number that a rule has among those who build."""

import re

from services.registry.cases.domain import cases
from services.registry.disputes.domain import disputes
from services.registry.objections import domain as objection_domain
from statute.book import rules
from statute.regimes import Regime
from statute.retention import schedules

RULE_NUMBER = re.compile(r"\b[EPR]-\d\d")


def test_no_act_is_said_to_rest_on_the_number_of_a_rule() -> None:
    tables = (cases.TRANSITIONS, objection_domain.TRANSITIONS, disputes.TRANSITIONS)
    articles = [row.article for table in tables for row in table.values()]

    assert len(articles) > 30
    assert [article for article in articles if RULE_NUMBER.search(article)] == []


def test_what_is_doubtful_of_a_term_is_said_without_the_number_of_a_rule() -> None:
    said = [words for regime in Regime for rule in rules(regime) for words in (rule.article, *rule.doubts)]

    assert len(said) > 30
    assert [words for words in said if RULE_NUMBER.search(words)] == []


def test_what_an_act_rests_on_is_an_article_and_that_we_did_not_read_it_is_a_doubt() -> None:
    articles = [rule.article for regime in Regime for rule in rules(regime)]
    articles += [row.article for row in schedules().values()]

    assert [article for article in articles if "belum dibaca" in article] == []
