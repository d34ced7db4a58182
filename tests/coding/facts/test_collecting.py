"""Facts are all that coding looks up, and articles are known by all words that coding looks up for them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import fuzz_coder
from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article
from pipelines.coding.facts import EVERYWHERE, Fact, collect_facts, looked_up
from pipelines.coding.facts.article_words import _Forms
from pipelines.coding.facts.collecting import _matchers
from pipelines.coding.places import mentions, names, unknown
from pipelines.coding.places.survey import _countries_of
from pipelines.gazetteer import Gazetteer, load_gazetteer
from pipelines.gazetteer.sound_keys import key_of_name, marked
from pipelines.lexicon.language import declared_languages, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

MEMORIES = (
    *(names.name_starts, names._longest_kept, names._single, names._alone, names._pair_goes_on),
    *(unknown._is_glued_name, mentions.sounding_like, _countries_of),
)  # fmt: skip
ARTICLES = 60


@pytest.fixture(scope="module")
def facts():
    return collect_facts()


class Watch:
    """What coding asks of lexicons and gazetteer."""

    def __init__(self, monkeypatch):
        self.words, self.named, self.ids, self.sounding = set(), set(), set(), set()
        for name in ("begins_name", "goes_on"):
            monkeypatch.setattr(Gazetteer, name, self._watching(getattr(Gazetteer, name), self._name))
        monkeypatch.setattr(Gazetteer, "entry", self._watching(Gazetteer.entry, self._entry))
        monkeypatch.setattr(Gazetteer, "longest", self._watching(Gazetteer.longest, self._names))
        monkeypatch.setattr(Gazetteer, "alike", self._watching(Gazetteer.alike, self._alike))
        monkeypatch.setattr(Gazetteer, "by_id", self._watching(Gazetteer.by_id, self.ids.add))
        # Words of dates, numbers and places are looked up otherwise; their files bear on all articles of a language.
        self._matchers = {id(matcher) for language in declared_languages() for _, matcher in _matchers(language)}
        monkeypatch.setattr(PhraseMatcher, "at", self._watching_at(PhraseMatcher.at))

    def _watching(self, method, note):
        def watched(found, *given):
            note(*given)
            return method(found, *given)

        return watched

    def _name(self, name):
        self.words.update(name.split(" "))

    def _entry(self, name):
        self._name(name)
        self.named.add(name)

    def _alike(self, name):
        key = key_of_name(name)
        self.words.update(marked(key).split(" ") if key else ())
        self.sounding.add(key)

    def _names(self, words, position, limit=8):
        self._name(" ".join(words[position : position + limit]))

    def _watching_at(self, method):
        def watched(matcher, words, position):
            if id(matcher) in self._matchers:
                self.words.add(words[position])
            return method(matcher, words, position)

        return watched

    def forget(self):
        for memory in (self.words, self.named, self.ids, self.sounding):
            memory.clear()


def test_coding_looks_up_no_other_words_and_no_other_places(monkeypatch):
    watch, gazetteer = Watch(monkeypatch), load_gazetteer()
    frame = {unit.place_id for country in gazetteer.countries() for unit in gazetteer.admin1_units(country.iso2)}
    frame |= {country.place.place_id for country in gazetteer.countries()}
    frame |= {country.place.capital_id for country in gazetteer.countries()}
    alike = dict(gazetteer.keys_of_names())
    luck, looked_for = random.Random(4), 0
    for number in range(ARTICLES):
        given = fuzz_coder.article(luck)
        for memory in MEMORIES:
            memory.cache_clear()
        watch.forget()
        language, title = given["language"], given["title"]
        code_article(ArticleInput(str(number), given["text"], language, title, given["published"], given["country"]))
        known = {word for words in looked_up(given["text"], title, language).values() for word in words}
        assert watch.words <= known, given
        sounding = {name for key in watch.sounding for name in alike.get(key, ())}
        places = {place.place_id: place for name in sounding | watch.named for place in gazetteer.lookup(name)}
        seated = {unit for place in places.values() for unit in place.capital_of}
        assert watch.ids <= frame | places.keys() | seated, given
        looked_for += len(watch.ids)
    assert looked_for > ARTICLES


@pytest.mark.parametrize("topic", ["cues", "markers", "weapons"])
def test_files_told_by_their_entries_say_nothing_else(topic):
    for language in declared_languages():
        declared = read_yaml(schemas_folder() / "lexicons" / language / f"{topic}.yml", topic)
        assert declared.keys() == {"language", topic}


def test_trigger_files_say_nothing_else():
    for path in sorted(schemas_folder().glob("lexicons/*/triggers/*.yml")):
        assert read_yaml(path, "triggers").keys() == {"language", "triggers"}, path


def test_every_kind_of_entry_has_its_facts(facts):
    for fact in (
        Fact("ar", "triggers", "قصف"), Fact("ar", "actors", "حزب الله"), Fact("ar", "roles", "مدنيين"),
        Fact("en", "weapons", "warplane"), Fact("en", "cues", "deny"), Fact("ar", "markers", "من"),
        Fact(EVERYWHERE, "places", "حلب"), Fact(EVERYWHERE, "places", ""), Fact(EVERYWHERE, "places", "~bakuba"),
    ):  # fmt: skip
        assert fact in facts, fact
    assert Fact(EVERYWHERE, "places", "deir") in facts  # begins names
    assert facts[Fact(EVERYWHERE, "places", "حلب")] != facts[Fact(EVERYWHERE, "places", "حمص")]


def test_words_are_known_with_and_without_what_is_glued_to_them():
    assert {"للمدينة", "المدينة", "لمدينة"} <= looked_up("وصلوا للمدينة", None, "ar")["ar"]
    assert {"saint", "etienne"} <= looked_up("Violences à Saint-Étienne", None, "fr")["fr"]
    assert looked_up("Hello", "Title", "en") == {"en": {"hello", "title", "~hilu", "~titla"}}
    assert looked_up("Zwei Soldaten", None, "de") == {}


WORD = st.sampled_from(["قصف", "وقصف", "للقصف", "القصف", "مدفعي", "و", "بقصف"])
PHRASES = st.lists(st.lists(WORD, min_size=1, max_size=3), max_size=5)


@given(before=PHRASES, now=PHRASES, text=st.lists(WORD, max_size=8))
def test_other_matches_come_of_changed_steps_whose_words_are_there(before, now, text):
    """The rule on which all rests, for any lexicon and text."""
    proclitics = load_language("ar").proclitics
    old, new = (PhraseMatcher([(words, n) for n, words in enumerate(phrases)], proclitics) for phrases in (before, now))
    steps = dict(old.steps()), dict(new.steps())
    changed = {words for words in steps[0] | steps[1] if steps[0].get(words) != steps[1].get(words)}
    forms = _Forms("ar")
    there = {form for word in text for form in forms[word]}
    if old.find(text) != new.find(text):
        assert any(there.issuperset(words) for words in changed)
