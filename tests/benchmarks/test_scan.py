"""The patterns that the automaton is given are the lexicon's own."""

from __future__ import annotations

from benchmarks.scan import patterns


def test_phrases_with_and_without_what_is_glued_before_them() -> None:
    found = patterns("ar")
    assert found == sorted(set(found))
    assert {"قصف", "وقصف", "بالقصف"} <= set(found)
    assert "" not in found
