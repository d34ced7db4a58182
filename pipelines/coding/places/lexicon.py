"""The place words of a language, compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon.actor_words import NationalityWord, load_actor_words
from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher, Proclitics
from pipelines.lexicon.triggers import trigger_matcher
from pipelines.lexicon.words import TOPICS, word_matcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

AREA_CLASSES = ("unit", "countryside")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that introduces a place and says what kind of place, or how near."""

    qualifier_id: str
    place_class: str  # settlement | unit | near | direction | countryside | feature
    precision: int
    kinds: tuple[str, ...]
    number: str = "one"  # one | two | many: how many names it announces
    names_unknown: bool = False
    is_part: bool = False  # a quarter, street or building: its name alone may well be that of a place elsewhere
    side: str = "before"  # before | behind | either: where it stands beside the name
    is_road: bool = False  # a road: a dash behind its name leads to its other end
    is_around: bool = False  # right around the place, which of a camp, base or quarter is the place itself
    is_border: bool = False  # the place named lies beyond a border ("near the border with Kenya")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A definite word for the place of its kinds that was named last ("المدينة", the city)."""

    anaphor_id: str
    precision: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that tells what a name behind it is instead of a location. `reach`: tokens within its clause that may
    stand between it and the name ("مصدرها قوات قسد في تل رفعت", fired by the forces in …)."""

    cue_id: str
    role: str  # organisation | origin | destination | person | agency
    reach: int = 0


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The compiled place words of one language."""

    language: str
    qualifiers: PhraseMatcher[Qualifier]
    anaphors: PhraseMatcher[Anaphor]
    cues: PhraseMatcher[Cue]
    directions: PhraseMatcher[str]
    parent_links: PhraseMatcher[str]
    owner_links: frozenset[str]  # what stands between an area and a place in it that follows ("Mali | s | Mopti")
    homes_behind: frozenset[str]  # behind a name: where somebody belongs ("the Nairobi | based centre")
    locatives: frozenset[str]
    weak_locatives: frozenset[str]
    locative_proclitics: frozenset[str]
    linking_proclitics: frozenset[str]  # glued to a qualifier, they go on with the one before it
    name_heads: frozenset[str]
    settled_heads: frozenset[str]  # those of them that begin names of settlements alone
    byname_heads: frozenset[str]  # what people's bynames begin with as well ("Abu")
    homes: frozenset[str]  # "his home" where it is spelt like a town's name: never a place
    not_names: frozenset[str]
    name_stops: frozenset[str]  # capitals that never go on a name ("Baghdad | Wednesday")
    conjunctions: tuple[str, ...]
    proclitics: Proclitics
    adjective_endings: tuple[str, ...]
    article: str
    behind: PhraseMatcher[Qualifier]
    name_links: frozenset[str]
    list_words: frozenset[str]
    has_comma_parents: bool
    has_loose_parents: bool
    part_ids: frozenset[str]  # of the qualifiers that introduce quarters, streets and buildings
    kinds_of: Mapping[str, tuple[str, ...]]  # the gazetteer kinds that fit a qualifier, by its id
    feminine: str  # the ending of feminine nouns and of the adjectives that agree with them
    distance_units: frozenset[str]
    distance_hedges: frozenset[str]  # what stands before a distance's number ("some 40 km")
    distance_links: frozenset[str]  # what may stand between a distance and the side


