"""Pairwise and B-cubed, against figures worked out by hand."""

import pytest

from pipelines.evaluate.figures import figures_of
from pipelines.evaluate.linking import link_counts
from pipelines.evaluate.matching import Pair
from tests.evaluate.samples import CLAUSES, incident, report_at


def figures(*clusters):
    """Figures of reports given as (gold key, coded incident), one article each."""
    pairs = [
        Pair(f"a{n}", incident(0, incident_key=gold), report_at(CLAUSES[0], report_id=f"r{n}", incident_id=coded))
        for n, (gold, coded) in enumerate(clusters)
    ]
    return figures_of(list(link_counts(pairs).values()))


def test_all_right():
    found = figures(("k1", "i1"), ("k1", "i1"), ("k2", "i2"))
    assert found["linking.pairwise"].f1 == found["linking.bcubed"].f1 == 1


def test_one_incident_split_and_two_thrown_together():
    found = figures(("k1", "i1"), ("k1", "i1"), ("k1", "i2"), ("k2", "i2"))
    pairwise, bcubed = found["linking.pairwise"], found["linking.bcubed"]
    assert (pairwise.precision, pairwise.recall) == (1 / 2, 1 / 3)  # linked: 1-2, 3-4; gold: 1-2, 1-3, 2-3
    assert bcubed.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert bcubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_pending_reports_stand_alone():
    found = figures(("k1", None), ("k1", None))
    assert found["linking.pairwise"].recall == 0
    assert found["linking.bcubed"].precision == 1


def test_gold_without_key_and_unpaired_reports_do_not_count():
    pairs = [
        Pair("a", incident(0), report_at(CLAUSES[0], report_id="r", incident_id="i")),
        Pair("a", None, report_at(CLAUSES[1], report_id="s", incident_id="i")),
        Pair("a", incident(1, incident_key="k"), None),
    ]
    assert link_counts(pairs) == {}
