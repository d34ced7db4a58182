"""Gold fed back scores 1, nothing scores 0, a planted error moves only its figures."""

from pathlib import Path

import pytest

from pipelines.evaluate.coded import CodedArticle, CodedReport
from pipelines.evaluate.gold import read_gold
from pipelines.evaluate.scoring import evaluate
from tests.evaluate.samples import CLAUSES, TEXT, article, faithful, incident, report_at

GOLD = read_gold(Path(__file__).resolve().parents[1] / "corpus" / "sample")[:30]


def text_of(gold):
    return "\n".join([*(i.evidence for i in gold.incidents), *(t.evidence for t in gold.tallies)])


def perfect():
    return {gold.article_id: faithful(gold, text_of(gold)) for gold in GOLD}


@pytest.fixture(scope="module")
def figures():
    return evaluate(GOLD, perfect()).figures


def test_gold_fed_back_scores_one(figures):
    known = {name: figure.f1 for name, figure in figures.items() if figure.f1 is not None}
    counts = {f"{kind}.{name}" for kind in ("field", "right") for name in ("killed", "injured", "detained")}
    unsure = counts | {"strict", "slots"}  # the gold's -1, several, is no number that a row could hold
    assert {name: f1 for name, f1 in known.items() if f1 != 1 and name not in unsure} == {}
    assert {"detection", "typed", "tallies", "linking.bcubed", "field.actor"} <= known.keys()


def test_nothing_scores_nought():
    figures = evaluate(GOLD, {}).figures
    assert {figure.f1 for figure in figures.values()} <= {0, None}
    assert figures["detection"].precision is None
    assert figures["detection"].recall == 0


@pytest.mark.parametrize(
    ("column", "value", "moved"),
    [
        ("actor", "Somebody Else", {"field.actor", "right.actor", "slots", "strict"}),
        ("target", "Somebody Else", {"field.target", "right.target", "slots"}),
        ("injured_best", 977, {"field.injured", "right.injured", "slots"}),
        ("geo_precision", None, {"field.geo_precision", "right.geo_precision", "slots"}),
        ("status", "unheard of", {"field.status", "right.status"}),
        ("persons", ["Nobody"], {"field.persons"}),
    ],
)
def test_a_planted_error_moves_only_its_figures(figures, column, value, moved):
    coded = perfect()
    for gold in GOLD:
        if not gold.incidents or gold.incidents[0].minor:
            continue
        reports = coded[gold.article_id].reports
        first = reports[0]
        reports[0] = CodedReport(dict(first.row) | {column: value}, first.sentences, first.triggers)
    changed = evaluate(GOLD, coded).figures
    assert {name for name in figures if changed[name].f1 != figures[name].f1} == moved
    assert all(changed[name].f1 < figures[name].f1 for name in moved)


def test_a_false_report_costs_precision_only():
    gold = article(incident(0))
    found = report_at(CLAUSES[0], report_id="r", sub_event_type="Attack")
    spare = report_at(CLAUSES[2], report_id="s", sub_event_type="Arrests")
    figure = evaluate([gold], {"a": CodedArticle("a", TEXT, [found, spare])}).figures["detection"]
    assert (figure.precision, figure.recall) == (0.5, 1.0)


def test_minor_incidents_are_neither_missed_nor_false():
    gold = article(incident(0), incident(1, minor=True))
    first = report_at(CLAUSES[0], report_id="r", sub_event_type="Attack")
    second = report_at(CLAUSES[1], report_id="s", sub_event_type="Attack")
    for reports in ([first], [first, second]):
        figure = evaluate([gold], {"a": CodedArticle("a", TEXT, reports)}).figures["detection"]
        assert (figure.precision, figure.recall, figure.gold, figure.coded) == (1.0, 1.0, 1, 1)


def test_what_gold_leaves_open_is_not_compared():
    report = report_at(CLAUSES[0], report_id="r", sub_event_type="Attack", claim="claimed", status="pending")
    open_gold, told = article(incident(0)), article(incident(0, claim="reported"))
    assert "field.claim" not in evaluate([open_gold], {"a": CodedArticle("a", TEXT, [report])}).figures
    assert evaluate([told], {"a": CodedArticle("a", TEXT, [report])}).figures["field.claim"].f1 == 0


def test_confusion_counts_every_case_once():
    gold = article(incident(0), incident(1, "Arrests"), incident(2, "Armed clash", alt_sub_event_types=("Attack",)))
    reports = [
        report_at(CLAUSES[0], report_id="r", sub_event_type="Sexual violence", event_type="Violence against civilians"),
        report_at(CLAUSES[2], report_id="s", sub_event_type="Attack", event_type="Violence against civilians"),
    ]
    confusion = evaluate([gold], {"a": CodedArticle("a", TEXT, reports)}).confusion
    assert confusion == {("Armed clash", "Armed clash"): 1, ("Arrests", ""): 1, ("Attack", "Sexual violence"): 1}


def test_the_same_scores_whenever_asked(figures):
    again = evaluate(GOLD, perfect()).figures
    assert [str(figure) for figure in again.values()] == [str(figure) for figure in figures.values()]
