"""What the coder is held against: a bare automaton of the same patterns on the same texts, and a copy through Parquet.

The automaton knows the phrases of the trigger, marker, cue, weapon and actor lexicons, the role nouns and number words
and the place words, without and with what may be glued before them, and finds where they stand: no tokens, no meaning.
It is a compiled one, from the package of the dependency group `bench`; without it that row is left out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.coding.counts.roles import load_roles
from pipelines.coding.numbers.lexicon import load_numbers
from pipelines.coding.places.lexicon import place_words
from pipelines.lexicon.actor_words import load_actor_words
from pipelines.lexicon.language import load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.lexicon.triggers import trigger_matcher
from pipelines.lexicon.words import TOPICS, word_matcher


def patterns(language: str) -> list[str]:
    """All phrases of a language's lexicons as texts may have them."""
    proclitics = {"": "", **load_language(language).proclitics}
    found = set()
    for matcher in _matchers(language):
        for phrase in matcher.phrases():
            bare = " ".join(phrase)
            found |= {
                glued + bare.removeprefix(instead) for glued, instead in proclitics.items() if bare.startswith(instead)
            }
    return sorted(found)


def _matchers(language: str) -> Iterator[PhraseMatcher[Any]]:
    places = place_words(language)
    yield trigger_matcher(language)
    yield load_actor_words(language).matcher
    yield load_roles(language).forms
    yield load_numbers(language).parts
    yield from (word_matcher(language, topic) for topic in TOPICS)
    yield from (places.qualifiers, places.anaphors, places.behind, places.cues)


def automaton_scan(records: Sequence[dict[str, Any]]) -> Callable[[], int] | None:
    """A call that scans all texts, folded before, and counts what it finds; None without the package."""
    try:
        import ahocorasick_rs  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    languages = sorted({record["language"] for record in records})
    scanners = {language: ahocorasick_rs.AhoCorasick(patterns(language)) for language in languages}
    folded = [(scanners[r["language"]], load_language(r["language"]).fold(r["text"])) for r in records]
    return lambda: sum(len(scanner.find_matches_as_indexes(text, overlapping=True)) for scanner, text in folded)


def parquet_copy(batch: pa.Table) -> Callable[[], int]:
    """A call that writes a batch of articles as Parquet and reads it back."""

    def copy() -> int:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.parquet"
            pq.write_table(batch, path)
            return int(pq.read_table(path).num_rows)

    return copy