@cache
def place_words(language: str) -> PlaceWords:
    """The place words of a language. Raises SchemaError."""
    spoken = load_language(language)
    declared = read_yaml(schemas_folder() / "lexicons" / language / "places.yml", "places")

    def words(key: str) -> list[str]:
        return [spoken.fold(word) for word in expanded(declared.get(key, []))]

    def distances(key: str) -> frozenset[str]:
        return frozenset(spoken.fold(word) for word in declared.get("distances", {}).get(key, []))

    plain = dict.fromkeys(spoken.conjunctions, "")
    return PlaceWords(
        language=language,
        qualifiers=PhraseMatcher(_on_side(declared, "before", spoken), spoken.proclitics),
        behind=PhraseMatcher(_on_side(declared, "behind", spoken), {}),
        name_links=frozenset(words("name_links")),
        list_words=frozenset(words("list_words")),
        has_comma_parents=bool(declared.get("comma_parents")),
        has_loose_parents=bool(declared.get("loose_parents")),
        anaphors=PhraseMatcher(_phrases(declared, "anaphors", _anaphor, spoken), spoken.proclitics),
        cues=PhraseMatcher(_phrases(declared, "cues", _cue, spoken), plain),
        directions=PhraseMatcher([(word.split(), word) for word in words("direction_adjectives")], {}),
        parent_links=PhraseMatcher([(_open_end(word.split(), spoken), word) for word in words("parent_links")], {}),
        owner_links=frozenset(words("owner_links")),
        homes_behind=frozenset(words("homes_behind")),
        locatives=frozenset(words("locatives")),
        weak_locatives=frozenset(words("weak_locatives")),
        locative_proclitics=frozenset(words("locative_proclitics")),
        linking_proclitics=frozenset(("", *words("linking_proclitics"), *words("locative_proclitics"))),
        name_heads=frozenset((*words("name_heads"), *words("settled_heads"))),
        settled_heads=frozenset(words("settled_heads")),
        byname_heads=frozenset(words("byname_heads")),
        homes=frozenset(words("homes")),
        not_names=frozenset((*words("not_names"), *words("name_stops"))),
        name_stops=frozenset(words("name_stops")),
        conjunctions=spoken.conjunctions,
        proclitics=Proclitics(spoken.proclitics),
        adjective_endings=spoken.adjective_endings,
        article=declared.get("article", ""),
        part_ids=frozenset(entry["id"] for entry in declared["qualifiers"] if entry.get("is_part")),
        kinds_of={entry["id"]: tuple(entry["kinds"]) for entry in declared["qualifiers"]},
        feminine=declared.get("feminine", "\0"),
        distance_units=distances("units"),
        distance_hedges=distances("hedges"),
        distance_links=distances("links"),
    )


def _phrases(declared: Mapping[str, Any], key: str, read: Any, spoken: Language) -> Iterator[tuple[list[str], Any]]:
    for entry in declared.get(key, []):
        made = read(entry)
        for word in expanded(entry["words"]):
            yield _open_end(spoken.fold(word).split(), spoken), made


def _on_side(declared: Mapping[str, Any], side: str, spoken: Language) -> Iterator[tuple[list[str], Qualifier]]:
    return (
        found for found in _phrases(declared, "qualifiers", _qualifier, spoken) if found[1].side in (side, "either")
    )


def _open_end(words: list[str], spoken: Language) -> list[str]:
    """A phrase ending in a proclitic ("التابعة ل") meets it glued to the next word: the rest is the phrase."""
    return words[:-1] if len(words) > 1 and words[-1] in spoken.proclitics else words


def _qualifier(entry: Mapping[str, Any]) -> Qualifier:
    return Qualifier(
        entry["id"], entry["class"], entry["precision"], tuple(entry["kinds"]),
        entry.get("number", "one"), entry.get("names_unknown", False), entry.get("is_part", False),
        entry.get("side", "before"), entry.get("is_road", False), entry.get("is_around", False),
        entry.get("is_border", False),
    )  # fmt: skip


def _anaphor(entry: Mapping[str, Any]) -> Anaphor:
    return Anaphor(entry["id"], entry["precision"], tuple(entry["kinds"]))


def _cue(entry: Mapping[str, Any]) -> Cue:
    return Cue(entry["id"], entry["role"], entry.get("reach", 0))


@cache
def _lexicons(language: str) -> tuple[PhraseMatcher[Any], ...]:
    """All matchers whose words are no names; topics that a language has not declared are left out."""
    folder = schemas_folder() / "lexicons" / language
    topics = [word_matcher(language, topic) for topic in TOPICS if (folder / f"{topic}.yml").exists()]
    return (trigger_matcher(language), load_actor_words(language).matcher, *topics)


@cache
def is_ordinary(word: str, language: str) -> bool:
    """Whether a word has another meaning in the language's lexicons: no unknown place's name then."""
    return any(lexicon.at([word], 0) is not None for lexicon in _lexicons(language))


@cache
def is_ordinary_whole(word: str, language: str) -> bool:
    """The same of the word as it stands, not split ("كفر", of which "فر", fled, is a part)."""
    found = (lexicon.at([word], 0) for lexicon in _lexicons(language))
    return any(match is not None and not match.proclitic for match in found)


@cache
def is_nationality(word: str, language: str) -> bool:
    """Whether a word says of which country somebody or something is ("Iraqi"): no part of an unknown place's name."""
    match = load_actor_words(language).matcher.at([word], 0)
    return match is not None and any(isinstance(entry, NationalityWord) for entry in match.entries)
