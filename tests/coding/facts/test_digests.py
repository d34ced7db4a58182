"""Digests of declared things."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.facts.digests import digest, plain
from pipelines.lexicon.words import Word


def test_sets_and_mappings_have_one_order():
    assert plain(frozenset(["b", "a", "c"])) == ("a", "b", "c")
    assert plain({"b": 1, "a": {"y", "x"}}) == (("a", ("x", "y")), ("b", 1))


def test_declared_things_are_told_apart_by_all_they_say():
    words = [Word("w", "agent"), Word("w", "target"), Word("v", "agent"), Word("w", "agent", reach=2)]
    assert len({digest(plain(word)) for word in words}) == len(words)
    assert digest(plain(words[0])) == digest(plain(Word("w", "agent"))) == 4_080_622_367_564_501_450


def test_what_has_no_fixed_words_is_refused():
    assert plain((dt.date(2020, 1, 2), None, 1.5)) == (dt.date(2020, 1, 2), None, 1.5)
    with pytest.raises(TypeError, match="object"):
        plain([object()])
