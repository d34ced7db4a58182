"""Answers to single questions: what place do these words mean, all its candidates told best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.coding.places.context import PlaceContext, km_between
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.names import known_name
from pipelines.coding.places.ranking import rank
from pipelines.coding.places.reader import read_places
from pipelines.coding.places.survey import survey
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import NameEntry, Place, alike_first, fold_name, load_gazetteer, spellings
from pipelines.gazetteer.place import SETTLED_KINDS
from pipelines.text.normal import NormalText
from pipelines.text.tokens import Tokens, tokenise

Answer = dict[str, Any]

# Likeness of a misspelt name from which it is surely, or rather, a place known by it; from which it is kept at all.
_SURELY_ALIKE, _LIKE_ENOUGH, _LIKE_IN_UNIT = 0.93, 0.8, 0.74
# Confidence of a known name, of one known elsewhere only, of a similar one, of a part of the words, of the area around.
_TOLD, _ELSEWHERE, _ALIKE, _PART, _AROUND = 0.9, 0.2, 0.6, 0.45, 0.3
_TWICE_FROM = 2  # letters of a half
_AROUND_KM = 60.0  # within which a village is told with a town
_LESS_SURE = 0.7  # what each further candidate loses
_NAME_LETTERS = 5  # from which a name is known before the word that is glued to it
_GUESSED = 0.95  # what a likeness weighs of a spelling that a weak rule guessed
_SHORTENED = _SURELY_ALIKE  # of one that left a word out: sure, but behind all others that are


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question says that its place lies: a country, and one of its first-level units."""

    country: str | None
    unit: Place | None

    def holds(self, answer: Answer) -> bool:
        """Whether an answer lies where it was asked for."""
        place = load_gazetteer().by_id(answer["value"])
        if self.unit is not None:
            return place.admin1 == self.unit.admin1 and place.iso == self.unit.iso
        return self.country is None or place.country == self.country


def answer_places(
    normal: NormalText, language: str, country: str | None = None, admin1: str | None = None
) -> list[Answer]:
    """Readings of a text as keyword values of an answer line, best first. Raises SchemaError.

    Known names that lie where the question says come first, then names spelled alike there, then known names elsewhere;
    where nothing is known by the name, the unit asked for is the answer, with little confidence.
    """
    known = load_gazetteer().country(country) if country else None
    asked = Asked(known.place.name if known else country, _unit(country, admin1))
    context = PlaceContext(country=asked.country, admin1=asked.unit.admin1 if asked.unit else admin1)
    tokens = tokenise(normal.text)
    survey([tokens], language, context)
    readings = _bare_name(tokens, language, context) or read_places(tokens, language, context)
    told = [answer for reading in readings if reading.role != "modifier" for answer in _told(reading)]
    misfits = {id(answer): _is_misfit(answer, readings, language) for answer in told}
    told.sort(key=lambda answer: (-answer["confidence"], misfits[id(answer)]))
    inside = [answer for answer in told if asked.holds(answer)]
    is_known = inside and any(reading.candidates for reading in readings)
    if is_known and not _is_quarter_elsewhere(readings, inside[0], asked, language):
        within = _narrower(inside[0], [*inside, *_parts(tokens, language, context)], asked, tokens, language)
        return _once([*within, *inside, *(answer for answer in told if answer not in inside)])
    names = [reading.name for reading in readings if reading.rule.startswith("place.unknown")] or [normal.text.strip()]
    alike = [answer for name in names for answer in _alike(normal, name, asked)]
    parts = [answer for answer in _parts(tokens, language, context) if asked.holds(answer)]
    around = [_answer(0, len(normal.text), asked.unit, _AROUND, 3)] if asked.unit is not None else []
    elsewhere = [{**answer, "confidence": min(answer["confidence"], _ELSEWHERE)} for answer in told]
    if any(reading.rule == "place.unknown.part" for reading in readings) or is_known:
        others = [part for part in parts if not any(_is_within(part, reading) for reading in readings)]
        return [*others, *around, *inside, *alike, *elsewhere]  # a quarter lies in a city, whatever villages are called
    within = _narrower(inside[0], parts, asked, tokens, language) if inside else []
    surely = [answer for answer in alike if answer["confidence"] >= _ALIKE * _SURELY_ALIKE]
    likely = [a for a in alike if a not in surely and a["confidence"] >= _ALIKE * _LIKE_ENOUGH]
    hardly = [a for a in alike if a not in surely and a not in likely]
    return _once([*surely, *within, *inside, *parts, *likely, *around, *hardly, *elsewhere])


