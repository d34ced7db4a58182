"""Reading the dates of a text: clusters of date words, parsed once per wording, resolved against the reference day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from pipelines.coding.dates.chart import Parse, parse
from pipelines.coding.dates.expressions import Expression, names_date
from pipelines.coding.dates.grammar import Grammar, load_grammar
from pipelines.coding.dates.lexemes import Lexer
from pipelines.coding.dates.periods import Period, Scene
from pipelines.coding.dates.resolve import resolve
from pipelines.coding.readings import DateReading
from pipelines.text.tokens import Tokens, tokenise

CLUSTERS_REMEMBERED = 50_000
OTHER_RULE = 0.8  # confidence kept when the same words could be read by another rule too


@dataclass(frozen=True, slots=True)
class _Place:
    """One found phrase: token offsets inside its cluster, and its parses, best first."""

    first_token: int
    first_offset: int
    last_token: int
    parses: tuple[Parse, ...]


@dataclass
class _Reader:
    grammar: Grammar
    lexer: Lexer
    parsed: dict[tuple[tuple[str, ...], bool], tuple[_Place, ...]] = field(default_factory=dict)

    def places(self, words: tuple[str, ...], ends_clause: bool) -> tuple[_Place, ...]:
        """The date phrases of a cluster. Remembered by its words: the same phrases come back in every article."""
        key = (words, ends_clause)
        found = self.parsed.get(key)
        if found is None:
            if len(self.parsed) >= CLUSTERS_REMEMBERED:
                self.parsed.clear()
            found = self.parsed[key] = tuple(self._parse(words, ends_clause))
        return found

    def _parse(self, words: tuple[str, ...], ends_clause: bool) -> list[_Place]:
        slots = self.lexer.slots(words)
        places = []
        for chosen in parse(self.grammar, slots, ends_clause):
            first, last = slots[chosen[0].first], slots[chosen[0].last - 1]
            places.append(_Place(first.first_token, first.first_offset, last.last_token, tuple(chosen)))
        return places


@cache
def _reader(language: str) -> _Reader | None:
    grammar = load_grammar(language)
    return _Reader(grammar, Lexer(grammar)) if grammar is not None else None


def read_dates(
    text: str,
    language: str,
    reference: dt.date | None,
    *,
    start: int = 0,
    end: int | None = None,
    country: str | None = None,
    known_years: Sequence[int] = (),
    not_before: dt.date | None = None,
    previous: DateReading | None = None,
    tokens: Tokens | None = None,
) -> list[DateReading]:
    """The dates named in `text[start:end]` (normalised text of the language), in text order, without overlap.

    - `reference` is the day that relative words count from; without it they are read with the value None.
    - `country` decides the order of numeric dates ("4/5/2024").
    - `known_years` are years told elsewhere in the article, `not_before` the latest month it names (`latest_mention`):
      without a reference they solve dates without a year. `previous` is the date read before `start` ("the next day").
    - `tokens` spares cutting `text[start:end]` again.

    A language without a date grammar has no readings. Do not assume that a reading is in the past.
    """
    reader = _reader(language)
    if reader is None:
        return []
    if tokens is None:
        tokens = _cut(text) if start == 0 and end is None else tokenise(text, start, end)
    grammar = reader.grammar
    scene = Scene(
        reference=reference,
        known_years=tuple(known_years),
        previous=_period(previous) if previous else None,
        not_before=not_before,
        numeric_order=grammar.numeric_order_by_country.get(country or "", grammar.numeric_order),
    )
    readings = []
    for first, last in reader.lexer.clusters(text, tokens):
        for place in reader.places(tuple(tokens.words[first:last]), _ends_clause(text, tokens, last)):
            reading = _read(place, first, tokens, scene)
            readings.append(reading)
            if reading.value is not None:
                scene = replace(scene, previous=_period(reading))
    return readings


def date_words(language: str) -> frozenset[str]:
    """The words that give a date away, whatever is glued before them."""
    reader = _reader(language)
    return reader.grammar.hint_words if reader is not None else frozenset()


def may_open_date(word: str, language: str) -> bool:
    """Whether a word of figures, or one with hyphens, may give a date away."""
    reader = _reader(language)
    return reader is not None and reader.lexer.may_open(word)


def expressions_in(
    text: str, language: str, tokens: Tokens | None = None, *, with_weekday: bool = False
) -> list[Expression]:
    """What the date words of a text say, best parse of each, unresolved: for finding out when the text was written.

    `tokens` spares cutting the text again; `with_weekday` leaves out runs of date words that name no weekday.
    """
    reader = _reader(language)
    if reader is None:
        return []
    tokens = _cut(text) if tokens is None else tokens
    is_weekday = reader.lexer.is_weekday
    return [
        place.parses[0].expression
        for first, last in reader.lexer.clusters(text, tokens)
        if not with_weekday or any(map(is_weekday, tokens.words[first:last]))
        for place in reader.places(tuple(tokens.words[first:last]), _ends_clause(text, tokens, last))
    ]


@lru_cache(maxsize=2)
def _cut(text: str) -> Tokens:
    """The words of a whole text, kept for the next question about it: what dates an article asks several."""
    return tokenise(text)


def recent_years(language: str) -> tuple[int, int]:
    """The years, first and last, in which an article without a date is looked for (`recent_years` of `dates.yml`)."""
    reader = _reader(language)
    return reader.grammar.recent_years if reader else (1, 0)


def _period(reading: DateReading) -> Period | None:
    if reading.value is None:
        return None
    return Period(reading.value, reading.value_end or reading.value, reading.precision)


def _ends_clause(text: str, tokens: Tokens, last: int) -> bool:
    """Whether no word follows on the same line."""
    if last >= len(tokens) or "\n" in text[tokens.ends[last - 1] : tokens.starts[last]]:
        return True
    return not tokens.words[last][0].isalnum()


def _read(place: _Place, first_token: int, tokens: Tokens, scene: Scene) -> DateReading:
    start = tokens.starts[first_token + place.first_token] + place.first_offset
    end = tokens.ends[first_token + place.last_token]
    found: list[Period] = []
    by: Parse | None = None
    for parsed in place.parses:
        periods = resolve(parsed.expression, scene)
        if periods and by is None:
            by = parsed
        found += periods
    if by is None:
        by = place.parses[0]
        return DateReading(start, end, None, None, 0, _basis(by), by.rule_id, by.confidence)
    best, sure = found[0], by.confidence
    others = tuple(dict.fromkeys((p.first, _end(p)) for p in found if (p.first, p.last) != (best.first, best.last)))
    return DateReading(
        start=start,
        end=end,
        value=best.first,
        value_end=_end(best),
        precision=best.precision,
        basis=_basis(by),
        rule=by.rule_id,
        confidence=round(best.confidence * sure * (OTHER_RULE if len(place.parses) > 1 and others else 1.0), 2),
        alternatives=others,
    )


def _end(period: Period) -> dt.date | None:
    return period.last if period.last != period.first else None


def _basis(parsed: Parse) -> str:
    return "explicit" if names_date(parsed.expression) else "relative"
