"""What may show that a request is not made in earnest."""

from statute.indications import indications


def test_the_three_grounds_stand_in_order_with_article_and_certainty() -> None:
    law = indications()
    assert "".join(law.grounds) == "abc"
    assert (law.article, law.certainty) == ("PerKI 1/2013 Pasal 4 ayat (3)", "Q")


def test_that_no_ppid_may_refuse_for_it_stands_as_a_doubt() -> None:
    assert any("Tidak ditemukan" in doubt for doubt in indications().doubts)
