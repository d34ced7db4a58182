"""Finding places in tokens: names from the gazetteer with the words that introduce and bound them.

    place  := qualifier* name direction* parent*
    parent := link? qualifier+ name direction*
    list   := place (("،" | joined)+ name direction*)*      parents told last hold for all
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.lexicon import PlaceWords, Qualifier, place_words
from pipelines.coding.places.ranking import rank
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import Gazetteer, NameEntry, load_gazetteer
from pipelines.text.tokens import Tokens

_LIST_MARKS = ("،", ",", "/")
_QUOTES = ('"', "(", ")", "'")


@dataclass(slots=True)
class _Name:
    """One name in the tokens with its qualifiers; `entry` is None for an unknown name after a qualifier."""

    first: int  # token where the phrase begins, qualifiers included
    name_first: int
    last: int
    proclitic: str
    name: str
    entry: NameEntry | None
    qualifiers: list[Qualifier]
    has_locative: bool
    parents: list[_Name] = field(default_factory=list)
    list_id: int = -1
    is_parent: bool = False


def read_places(
    tokens: Tokens,
    language: str,
    context: PlaceContext,
    taken: Sequence[tuple[int, int]] = (),
    origins: Sequence[int] = (),
) -> list[PlaceReading]:
    """The places named in tokens of normalised text, in order.

    `taken` are spans that other readers hold (actors, dates): no place begins inside one. `origins` are tokens at which a
    phrase of origin ends ("ينحدر من", comes from): a place right there is no location. Raises SchemaError.
    """
    words = place_words(language)
    names = _names(tokens, words, load_gazetteer(), taken)
    _attach_parents(names, tokens, words)
    readings = []
    for found in names:
        role = "origin" if any(0 <= found.first - place <= 1 for place in origins) else "modifier" if found.is_parent else "location"
        reading = _reading(found, role, tokens, context)
        if reading is not None:
            readings.append(reading)
            context.add(reading)
    return readings


@cache
def _starts(word: str, language_proclitics: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The ways a place's name may begin with a surface form: (proclitic, bare word)."""
    gazetteer = load_gazetteer()
    ways = [("", word)] if gazetteer.begins_name(word) else []
    for prefix, instead in language_proclitics:
        if word.startswith(prefix) and len(word) - len(prefix) > 2 and gazetteer.begins_name(instead + word[len(prefix) :]):
            ways.append((prefix, instead + word[len(prefix) :]))
    return tuple(ways)


def _names(tokens: Tokens, words: PlaceWords, gazetteer: Gazetteer, taken: Sequence[tuple[int, int]]) -> list[_Name]:
    found: list[_Name] = []
    place, total = 0, len(tokens)
    while place < total:
        start = tokens.starts[place]
        if any(a <= start < b for a, b in taken):
            place += 1
            continue
        name = _name_at(tokens, place, words, gazetteer)
        if name is None:
            place += 1
            continue
        found.append(name)
        place = max(name.last, place + 1)
    return found


def _name_at(tokens: Tokens, place: int, words: PlaceWords, gazetteer: Gazetteer) -> _Name | None:
    """The place phrase that begins at a token: qualifiers and then a known name, or an unknown one after a settlement word."""
    texts, at, qualifiers, proclitic = tokens.words, place, [], None
    while at < len(texts) and (match := words.qualifiers.at(texts, at)) is not None:
        if proclitic is None:
            proclitic = match.proclitic
        if qualifiers and match.proclitic not in ("", "ل", *words.locative_proclitics, *words.conjunctions):
            break
        qualifiers.append(match.entries[0])
        at = match.last
    while at < len(texts) and qualifiers and texts[at] in _QUOTES:
        at += 1
    if at >= len(texts):
        return None
    has_locative = bool(qualifiers) or _locative_before(tokens, place, words)
    best = _known(texts, at, words, gazetteer)
    if best is not None:
        glued, length, entry = best
        return _Name(place, at, at + length, proclitic or glued, entry.name, entry, qualifiers,
                     has_locative or glued in words.locative_proclitics)  # fmt: skip
    if qualifiers and qualifiers[-1].place_class == "settlement" and _may_be_name(texts[at], words):
        last = at + 1
        if texts[at] in words.name_heads and last < len(texts) and texts[last].isalpha():
            last += 1
        elif last < len(texts) and texts[last].startswith("ال") and texts[last].isalpha() and not _known(texts, last, words, gazetteer):
            last += 1
        return _Name(place, at, last, proclitic or "", " ".join(texts[at:last]), None, qualifiers, True)
    return None


def _known(
    texts: Sequence[str], at: int, words: PlaceWords, gazetteer: Gazetteer
) -> tuple[str, int, NameEntry] | None:
    best: tuple[str, int, NameEntry] | None = None
    for glued, bare in _starts(texts[at], words.proclitics):
        found = gazetteer.longest([bare, *texts[at + 1 : at + 6]], 0)
        if found is not None and (best is None or found[0] > best[1]):
            best = (glued, *found)
    return best


