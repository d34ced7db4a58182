"""The short form of `python -m benchmarks.changes`: what a change alters is among what it is said to bear on."""

from __future__ import annotations

from benchmarks.changes import articles, coded, compare, run
from pipelines.coding.facts import Fact
from pipelines.run.knowledge import facts_of_now

COUNT = 60


def test_a_changed_word_alters_no_article_that_it_is_not_said_to(tmp_path, capsys):
    assert run(tmp_path, 1, COUNT, seed=1, kinds=["trigger"]) == []
    told = capsys.readouterr().out
    assert f"1 changes of {COUNT} articles" in told
    assert " 0 coded otherwise" not in told


def test_what_is_missed_is_seen():
    given, facts = articles(COUNT), facts_of_now()
    rows = coded(given)
    changed = rows | {"a1": 0}
    assert compare(given, (facts, rows), (facts, changed)) == ({"a1"}, set())
    known = Fact("ar", "triggers", "قصف")
    other, told = compare(given, (facts, rows), (facts | {known: 0}, changed))
    assert other == {"a1"}
    assert {a.article_id for a in given if "قصف" in a.text.split()} <= told
    assert len(told) < COUNT
