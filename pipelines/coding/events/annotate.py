"""Sentences of an article, and what the readers find in those that hold a trigger."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.actors import read_actors
from pipelines.coding.counts import read_counts
from pipelines.coding.dates import read_dates
from pipelines.coding.events.bodies import without_own_bodies
from pipelines.coding.events.combined import STATED
from pipelines.coding.events.namesakes import (
    YEARS,
    follows_post,
    is_home_town,
    is_in_name,
    is_named,
    is_of_place,
    is_town,
)
from pipelines.coding.events.place_turns import PlaceTurns
from pipelines.coding.events.senses import fitting_forms
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.voice import with_voice
from pipelines.coding.readings import CountReading, DateReading
from pipelines.lexicon.language import load_language
from pipelines.lexicon.matcher import Match
from pipelines.lexicon.openings import CUE, MARKER, TRIGGER, WEAPON
from pipelines.lexicon.triggers import TriggerForm, trigger_matcher
from pipelines.lexicon.words import Word, word_matcher
from pipelines.text.boilerplate import boilerplate_spans
from pipelines.text.normal import NormalText
from pipelines.text.sentences import sentence_spans
from pipelines.text.tokens import Tokens, capitals_of

# A bare infinitive after these is a noun even where it looks like a verb: after a word that takes a complement.
_SAYING = ("source", "announce")
_SPEAKER = 8  # words between a verb of saying and its "that": who says so
_NOUN_BEFORE = ("determiner", "definite", "cause", "agent", "target", "result", "associate", "owner", "with", "between")


_SUMS = ("sum", "total")  # roles of words that open a sum
HEADING_WORDS = 16  # a line of more words is a sentence of the story
ANY_DAY = dt.date(2001, 6, 15)  # a reference for the shape of relative dates, never for their value
BODY_WORDS = 20  # a text without a line this long has no body apart from its headings
TITLE_WITH_STOP = 70  # characters of a first line that may be a title though it ends in a full stop
TITLE = 120  # characters of a first line that is a title even with two sentences in it
_FULL_STOPS = frozenset(".!?؟")
_COMMAS = frozenset("،,;؛")
_STOPS = frozenset('.!?؟…:"')

Told = tuple[Match[TriggerForm], TriggerForm]  # a trigger among words, with the sense that its company admits


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """What reading a sentence needs to know of its article."""

    reference: dt.date | None
    country: str | None
    known_years: tuple[int, ...] = ()
    not_before: dt.date | None = None


def find_triggers(words: Sequence[str], opens: Sequence[int], language: str) -> list[Told]:
    """The triggers among the words of an article; `opens` says what each word may open."""
    spoken = load_language(language)
    matches = trigger_matcher(language).find(words, [place for place, bits in enumerate(opens) if bits & TRIGGER])
    return [(match, forms[0]) for match in matches if (forms := fitting_forms(words, match, spoken))]


def split_sentences(text: NormalText, tokens: Tokens, language: str, told: Sequence[Told]) -> list[Sentence]:
    """The sentences of an article with their triggers, none when there is no trigger; nothing else is read yet."""
    spoken = load_language(language)
    found = [_mark(tokens, match, form) for match, form in told]
    if not found:
        return []
    if spoken.has_capital_names:
        tokens = replace(tokens, capitals=capitals_of(text.raw_letters(tokens.starts)))
    spoiled = boilerplate_spans(text.raw, language)
    marked, lines = [mark.start for mark in found], [start for start, _, _ in spoiled]
    sentences, paragraph, last_end = [], 0, 0
    spans = sentence_spans(text.text)
    for number, (start, end) in enumerate(_cut_at_sums(spans, tokens, marked, language)):
        if "\n" in text.text[last_end:start]:
            paragraph += 1
        last_end = end
        low, high = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        own = tokens.part(low, high)
        inside = [_shifted(mark, low) for mark in found[bisect_left(marked, start) : bisect_left(marked, end)]]
        raw_start, raw_end = text.raw_span(start, end)
        line = bisect_right(lines, raw_start) - 1
        is_spoiled = line >= 0 and raw_end <= spoiled[line][1]
        is_title = _is_title(number, end, text.text)
        sentences.append(Sentence(number, paragraph, start, end, own, inside, spoken, is_title, is_spoiled))
    _find_headings(sentences, text.text, language)
    return sentences


def _cut_at_sums(
    spans: Sequence[tuple[int, int]], tokens: Tokens, triggers: Sequence[int], language: str
) -> list[tuple[int, int]]:
    """The sentences, those that end in a sum behind a comma ("…, bringing the number of dead to 40") cut before it: the
    sum is no part of what was told. Only sentences with trigger words, whose beginnings are given, are looked at."""
    cues = word_matcher(language, "cues")
    places = [place for place in tokens.openings(CUE) if place and tokens.words[place - 1] in _COMMAS]
    sums = [
        tokens.starts[place]
        for place in places
        if (match := cues.at(tokens.words, place)) is not None and match.entries[0].role in _SUMS
    ]
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        for opening in sums[bisect_right(sums, start) : bisect_left(sums, end)]:
            if bisect_left(triggers, start) < bisect_left(triggers, opening):
                cut.append((start, opening))
                start = opening
        cut.append((start, end))
    return cut


def _is_title(number: int, end: int, text: str) -> bool:
    """Whether a sentence is the title: the text's first line, or part of a first line as short as titles are."""
    line = text.find("\n")
    if line > TITLE_WITH_STOP and text[end - 1] in _FULL_STOPS:
        return False  # a lead in one sentence, of a text that came without its title
    return end <= line and (line <= TITLE or (number == 0 and line - end <= 1))


