"""Which report tells which incident."""

import datetime as dt

from pipelines.evaluate.coded import CodedArticle
from pipelines.evaluate.gold import GoldTally
from pipelines.evaluate.matching import find_evidence, match_article
from tests.evaluate.samples import CLAUSES, TEXT, article, incident, report_at

DAY = dt.date(2024, 3, 5)


def paired(gold_article, *reports, text=TEXT, tallies=()):
    """The clauses of paired incidents with the report's id, None where there is none."""
    matched = match_article(gold_article, CodedArticle("a", text, list(reports), list(tallies)))
    return [(pair.gold and pair.gold.evidence, pair.report and pair.report.row["report_id"]) for pair in matched.pairs]


def test_words_decide_between_two_of_a_type():
    gold = article(incident(0), incident(1))
    second = report_at(CLAUSES[1], report_id="r2", sub_event_type="Attack")
    first = report_at(CLAUSES[0], report_id="r1", sub_event_type="Attack")
    assert paired(gold, second, first) == [(CLAUSES[0], "r1"), (CLAUSES[1], "r2")]


def test_words_alone_are_not_enough():
    protest = report_at(CLAUSES[0], report_id="r", sub_event_type="Peaceful protest", event_type="Protests")
    assert paired(article(incident(0)), protest) == [(CLAUSES[0], None), (None, "r")]


def test_words_and_event_type_are_enough():
    types = {"sub_event_type": "Sexual violence", "event_type": "Violence against civilians"}
    near = report_at(CLAUSES[0], report_id="r", **types)
    assert paired(article(incident(0)), near) == [(CLAUSES[0], "r")]


def test_type_and_place_are_enough_without_the_words():
    there = {"sub_event_type": "Attack", "location": "Homs", "admin1": "Homs", "country": "Syria"}
    gold = article(incident(0, location="Homs", admin1="Homs", country="Syria"))
    assert paired(gold, report_at(CLAUSES[2], report_id="r", **there)) == [(CLAUSES[0], "r")]
    elsewhere = there | {"location": "Binnish"}
    assert paired(gold, report_at(CLAUSES[2], report_id="r", **elsewhere)) == [(CLAUSES[0], None), (None, "r")]


def test_type_and_date_without_words_or_place_are_not_enough():
    report = report_at(CLAUSES[2], report_id="r", sub_event_type="Attack", event_date=DAY)
    assert paired(article(incident(0, date=DAY)), report) == [(CLAUSES[0], None), (None, "r")]


def test_of_two_incidents_the_one_that_must_be_found_goes_first():
    gold = article(incident(0, minor=True), incident(0))
    report = report_at(CLAUSES[0], report_id="r", sub_event_type="Attack")
    assert paired(gold, report) == [(CLAUSES[0], None), (CLAUSES[0], "r")]


def test_an_article_that_the_release_lacks_is_all_missed():
    matched = match_article(article(incident(0), tallies=[GoldTally("x", killed=2)]), None)
    assert matched.is_missing
    assert [pair.report for pair in matched.pairs] == [None]
    assert [total.row for total in matched.tallies] == [None]


def test_evidence_is_found_whatever_the_white_space():
    text = "Start. Two\n\n words  here. End."
    start, end = find_evidence(text, "Two words here.")
    assert text[start:end] == "Two\n\n words  here."
    assert find_evidence(text, "other words") is None


def test_evidence_that_does_not_stand_in_the_text_is_told():
    gold = article(incident(0))
    assert match_article(gold, CodedArticle("a", "Something else.")).unfound == (CLAUSES[0],)


def test_a_tally_pairs_by_one_figure_in_its_sentence_or_two_elsewhere():
    gold = article(tallies=[GoldTally(CLAUSES[0], killed=4, injured=9)])
    base = {"operations": None, "killed": 4, "injured": None, "detained": None, "sentence_start": 0, "sentence_end": 18}
    far = base | {"sentence_start": 41, "sentence_end": 60}

    def is_paired(row):
        return match_article(gold, CodedArticle("a", TEXT, [], [row])).tallies[0].row is not None

    assert is_paired(base)
    assert not is_paired(far)
    assert is_paired(far | {"injured": 9})
    assert not is_paired(base | {"killed": 5})