def _once(answers: Sequence[Answer]) -> list[Answer]:
    """Each place once for the same words, where it stands first."""
    first: dict[tuple[int, str], Answer] = {}
    for answer in answers:
        first.setdefault((answer["start"], answer["value"]), answer)
    return list(first.values())


def _narrower(around: Answer, others: Sequence[Answer], asked: Asked, tokens: Tokens, language: str) -> list[Answer]:
    """A smaller place told beside a town or unit ("جسر الشغور، مخيم المثال", a camp of Jisr al-Shughur), near it: it is
    what was asked for. None that a street, quarter or building is called after, and none of two joined by "and"."""
    area = load_gazetteer().by_id(around["value"])
    if not (area.is_unit or area.kind in ("city", "town")):
        return []
    words = place_words(language)
    if any(word in words.conjunctions for word in tokens.words):
        return []
    seen = {around["start"]}
    for other in others:
        place = load_gazetteer().by_id(other["value"])
        first = next((at for at, start in enumerate(tokens.starts) if start == other["start"]), None)
        if other["start"] in seen or first is None or not asked.holds(other):
            continue
        seen.add(other["start"])
        told = words.qualifiers.at(tokens.words, first)
        told = words.qualifiers.at(tokens.words, first - 1) if told is None and first else told
        is_part = told is not None and told.last >= first and told.entries[0].is_part
        is_word = tokens.ends[first] == other["end"] and not _stands_apart(tokens, first, language)
        if is_part or is_word or (other["start"] < around["end"] and around["start"] < other["end"]):
            continue
        km = km_between((place.latitude, place.longitude), (area.latitude, area.longitude))
        if place.kind in SETTLED_KINDS and place.population < max(area.population, 1) and km < _AROUND_KM:
            return [{**other, "confidence": around["confidence"]}]
    return []


def _is_misfit(answer: Answer, readings: Sequence[PlaceReading], language: str) -> bool:
    """Whether an answer is no spot, so that the place told beside it tells more, or of another kind than is asked."""
    kind = load_gazetteer().by_id(answer["value"]).kind
    asked = next((r.qualifier for r in readings if r.start == answer["start"]), None)
    kinds = place_words(language).kinds_of.get(asked or "", ())
    return kind in ("river", "road") or (bool(kinds) and kind not in kinds)


def _is_quarter_elsewhere(readings: Sequence[PlaceReading], best: Answer, asked: Asked, language: str) -> bool:
    """Whether a quarter or street of a unit bears the name of a village, in which it need not lie."""
    parts = place_words(language).part_ids
    is_part = any(reading.qualifier in parts and reading.start == best["start"] for reading in readings)
    return is_part and asked.unit is not None and load_gazetteer().by_id(best["value"]).kind == "village"


def _is_within(part: Answer, reading: PlaceReading) -> bool:
    return bool(reading.start <= part["start"] and part["end"] <= reading.end)


def _parts(tokens: Tokens, language: str, context: PlaceContext) -> Iterator[Answer]:
    """Known places named among the words ("ساحة المثال، إدلب", Mithal Square, Idleb), the longest names first.

    Nobody asks what everyday words mean: one alone is no place among others here either, unless nothing but a comma
    or a word such as "street" parts it from the others.
    """
    tokens = _unglued(tokens, language)
    found: list[tuple[int, int, NameEntry]] = []
    at = 0
    while at < len(tokens):
        known = known_name(tokens.words, at, language)
        is_doubtful = known is not None and known[1] == 1 and known[2].reason not in (None, "listed_name")
        if known is None or (is_doubtful and not _stands_apart(tokens, at, language)):
            at += 1
            continue
        found.append((at, at + known[1], known[2]))
        at += known[1]
    for first, last, entry in sorted(found, key=lambda span: (span[0] - span[1], span[2].needs_context, span[0])):
        mention = Mention(first, first, last, "", "", entry.name, entry, [], None, last)
        for candidate in rank(mention, context):
            place = load_gazetteer().by_id(candidate.place_id)
            yield _answer(tokens.starts[first], tokens.ends[last - 1], place, _PART, 1)


