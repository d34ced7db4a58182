"""The short form of `python -m benchmarks.changes`: what a change alters is among what it is said to bear on."""

from __future__ import annotations

import shutil

from benchmarks.changes import articles, coded, coded_with, compare, run
from pipelines.coding.facts import Fact
from pipelines.run.knowledge import facts_of_now
from pipelines.settings import schemas_folder

COUNT = 60


def test_changed_words_alter_no_article_that_they_are_not_said_to(tmp_path):
    given, schemas = articles(COUNT), shutil.copytree(schemas_folder(), tmp_path / "schemas")
    path = schemas / "lexicons" / "ar" / "triggers" / "explosions.yml"
    path.write_text(path.read_text("utf-8").replace("id: ar.strike.", "id: ar.stroke."), "utf-8")
    other, told = compare(given, (facts_of_now(), coded(given)), coded_with(schemas, COUNT))
    assert other
    assert other <= told
    assert len(told) < COUNT


def test_what_is_missed_is_told(tmp_path, capsys, monkeypatch):
    def other(count):
        return {f"a{number}": 0 for number in range(count)}

    monkeypatch.setattr("benchmarks.changes.coded_with", lambda _, count: (facts_of_now(), other(count)))
    missed = run(tmp_path, 1, 3, seed=1, kinds=["state"])
    assert [line.rpartition(" ")[2] for line in missed] == ["a0", "a1", "a2"]
    assert capsys.readouterr().out.endswith("1 changes of 3 articles: 3 coded otherwise, 0 said to be, 3 missed\n")


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