def _find_headings(sentences: Sequence[Sentence], text: str, language: str) -> None:
    """Mark short lines of their own without a final stop and without a verb at their head, where the text has full
    ones.
    """
    lines: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        lines.setdefault(sentence.paragraph, []).append(sentence)
    if max((sum(len(s.tokens) for s in line) for line in lines.values()), default=0) < BODY_WORDS:
        for sentence in sentences:
            sentence.is_headline = False
        return
    for line in lines.values():
        is_short = sum(len(s.tokens) for s in line) <= HEADING_WORDS
        if is_short and text[line[-1].end - 1] not in _STOPS and not _begins_with_verb(line[0], language):
            for sentence in line:
                sentence.is_headline = True


def _begins_with_verb(sentence: Sentence, language: str) -> bool:
    """Whether a finite verb opens the line; a form that may also be a noun ("قصف", bombing) is one in headings."""
    if not any(mark.first == 0 for mark in sentence.triggers):
        return False
    found = trigger_matcher(language).at(sentence.tokens.words, 0)
    return found is not None and all(form.part == "verb" for form in found.entries)


def _mark(tokens: Tokens, match: Match[TriggerForm], form: TriggerForm) -> Mark[TriggerForm]:
    start = tokens.starts[match.first] + len(match.proclitic)
    return Mark(start, tokens.ends[match.last - 1], match.first, match.last, match.proclitic, form)


def _shifted(mark: Mark[TriggerForm], by: int) -> Mark[TriggerForm]:
    return Mark(mark.start, mark.end, mark.first - by, mark.last - by, mark.proclitic, mark.value)


def annotate(sentence: Sentence, text: NormalText, frame: ReadingFrame, turns: PlaceTurns) -> None:
    """Fill in what the readers find in a sentence, all but its places, and settle which triggers are nouns."""
    tokens, language = sentence.tokens, sentence.language.code
    for topic, bit in (("markers", MARKER), ("cues", CUE), ("weapons", WEAPON)):
        matches = word_matcher(language, topic).find(tokens.words, tokens.openings(bit))
        marks = [
            Mark(
                tokens.starts[m.first] + len(m.proclitic),
                tokens.ends[m.last - 1],
                m.first,
                m.last,
                m.proclitic,
                m.entries[0],
            )
            for m in matches
        ]
        setattr(sentence, topic, marks)
    sentence.actors = [a for a in read_actors(tokens, language) if not is_of_place(a, sentence)]
    dates = (d for d in _dates(sentence, text, frame) if not is_in_name(d, sentence))
    sentence.dates = [d for d in dates if not is_home_town(d, sentence, frame.country)]
    counts = [c for c in read_counts(tokens, language) if not _is_of_date(c, sentence.dates)]
    sentence.counts = without_own_bodies(c for c in counts if not _tells_result(c, counts, sentence))
    taken = [(a.whole_start, a.end) for a in sentence.actors if a.kind != "country"] + [
        (d.start, d.end) for d in sentence.dates
    ]
    taken += [(w.start, w.end) for w in sentence.weapons if w.last - w.first > 1]  # "الرصاص الحي": live, no quarter
    origins = [m.last for m in sentence.markers if m.value.role == "origin" and not follows_post(m, sentence)]
    turns.put_off(sentence, taken, origins)
    timed = [(date.start, date.end) for date in sentence.dates]
    timed += [
        (a.start, a.end)
        for a in sentence.actors
        if a.rule.startswith("actor.name") and not a.is_act and a.asset is None
    ]
    words = tokens.words
    towns = {words[m.first] for m in sentence.triggers if is_town(m, sentence)}
    sentence.hidden = [
        m
        for m in sentence.triggers
        if any(a <= m.start and m.end <= b for a, b in timed)
        or is_named(m, sentence)
        or (words[m.first] in towns and m.last == m.first + 1)
    ]
    settled: list[Mark[TriggerForm]] = []
    for mark in sentence.triggers:
        if mark not in sentence.hidden:
            settled.append(with_voice(_settled(mark, sentence, language), sentence, settled[-1] if settled else None))
    sentence.triggers = settled