def _unglued(tokens: Tokens, language: str) -> Tokens:
    """The words of a text, where a name and the word that introduces the next one are written as one also both; a word
    written twice in one is two."""
    words: list[str] = []
    starts, ends = [], []
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        cut = next((at for at in range(2, len(word) - 1) if _ends_name(words, word[:at], word[at:], language)), None)
        half = len(word) // 2
        if half > _TWICE_FROM and word == 2 * word[:half]:
            cut = half
        spans = [(start, end)] if cut is None else [(start, start + cut), (start + cut, end)]
        words += [word[first - start : last - start] for first, last in spans]
        starts += [first for first, _ in spans]
        ends += [last for _, last in spans]
    return Tokens(words, starts, ends)


def _ends_name(words: Sequence[str], left: str, right: str, language: str) -> bool:
    """Whether a known name ends in a part of a word whose rest introduces places."""
    if place_words(language).qualifiers.at([right], 0) is None:
        return False
    for name in ([*words[-1:], left], [left]):
        known = known_name(name, 0, language)
        if known is not None and not known[0] and known[1] == len(name) and len("".join(name)) >= _NAME_LETTERS:
            return True
    return False


def _stands_apart(tokens: Tokens, at: int, language: str) -> bool:
    """Whether a word is a part of the text by itself: between commas, its ends and words that introduce places."""
    words, texts = place_words(language), tokens.words
    is_first = not at or not texts[at - 1][0].isalnum()
    before = next((match for first in range(max(0, at - 3), at) if (match := words.qualifiers.at(texts, first))), None)
    if not is_first and (before is None or before.last != at):
        return False
    behind = texts[at + 1] if at + 1 < len(texts) else ""
    is_last = not behind or not behind[0].isalnum() or behind in words.not_names
    return is_last or words.qualifiers.at(texts, at + 1) is not None


def _unit(country: str | None, admin1: str | None) -> Place | None:
    """The first-level unit of a name in any spelling."""
    if not admin1 or not country:
        return None
    folded = fold_name(admin1)
    units = load_gazetteer().admin1_units(country)
    return next((unit for unit in units if folded in {fold_name(name) for name in (unit.name, *unit.names)}), None)


def _bare_name(tokens: Tokens, language: str, context: PlaceContext) -> list[PlaceReading]:
    """A text that is nothing but one known name is that place, however common the word."""
    found = known_name(tokens.words, 0, language) if len(tokens) else None
    if found is None or found[0] or found[1] != len(tokens):
        return []
    entry: NameEntry = found[2]
    mention = Mention(0, 0, len(tokens), "", "", entry.name, entry, [], None, len(tokens))
    ranked = tuple(rank(mention, context))
    return [PlaceReading(tokens.starts[0], tokens.ends[-1], entry.name, None, 1, "location", ranked, "", "place.named")]


def _told(reading: PlaceReading) -> Iterator[Answer]:
    """One answer per candidate; for an unknown place the areas around it."""
    gazetteer = load_gazetteer()
    for number, candidate in enumerate(reading.candidates):
        yield _answer(
            reading.start,
            reading.end,
            gazetteer.by_id(candidate.place_id),
            _TOLD * _LESS_SURE**number,
            reading.precision,
        )
    if not reading.candidates:
        for number, place_id in enumerate(reading.parents):
            yield _answer(reading.start, reading.end, gazetteer.by_id(place_id), _AROUND * _LESS_SURE**number, 2)


def _alike(normal: NormalText, name: str, asked: Asked) -> Iterator[Answer]:
    """Places that the name may mean in another spelling, only where the country is known."""
    if asked.country is None:
        return
    unit = asked.unit.admin1 if asked.unit else None
    least = _LIKE_IN_UNIT if unit else _LIKE_ENOUGH
    best: dict[str, tuple[Place, float]] = {}
    whole = fold_name(name)
    for spelling, guess in spellings(whole).items():
        for place, likeness in load_gazetteer().fuzzy(spelling, asked.country, unit):
            likeness *= 1.0 if not guess else _GUESSED if spelling.count(" ") == whole.count(" ") else _SHORTENED
            if likeness >= least and likeness > best.get(place.place_id, (place, 0.0))[1]:
                best[place.place_id] = place, likeness
    for place, likeness in sorted(best.values(), key=alike_first):
        yield _answer(0, len(normal.text), place, _ALIKE * likeness, 1)


def _answer(start: int, end: int, place: Place, confidence: float, precision: int) -> Answer:
    return {
        "start": start, "end": end, "value": place.place_id, "confidence": confidence, "precision": precision,
        "latitude": place.latitude, "longitude": place.longitude, "name": place.name, "admin1": place.admin1,
    }  # fmt: skip
