"""The place words of a language, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.lexicon.language import load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that introduces a place and says what kind of place, or how near."""

    qualifier_id: str
    place_class: str  # settlement | unit | near | countryside | feature
    precision: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The compiled place words of one language."""

    qualifiers: PhraseMatcher[Qualifier]
    directions: PhraseMatcher[str]
    parent_links: PhraseMatcher[str]
    locatives: frozenset[str]
    locative_proclitics: frozenset[str]
    name_heads: frozenset[str]
    conjunctions: tuple[str, ...]
    proclitics: tuple[tuple[str, str], ...]


@cache
def place_words(language: str) -> PlaceWords:
    """The place words of a language. Raises SchemaError."""
    spoken = load_language(language)
    declared = read_yaml(schemas_folder() / "lexicons" / language / "places.yml", "places")
    qualifiers = [
        (spoken.fold(word).split(), Qualifier(q["id"], q["class"], q["precision"], tuple(q["kinds"])))
        for q in declared["qualifiers"]
        for word in q["words"]
    ]

    def words(key: str) -> list[str]:
        return [spoken.fold(word) for word in declared.get(key, [])]

    links = [word.split() for word in words("parent_links")]
    ordered = sorted(spoken.proclitics.items(), key=lambda pair: (len(pair[0]), pair[0]))
    return PlaceWords(
        qualifiers=PhraseMatcher(qualifiers, spoken.proclitics),
        directions=PhraseMatcher([(word.split(), word) for word in words("direction_adjectives")], {}),
        parent_links=PhraseMatcher([(w[:-1] if w[-1] in spoken.proclitics else w, " ".join(w)) for w in links], {}),
        locatives=frozenset(words("locatives")),
        locative_proclitics=frozenset(words("locative_proclitics")),
        name_heads=frozenset(words("name_heads")),
        conjunctions=spoken.conjunctions,
        proclitics=tuple(ordered),
    )
