"""Texts whose coding is timed by language."""

from __future__ import annotations

from benchmarks.languages import BESIDE, cost_by_language, same_stories, texts_by_language
from pipelines.ingest import Article, ingest
from pipelines.settings import PROJECT


def _sample() -> list[Article]:
    return [article for batch in ingest(PROJECT / "raw" / "sample" / "sahel") for article in batch.articles]


def test_stories_are_told_in_every_language_and_as_long_as_wanted() -> None:
    texts = same_stories(5_000)
    assert set(texts) == {"ar", "en", "fr"}
    assert len({record["text"] for record in texts["en"]}) == len({record["text"] for record in texts[BESIDE]}) == 10
    assert all(5_000 <= sum(len(r["text"]) for r in records) < 6_000 for records in texts.values())


def test_notes_of_each_language_of_the_sample_are_of_the_length_asked_for() -> None:
    texts = texts_by_language(_sample(), 2_000, 200)
    assert texts
    for language, records in texts.items():
        assert len(records) == 10
        assert all(r["language"] == language and len(r["text"]) >= 200 for r in records)


def test_every_language_has_a_cost() -> None:
    cost = cost_by_language(same_stories(200), rounds=1)
    assert set(cost) == {"ar", "en", "fr"}
    assert all(spent > 0 for spent in cost.values())
