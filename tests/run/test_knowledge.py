"""Which articles a change of what is known bears on."""

from __future__ import annotations

import pytest

from pipelines.coding.facts import EVERYWHERE, Fact
from pipelines.run import knowledge
from pipelines.run.knowledge import Change, keep_facts, read_facts, write_facts

KILL, TOWN, LONG = Fact("ar", "triggers", "قتل"), Fact(EVERYWHERE, "places", "بنش"), Fact("ar", "actors", "جيش الفتح")
DATES, CODE = Fact("ar", "schemas/lexicons/ar/dates.yml", ""), Fact(EVERYWHERE, "pipelines/coding/coder.py", "")
FACTS = {KILL: 1, TOWN: 2, LONG: 3, DATES: 4, CODE: -(2**63)}


@pytest.mark.parametrize(
    ("other", "language", "words", "expected"),
    [
        ({KILL: 9}, "ar", {"ar": {"قتل", "وقتل"}}, KILL),
        ({KILL: 9}, "ar", {"ar": {"قصف"}}, None),
        ({KILL: 9}, "en", {"en": {"قتل"}}, None),  # the words of a language are looked up in its own text alone
        ({KILL: 9}, "en", {"en": {"said"}, "ar": {"قتل"}}, KILL),
        ({TOWN: 9}, "en", {"en": {"بنش"}}, TOWN),  # names of places in any
        ({LONG: 9}, "ar", {"ar": {"قال", "الفتح", "جيش"}}, LONG),
        ({LONG: 9}, "ar", {"ar": {"جيش", "فتح"}}, None),  # one of two words is missing
        ({DATES: 9}, "ar", {"ar": {"قصف"}}, DATES),
        ({DATES: 9}, "en", {"en": {"قصف"}}, None),
        ({DATES: 9}, "en", {"en": {"said"}, "ar": {"قصف"}}, DATES),
        ({CODE: 9}, "de", {}, CODE),
        ({KILL: 9}, "de", {}, None),
    ],
)
def test_a_change_bears_on_articles_with_its_words(other, language, words, expected):
    assert Change(FACTS, FACTS | other).on(language, words) == expected


def test_what_is_new_and_what_is_gone_changes_as_well():
    fewer = {fact: said for fact, said in FACTS.items() if fact != KILL}
    for change in (Change(FACTS, fewer), Change(fewer, FACTS)):
        assert change.local == [KILL]
        assert change.on("ar", {"ar": {"قتل"}}) == KILL
    assert not Change(FACTS, FACTS)


def test_a_change_is_told_by_its_words():
    change = Change(FACTS, FACTS | {KILL: 9, TOWN: 9, DATES: 9})
    assert change.told() == [
        "all articles in ar: schemas/lexicons/ar/dates.yml", 'articles with places: "بنش"',
        'articles in ar with triggers: "قتل"',
    ]  # fmt: skip
    assert Change(FACTS, FACTS | {KILL: 9, CODE: 9}).told() == ["all articles: pipelines/coding/coder.py"]


def test_facts_are_kept_as_they_are(tmp_path):
    write_facts(FACTS, tmp_path / "facts.parquet")
    assert read_facts(tmp_path / "facts.parquet") == FACTS
    assert [path.name for path in tmp_path.iterdir()] == ["facts.parquet"]


def test_damage_to_one_copy_of_the_facts_does_not_reach_the_other(tmp_path, monkeypatch):
    cached, kept, again = tmp_path / "cached.parquet", tmp_path / "kept.parquet", tmp_path / "again.parquet"
    monkeypatch.setattr(knowledge, "_cached", lambda: cached)
    monkeypatch.setattr(knowledge, "collect_facts", lambda: FACTS)
    monkeypatch.setattr(knowledge, "_of_files", list)
    write_facts(FACTS, cached)
    keep_facts(kept)
    kept.write_bytes(kept.read_bytes()[:100])
    assert read_facts(cached) == FACTS
    cached.write_bytes(cached.read_bytes()[:100])
    keep_facts(again)
    assert read_facts(again) == FACTS
