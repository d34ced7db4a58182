"""Phrases in token lists."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicon import matcher as matching
from pipelines.lexicon.matcher import PhraseMatcher

PROCLITICS = {"و": "", "ل": "", "لل": "ال", "ول": ""}
WORDS = st.lists(st.sampled_from(["ا", "ب", "وا", "وب", "لا", "ج", "الج", "للج"]), max_size=12)
PHRASES = st.lists(st.lists(st.sampled_from(["ا", "ب", "ج", "الج"]), min_size=1, max_size=3), max_size=6)


def spans(matcher: PhraseMatcher[str], text: str) -> list[tuple[int, int, str, tuple[str, ...]]]:
    return [(m.first, m.last, m.proclitic, m.entries) for m in matcher.find(text.split())]


def test_the_longest_phrase_wins() -> None:
    matcher = PhraseMatcher([(["قصف"], "short"), (["قصف", "مدفعي"], "long")], {})
    assert spans(matcher, "قصف مدفعي قصف") == [(0, 2, "", ("long",)), (2, 3, "", ("short",))]


def test_a_phrase_broken_off_falls_back_to_the_shorter_one() -> None:
    matcher = PhraseMatcher([(["القبض"], "short"), (["القبض", "على", "قيادي"], "long")], {})
    assert spans(matcher, "القبض على تاجر") == [(0, 1, "", ("short",))]


def test_proclitics_are_taken_off_and_told() -> None:
    matcher = PhraseMatcher([(["قصف"], "x"), (["التحالف"], "y")], PROCLITICS)
    assert spans(matcher, "وقصف للتحالف ولقصف") == [(0, 1, "و", ("x",)), (1, 2, "لل", ("y",)), (2, 3, "ول", ("x",))]


def test_a_word_of_its_own_beats_a_glued_one() -> None:
    matcher = PhraseMatcher([(["وقف"], "halt"), (["قف"], "stop")], PROCLITICS)
    assert spans(matcher, "وقف") == [(0, 1, "", ("halt",))]


def test_a_glued_phrase_may_be_longer_than_the_bare_one() -> None:
    matcher = PhraseMatcher([(["وقف"], "halt"), (["قف", "هنا"], "stop here")], PROCLITICS)
    assert spans(matcher, "وقف هنا") == [(0, 2, "و", ("stop here",))]


def test_entries_of_one_phrase_stay_in_order_and_once() -> None:
    matcher = PhraseMatcher([(["قصف"], "b"), (["قصف"], "a"), (["قصف"], "b")], {})
    assert spans(matcher, "قصف") == [(0, 1, "", ("b", "a"))]


def test_a_proclitic_alone_is_no_phrase() -> None:
    matcher = PhraseMatcher([(["قصف"], "x")], PROCLITICS)
    assert spans(matcher, "و ل لل") == []
    assert not matcher.begins("و")


@pytest.mark.parametrize("word", ["قصف", "وقصف", "لقصف"])
def test_begins(word: str) -> None:
    assert PhraseMatcher([(["قصف", "مدفعي"], "x")], PROCLITICS).begins(word)


@given(PHRASES, WORDS)
def test_matches_follow_each_other_and_say_what_stands_there(phrases: list[list[str]], words: list[str]) -> None:
    matcher = PhraseMatcher([(phrase, " ".join(phrase)) for phrase in phrases], PROCLITICS)
    found = matcher.find(words)
    assert all(left.last <= right.first for left, right in itertools.pairwise(found))
    for match in found:
        head = PROCLITICS.get(match.proclitic, "") + words[match.first][len(match.proclitic) :]
        assert " ".join([head, *words[match.first + 1 : match.last]]) in match.entries


@given(PHRASES, WORDS)
def test_no_phrase_is_overlooked(phrases: list[list[str]], words: list[str]) -> None:
    matcher = PhraseMatcher([(phrase, " ".join(phrase)) for phrase in phrases], {})
    covered = {place for match in matcher.find(words) for place in range(match.first, match.last)}
    for place in range(len(words)):
        starts_here = any(words[place : place + len(phrase)] == phrase for phrase in phrases)
        assert not starts_here or place in covered


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "CACHE_LIMIT", 3)
    matcher = PhraseMatcher([(["قصف"], "x")], PROCLITICS)
    text = "ا ب ج د قصف ه وقصف"
    assert [m[:2] for m in spans(matcher, text)] == [(4, 5), (6, 7)]
    assert [m[:2] for m in spans(matcher, text)] == [(4, 5), (6, 7)]


@given(PHRASES, WORDS)
def test_only_what_begins_at_the_places_given_is_found(phrases: list[list[str]], words: list[str]) -> None:
    matcher = PhraseMatcher([(phrase, " ".join(phrase)) for phrase in phrases], PROCLITICS)
    openings = [place for place, word in enumerate(words) if matcher.begins(word)]
    assert matcher.find(words, openings) == matcher.find(words)
    assert matcher.find(words, ()) == []