def read_days(sentence: Sentence, text: NormalText, frame: ReadingFrame) -> None:
    """Fill in the dates of a sentence without acts."""
    sentence.dates = _dates(sentence, text, frame)


def _tells_result(count: CountReading, counts: Sequence[CountReading], sentence: Sentence) -> bool:
    """Whether a noun is a participle spelt like it, with those hurt right behind ("موقعا خمسة قتلى", leaving five dead,
    not "a post")."""
    behind = sentence.token_at(count.end - 1) + 1
    if not any(m.last == behind and m.start == count.start for m in sentence.markers_of("result")):
        return False
    return any(c.noun_class in STATED and sentence.token_at(c.start) == behind for c in counts)


def _is_of_date(count: CountReading, dates: Sequence[DateReading]) -> bool:
    """Whether a count's number is a date's ("on 5 May 2022 following an attack": no 2022 attacks)."""
    number = count.number
    if number is not None and count.noun_class == "operation" and number.best in YEARS and number.low == number.high:
        return True  # "the 2017 attack"
    if number is None:
        return False
    dated = [d for d in dates if d.start <= number.start and number.end <= d.end]
    return any(d.end < count.end or (count.noun_class == "relative" and count.end <= d.end) for d in dated)


def _dates(sentence: Sentence, text: NormalText, frame: ReadingFrame) -> list[DateReading]:
    """The dates of a sentence. Without a reference day relative ones have no value, but the shape (a day, a week, …)
    that they would have on any day."""

    def read(reference: dt.date | None) -> list[DateReading]:
        return read_dates(
            text.text, sentence.language.code, reference, start=sentence.start, end=sentence.end, country=frame.country,
            known_years=frame.known_years, not_before=frame.not_before, tokens=sentence.tokens,
        )  # fmt: skip

    found = read(frame.reference)
    if frame.reference is not None:
        return [date for date in found if not _is_ahead(date, frame.reference)]
    if all(date.value is not None for date in found):
        return found
    shapes = {(date.start, date.end): date.precision for date in read(ANY_DAY)}
    return [
        date if date.value is not None else replace(date, precision=shapes.get((date.start, date.end), 0))
        for date in found
    ]


def _is_ahead(date: DateReading, reference: dt.date) -> bool:
    """Whether a day told from today lies after it ("in the coming days"): nothing told as done was done then."""
    return date.basis == "relative" and date.value is not None and date.value > reference


def _settled(mark: Mark[TriggerForm], sentence: Sentence, language: str) -> Mark[TriggerForm]:
    """A form that may be verb or noun ("قصف": bombed, bombing) is a noun after a word that takes a complement."""
    match = trigger_matcher(language).at(sentence.tokens.words, mark.first)
    forms = fitting_forms(sentence.tokens.words, match, load_language(language)) if match is not None else ()
    parts = {form.part for form in forms}
    if parts != {"verb", "noun"} and "verb" not in parts:
        return mark
    if "noun" not in parts:
        return mark
    joins = load_language(language).conjunctions
    is_noun = (mark.proclitic not in ("", *joins)) or any(
        m.last == mark.first and (m.value.role in _NOUN_BEFORE or _reports(m, sentence)) for m in sentence.markers
    )
    wanted = (
        "noun" if is_noun or _adjective_follows(mark, sentence, language) else load_language(language).doubtful_part
    )
    form = next((form for form in forms if form.part == wanted), mark.value)
    return Mark(mark.start, mark.end, mark.first, mark.last, mark.proclitic, form)


def _reports(that: Mark[Word], sentence: Sentence) -> bool:
    """Whether a "that" follows who says so ("said that | the shelling"): what it governs is no verb, unlike that of
    "after that" or "it happened before that"."""
    if that.value.role != "that":
        return False
    before = [m for m in sentence.markers if m.last <= that.first]
    return bool(before) and before[-1].value.role in _SAYING and that.first - before[-1].last < _SPEAKER


def _adjective_follows(mark: Mark[TriggerForm], sentence: Sentence, language: str) -> bool:
    words = sentence.tokens.words
    if mark.last >= len(words):
        return True
    return words[mark.last].endswith(load_language(language).adjective_endings) or any(
        a.is_act and a.start == sentence.tokens.starts[mark.last] for a in sentence.actors
    )
