"""The words that name actors in a language: aliases of the register and the grammar of `lexicons/<lang>/actors.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon.actors import Alias, Register, load_register
from pipelines.lexicon.alternatives import expand
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise

TRANSPARENT = frozenset('"#_')  # marks that may stand anywhere in a name: quotes, and what holds hashtags together


@dataclass(frozen=True, slots=True)
class NamedWord:
    """An alias of one actor."""

    actor_id: str
    alias: Alias


@dataclass(frozen=True, slots=True)
class NounWord:
    """A noun that builds actor phrases.

    `noun_class`: "force" (troops and their means), "group" (organisation, militia), "member", "possession" (patrol,
    position, cell), "act" (strike, fire: names who did it by its adjective). `alone` is what it means without a name:
    an actor id, a generic side, "anaphor" (`fallback`: whom it means when no side was named before), or nothing.
    """

    noun_id: str
    noun_class: str
    service: str | None
    asset: str | None
    alone: str | None
    fallback: str | None


@dataclass(frozen=True, slots=True)
class NationalityWord:
    """An adjective of nationality."""

    country: str


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A country's name, which can stand for its government."""

    country: str


@dataclass(frozen=True, slots=True)
class ModifierWord:
    """An adjective or insertion that may stand between the noun and what names it."""

    modifier_id: str
    asset: str | None
    service: str | None
    generic: str | None


@dataclass(frozen=True, slots=True)
class GenericWord:
    """A noun for an unnamed side (protesters, gunmen, residents)."""

    word_id: str
    side: str


@dataclass(frozen=True, slots=True)
class OtherWord:
    """A phrase that looks like an actor and is none ("مجلس الأمن", the Security Council)."""


ActorWord = OtherWord | NamedWord | NounWord | NationalityWord | CountryWord | ModifierWord | GenericWord


@dataclass(frozen=True)
class ActorWords:
    """The compiled actor lexicon of one language."""

    matcher: PhraseMatcher[ActorWord]
    connectors: PhraseMatcher[str]
    attributes: PhraseMatcher[str]
    membership: frozenset[str]  # proclitics that lead from a member to the side
    belonging: frozenset[str]  # proclitics, and connectors, that say whose something is
    joining: frozenset[str]
    articles: tuple[str, ...]
    adjective_first: bool
    former: frozenset[str]  # words that say of members of a side that they have left it
    kin: frozenset[str]  # nouns for the kin of whoever follows, with what may be glued before them
    ungoverning: tuple[str, ...]  # endings of nouns for members that no owner may follow


@cache
def load_actor_words(language_code: str) -> ActorWords:
    """The actor lexicon of a language. Raises SchemaError for unknown countries, sides or actors."""
    language, register = load_language(language_code), load_register()
    path = schemas_folder() / "lexicons" / language_code / "actors.yml"
    declared = read_yaml(path, "actor_words")
    _check(declared, register, shown(path))
    phrases = [(_words(text, language), word) for text, word in _entries(declared, register, language_code)]
    plain = dict.fromkeys(declared.get("joining", []), "")
    return ActorWords(
        matcher=PhraseMatcher(phrases, language.proclitics),
        connectors=PhraseMatcher(((_words(t, language), t) for p in declared["connectors"] for t in expand(p)), {}),
        attributes=PhraseMatcher(((_words(t, language), t) for p in declared["attributes"] for t in expand(p)), plain),
        belonging=frozenset(text for p in declared.get("belonging", []) for text in expand(p)),
        membership=frozenset(declared.get("membership", [])),
        joining=frozenset(declared.get("joining", [])),
        articles=tuple(language.fold(article) for article in declared.get("articles", [])),
        adjective_first=declared["order"] == "adjective_first",
        former=frozenset(language.fold(word) for word in declared.get("former", [])),
        kin=frozenset(form for word in declared.get("kin", []) for form in _glued(language.fold(word), language)),
        ungoverning=tuple(language.fold(ending) for ending in declared.get("ungoverning", [])),
    )


def _glued(word: str, language: Language) -> Iterator[str]:
    """A word as it is and with each proclitic that changes nothing in it."""
    yield word
    yield from (proclitic + word for proclitic, instead in language.proclitics.items() if not instead)


def _words(text: str, language: Language) -> list[str]:
    return [word for word in tokenise(language.fold(text)).words if word not in TRANSPARENT]


def _entries(declared: Mapping[str, Any], register: Register, language: str) -> Iterator[tuple[str, ActorWord]]:
    for actor in register.actors.values():
        for alias in actor.aliases.get(language, ()):
            yield alias.text, NamedWord(actor.actor_id, alias)
    for entry in declared.get("names", []):
        for text in (text for p in entry["words"] for text in expand(p)):
            yield text, NamedWord(entry["id"], Alias(text, entry.get("needs"), entry.get("asset")))
    yield from _noun_entries(declared)
    for entry in declared["nationalities"]:
        country = register.country_of_code[entry["id"]]
        shapes = declared["nationality_forms"]
        forms = [s.format(stem) for p in entry.get("stems", []) for stem in expand(p) for s in shapes]
        for form in (*forms, *(text for p in entry.get("forms", []) for text in expand(p))):
            yield form, NationalityWord(country)
    for entry in declared["country_names"]:
        for text in (text for p in entry["words"] for text in expand(p)):
            yield text, CountryWord(register.country_of_code[entry["id"]])


def _noun_entries(declared: Mapping[str, Any]) -> Iterator[tuple[str, ActorWord]]:
    for entry in declared["nouns"]:
        noun = NounWord(entry["id"], entry["class"], entry.get("service"), entry.get("asset"),
                         entry.get("alone"), entry.get("fallback"))
        for text in (text for p in entry["words"] for text in expand(p)):
            yield text, noun
    for entry in declared["modifiers"]:
        modifier = ModifierWord(entry["id"], entry.get("asset"), entry.get("service"), entry.get("generic"))
        for text in (text for p in entry["words"] for text in expand(p)):
            yield text, modifier
    for text in (text for p in declared.get("others", []) for text in expand(p)):
        yield text, OtherWord()
    for entry in declared["generics"]:
        for text in (text for p in entry["words"] for text in expand(p)):
            yield text, GenericWord(entry["id"], entry.get("side", entry["id"]))


def _check(declared: Mapping[str, Any], register: Register, file: str) -> None:
    """Every reference of the lexicon leads somewhere."""
    known = {*register.actors, *register.generics, "anaphor"}
    for part, field in (("nouns", "alone"), ("nouns", "fallback"), ("generics", "side"), ("modifiers", "generic")):
        for entry in declared[part]:
            given = entry.get(field)
            if given is not None and given not in known:
                raise SchemaError(file, entry["id"], f"{field} {given} is neither an actor nor a generic side")
    for entry in declared.get("names", []):
        if entry["id"] not in register.actors:
            raise SchemaError(file, f"names.{entry['id']}", "is no actor of schemas/actors")
    for part in ("nationalities", "country_names"):
        for entry in declared[part]:
            if entry["id"] not in register.country_of_code:
                raise SchemaError(file, f"{part}.{entry['id']}", "is no state of schemas/actors/states.yml")