def _may_be_name(word: str, words: PlaceWords) -> bool:
    return word.isalpha() and len(word) > 2 and word not in words.locatives and words.qualifiers.at([word], 0) is None


def _locative_before(tokens: Tokens, place: int, words: PlaceWords) -> bool:
    return place > 0 and tokens.words[place - 1] in words.locatives


def _attach_parents(names: list[_Name], tokens: Tokens, words: PlaceWords) -> None:
    """Units around a place become its parents; enumerations get one list id, and share the parents of their last member."""
    list_id = 0
    for left, right in zip(names, names[1:], strict=False):
        between = tokens.words[left.last : right.first]
        between = [w for w in between if w not in _QUOTES and words.directions.at([w], 0) is None]
        joined = right.proclitic in words.conjunctions and not between
        if _is_enumeration(left, right, between, joined, words):
            if left.list_id < 0:
                list_id += 1
                left.list_id = list_id
            right.list_id = left.list_id
            if not right.qualifiers:
                right.qualifiers, right.has_locative = list(left.qualifiers), left.has_locative
        elif _is_parent(left, right, between, words):
            right.is_parent = True
            left.parents.append(right)
    for left, right in reversed(list(zip(names, names[1:], strict=False))):
        if right.is_parent and left.parents:
            left.parents.extend(right.parents)
        elif left.list_id >= 0 and left.list_id == right.list_id and not left.parents:
            left.parents = list(right.parents)


def _is_enumeration(left: _Name, right: _Name, between: Sequence[str], joined: bool, words: PlaceWords) -> bool:
    marks_only = all(w in _LIST_MARKS for w in between)
    if not marks_only or left.is_parent and not joined:
        return False
    if right.qualifiers and right.qualifiers[0].place_class in ("countryside", "near") and not joined:
        return False
    return bool(between) and (not right.qualifiers or joined) or joined


def _is_parent(left: _Name, right: _Name, between: Sequence[str], words: PlaceWords) -> bool:
    """Whether the right place is the area around the left one: right after it, introduced as a unit, side or countryside."""
    if len(between) > 2 or any(w in (*_LIST_MARKS, ".", ":") for w in between[1:]):
        return False
    gap_is_link = all(w in words.locatives or w in _LIST_MARKS or words.parent_links.at([w], 0) for w in between)
    introduced = bool(right.qualifiers) or right.proclitic in words.locative_proclitics or bool(between)
    is_area = right.entry is not None and any(p.is_unit or p.kind == "city" for p in right.entry.places)
    return gap_is_link and is_area and (introduced or any(p.kind == "country" for p in right.entry.places)) if right.entry else False


def _reading(found: _Name, role: str, tokens: Tokens, context: PlaceContext) -> PlaceReading | None:
    candidates = rank(found.entry, found.qualifiers, [p.entry for p in found.parents], [p.qualifiers for p in found.parents], context)
    if found.entry is not None and not _is_trusted(found):
        return None
    outer = [rank(p.entry, p.qualifiers, [], [], context) for p in found.parents]
    start = tokens.starts[found.first] + (len(found.proclitic) if found.first == found.name_first or found.qualifiers else 0)
    return PlaceReading(
        start=start,
        end=tokens.ends[found.last - 1],
        name=found.name,
        qualifier=found.qualifiers[0].qualifier_id if found.qualifiers else None,
        precision=_precision(found, candidates[0].place_id if candidates else None),
        role="country" if candidates and candidates[0].place_id.startswith("iso:") and role == "location" else role,
        candidates=tuple(candidates),
        proclitic=found.proclitic,
        rule="place.named" if found.entry else "place.unknown",
        parents=tuple(ranked[0].place_id for ranked in outer if ranked),
        list_id=found.list_id,
    )


def _is_trusted(found: _Name) -> bool:
    """Whether a spelling stands for a place here: words that are also something else need a cue."""
    entry = found.entry
    if entry is None or found.has_locative or found.parents or found.is_parent or found.list_id >= 0:
        return True
    if entry.needs_context:
        return False
    return any(p.is_unit or p.population >= 20_000 for p in entry.places[:2])


def _precision(found: _Name, place_id: str | None) -> int:
    """ACLED's geo_precision as far as the words tell."""
    kind = load_gazetteer().by_id(place_id).kind if place_id else None
    if kind in ("country", "admin1"):
        return 3
    if not found.qualifiers:
        return 2 if kind in ("admin2", "admin3") else 1
    return max(q.precision for q in found.qualifiers if q.place_class != "unit" or kind in ("admin2", "admin3")) if any(
        q.place_class != "unit" or kind in ("admin2", "admin3") for q in found.qualifiers
    ) else 1
