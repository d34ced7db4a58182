"""Sentences of an article, and what the readers find in those that hold a trigger."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.actors import read_actors
from pipelines.coding.counts import read_counts
from pipelines.coding.dates import read_dates
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.places import PlaceContext, read_places
from pipelines.lexicon.language import load_language
from pipelines.lexicon.matcher import Match
from pipelines.lexicon.triggers import TriggerForm, trigger_matcher
from pipelines.lexicon.words import word_matcher
from pipelines.text.boilerplate import boilerplate_spans
from pipelines.text.normal import NormalText
from pipelines.text.sentences import sentence_spans
from pipelines.text.tokens import Tokens, tokenise

# A bare infinitive after these is a noun even where it looks like a verb: after a word that takes a complement.
_NOUN_BEFORE = ("cause", "agent", "target", "result", "associate", "owner", "with", "between")


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """What reading a sentence needs to know of its article."""

    language: str
    reference: dt.date | None
    country: str | None
    known_years: tuple[int, ...] = ()
    not_before: dt.date | None = None


def split_sentences(text: NormalText, language: str) -> list[Sentence]:
    """The sentences of an article with their triggers; nothing else is read yet."""
    tokens = tokenise(text.text)
    found = _marks(tokens, trigger_matcher(language).find(tokens.words))
    spoiled = boilerplate_spans(text.raw, language) if found else []
    sentences, paragraph, last_end = [], 0, 0
    for number, (start, end) in enumerate(sentence_spans(text.text)):
        if "\n" in text.text[last_end:start]:
            paragraph += 1
        last_end = end
        low, high = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        own = Tokens(tokens.words[low:high], tokens.starts[low:high], tokens.ends[low:high])
        inside = [_shifted(mark, low) for mark in found if start <= mark.start < end]
        raw_start, raw_end = text.raw_span(start, end)
        is_spoiled = any(a <= raw_start and raw_end <= b for a, b, _ in spoiled)
        sentences.append(Sentence(number, paragraph, start, end, own, inside, number == 0, is_spoiled))
    return sentences


def _marks(tokens: Tokens, matches: Sequence[Match[TriggerForm]]) -> list[Mark[TriggerForm]]:
    return [
        Mark(tokens.starts[m.first] + len(m.proclitic), tokens.ends[m.last - 1], m.first, m.last, m.proclitic, m.entries[0])
        for m in matches
    ]


def _shifted(mark: Mark[TriggerForm], by: int) -> Mark[TriggerForm]:
    return Mark(mark.start, mark.end, mark.first - by, mark.last - by, mark.proclitic, mark.value)


def annotate(sentence: Sentence, text: NormalText, frame: ReadingFrame, context: PlaceContext) -> None:
    """Fill in everything that the readers find in a sentence, and settle which triggers are nouns."""
    tokens, language = sentence.tokens, frame.language
    for topic in ("markers", "cues", "weapons"):
        matches = word_matcher(language, topic).find(tokens.words)
        marks = [
            Mark(tokens.starts[m.first] + len(m.proclitic), tokens.ends[m.last - 1], m.first, m.last, m.proclitic, m.entries[0])
            for m in matches
        ]
        setattr(sentence, topic, marks)
    sentence.actors = read_actors(tokens, language)
    sentence.counts = read_counts(tokens, language)
    sentence.dates = read_dates(
        text.text, language, frame.reference, start=sentence.start, end=sentence.end, country=frame.country,
        known_years=frame.known_years, not_before=frame.not_before, tokens=tokens,
    )  # fmt: skip
    taken = [(a.whole_start, a.end) for a in sentence.actors] + [(d.start, d.end) for d in sentence.dates]
    sentence.places = read_places(tokens, language, context, taken)
    sentence.triggers = [_settled(mark, sentence, language) for mark in sentence.triggers]


def _settled(mark: Mark[TriggerForm], sentence: Sentence, language: str) -> Mark[TriggerForm]:
    """A form that may be verb or noun ("قصف": bombed, bombing) is a noun after a word that takes a complement."""
    entries = trigger_matcher(language).at(sentence.tokens.words, mark.first)
    parts = {form.part for form in entries.entries} if entries else set()
    if parts != {"verb", "noun"} and "verb" not in parts:
        return mark
    if "noun" not in parts:
        return mark
    joins = load_language(language).conjunctions
    is_noun = (mark.proclitic not in ("", *joins)) or any(
        m.last == mark.first and m.value.role in _NOUN_BEFORE for m in sentence.markers
    )
    wanted = "noun" if is_noun or _adjective_follows(mark, sentence, language) else "verb"
    form = next((form for form in (entries.entries if entries else ()) if form.part == wanted), mark.value)
    return Mark(mark.start, mark.end, mark.first, mark.last, mark.proclitic, form)


def _adjective_follows(mark: Mark[TriggerForm], sentence: Sentence, language: str) -> bool:
    words = sentence.tokens.words
    if mark.last >= len(words):
        return True
    return words[mark.last].endswith(load_language(language).adjective_endings) or any(
        a.is_act and a.start == sentence.tokens.starts[mark.last] for a in sentence.actors
    )
