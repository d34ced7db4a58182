"""All facts that coding looks up by words, and digests of those it may come upon without any.

A fact stands under words in a row: the coder can come upon it only in an article in which all of them stand
(`looked_up` gives an article's words). A fact under no words may bear on every article of its language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipelines.coding.counts.roles import load_roles
from pipelines.coding.facts.digests import digest, plain
from pipelines.coding.facts.places import place_facts
from pipelines.coding.facts.sides import Sides
from pipelines.gazetteer import load_gazetteer
from pipelines.lexicon.actor_words import load_actor_words
from pipelines.lexicon.actors import load_register
from pipelines.lexicon.language import declared_languages
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.lexicon.triggers import trigger_matcher
from pipelines.lexicon.words import TOPICS, word_matcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

EVERYWHERE = ""
"""The language of facts that bear on articles of all languages."""

# Of these files only some entries are looked up by their words; what else they say bears on the whole language.
_LOOKED_UP = {
    "actors": ("names", "nouns", "modifiers", "others", "generics", "nationalities", "country_names"),
    "roles": ("roles", "not_nouns"),
}
_KINDS = {"actors": "actor_words", "roles": "roles"}  # file → kind of its JSON Schema


class Fact(NamedTuple):
    """What stands under some words: `topic` is of what kind it is, `language` whose articles it bears on."""

    language: str
    topic: str
    words: str


def collect_facts() -> dict[Fact, int]:
    """Every fact with a digest of what it says. Raises SchemaError."""
    sides = Sides(load_register())
    facts = {Fact(EVERYWHERE, "places", words): said for words, said in place_facts(load_gazetteer())}
    facts[Fact(EVERYWHERE, "sides without a name", "")] = digest(sides.nameless())
    for language in declared_languages():
        for topic, matcher in _matchers(language):
            for words, entries in matcher.steps():
                facts[Fact(language, topic, " ".join(words))] = digest([sides.said(entry) for entry in entries])
        for file, said in _rest(language):
            facts[Fact(language, file, "")] = digest(said)
    return facts


def _matchers(language: str) -> Iterator[tuple[str, PhraseMatcher[Any]]]:
    yield "triggers", trigger_matcher(language)
    yield "actors", load_actor_words(language).matcher
    yield "roles", load_roles(language).forms
    for topic in TOPICS:
        yield topic, word_matcher(language, topic)


def _rest(language: str) -> Iterator[tuple[str, Any]]:
    """What the files of a language say besides the entries that are looked up."""
    for name, parts in _LOOKED_UP.items():
        declared = read_yaml(schemas_folder() / "lexicons" / language / f"{name}.yml", _KINDS[name])
        yield f"{name}.yml besides its entries", plain({k: said for k, said in declared.items() if k not in parts})
