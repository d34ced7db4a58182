"""The counted nouns of a language, from `schemas/lexicons/<lang>/roles.yml`, with all their forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Role:
    """One entry of the role lexicon: what kind of person or thing a noun names.

    `kind` is that of its class (`schemas/lexicons/role_classes.yml`); `casualty` is killed, injured, ambiguous or None.
    `is_adjective`: its forms are adjectives too; `is_numbered`: a number behind it is its name; `needs_number`: it
    counts only beside a number.
    """

    role_id: str
    role_class: str
    kind: str
    casualty: str | None = None
    is_adjective: bool = False
    is_numbered: bool = False
    needs_number: bool = False


@dataclass(frozen=True, slots=True)
class RoleForm:
    """One form of a role.

    `number` is singular, dual, plural, plural_or_dual or group; `state` open, definite, construct or possessed (with a
    pronoun behind it).
    """

    role: Role
    number: str
    state: str


# What a phrase of `not_nouns` is matched as, so that no noun is read in it.
_NOT_A_NOUN = RoleForm(Role("", "", "other"), "group", "open")


@dataclass(frozen=True)
class PhraseIndex:
    """Short lists of phrases, looked up by their first and by their last word."""

    by_first: Phrases
    by_last: Phrases

    def length_at(self, words: list[str], position: int) -> int:
        """Tokens of the longest phrase that begins at a position; 0 for none."""
        for phrase in self.by_first.get(words[position], ()) if position < len(words) else ():
            if tuple(words[position : position + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def length_before(self, words: list[str], position: int) -> int:
        """Tokens of the longest phrase that ends just before a position; 0 for none."""
        for phrase in self.by_last.get(words[position - 1], ()) if position > 0 else ():
            begin = position - len(phrase)
            if begin >= 0 and tuple(words[begin:position]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True)
class RoleLexicon:
    """Everything the count reader knows about one language."""

    language: Language
    forms: PhraseMatcher[RoleForm]
    phrases: tuple[tuple[tuple[str, ...], RoleForm], ...]
    roles: Mapping[str, Role]
    cues: Mapping[str, PhraseIndex]
    joiners: frozenset[str]
    after_number_prefixes: tuple[str, ...]
    is_head_first: bool
    adjective_gap: int
    bare_singular_is_one: bool
    indefinite_endings: tuple[str, ...] = ()  # of singulars
    indefinite_plural_endings: tuple[str, ...] = ()
    counts_unknown: bool = False  # a number behind "killing" counts people even when its noun is not known


def role_of(noun_id: str, language: str) -> Role:
    """The role of a reading's `noun_id`. Raises KeyError when the lexicon has no such entry."""
    return load_roles(language).roles[noun_id]


@cache
def load_roles(code: str) -> RoleLexicon:
    """The role lexicon of a language. Raises SchemaError when it is missing or declared wrongly."""
    path = schemas_folder() / "lexicons" / code / "roles.yml"
    declared = read_yaml(path, "roles")
    language, kinds = load_language(code), _class_kinds()
    roles: dict[str, Role] = {}
    phrases = [(_words(language, phrase), _NOT_A_NOUN) for phrase in declared["not_nouns"]]
    for entry in declared["roles"]:
        if entry["class"] not in kinds:
            raise SchemaError(shown(path), entry["id"], f"class {entry['class']!r} is not in role_classes.yml")
        role = roles[entry["id"]] = _role(entry, kinds[entry["class"]])
        for form, number, state in _forms(entry, declared["inflections"], declared.get("pronouns", [])):
            phrases.append((_words(language, form), RoleForm(role, number, state)))
    syntax, cues = declared["syntax"], declared["cues"]
    return RoleLexicon(
        language=language,
        forms=PhraseMatcher(phrases, language.proclitics),
        phrases=tuple((words, form) for words, form in phrases if form is not _NOT_A_NOUN),
        roles=roles,
        cues={name: _index(language, words, name in _PROCLITIC_CUES) for name, words in cues.items()},
        joiners=frozenset(language.fold(word) for word in syntax["joiners"]),
        after_number_prefixes=tuple(cues["after_number_prefixes"]),
        is_head_first=syntax["head"] == "first",
        adjective_gap=syntax["adjective_gap"],
        bare_singular_is_one=syntax["bare_singular_is_one"],
        indefinite_endings=tuple(syntax.get("indefinite_endings", ())),
        indefinite_plural_endings=tuple(syntax.get("indefinite_plural_endings", ())),
        counts_unknown=bool(syntax.get("counts_unknown")),
    )


# Cues that stand before a number or a noun and may carry "and" and the like.
_PROCLITIC_CUES = frozenset({"one_of", "zero", "licences", "subset"})


def _class_kinds() -> dict[str, str]:
    declared = read_yaml(schemas_folder() / "lexicons" / "role_classes.yml", "role_classes")
    return {entry["id"]: entry["kind"] for entry in declared["classes"]}


def _role(entry: Mapping[str, Any], kind: str) -> Role:
    return Role(
        entry["id"],
        entry["class"],
        kind,
        entry.get("casualty"),
        entry.get("adjective", False),
        entry.get("numbered", False),
        entry.get("needs_number", False),
    )


def _words(language: Language, form: str) -> tuple[str, ...]:
    return tuple(tokenise(language.fold(form)).words)


def _index(language: Language, phrases: Iterable[str], with_proclitics: bool) -> PhraseIndex:
    """Phrases by first and last word, longest first; one-word phrases also under their forms with a proclitic."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = _words(language, phrase)
        if not words:
            continue
        variants = [words]
        if with_proclitics:
            plain = [prefix for prefix, instead in language.proclitics.items() if not instead]
            variants += [(prefix + words[0], *words[1:]) for prefix in plain]
        for variant in variants:
            by_first.setdefault(variant[0], []).append(variant)
            by_last.setdefault(variant[-1], []).append(variant)
    return PhraseIndex(_longest_first(by_first), _longest_first(by_last))


def _longest_first(index: Mapping[str, list[tuple[str, ...]]]) -> Phrases:
    return {word: tuple(sorted(phrases, key=lambda p: (-len(p), p))) for word, phrases in index.items()}


def _forms(
    entry: Mapping[str, Any], inflections: Iterable[Mapping[str, Any]], pronouns: list[str]
) -> Iterator[tuple[str, str, str]]:
    """Every form of an entry with its number and state; where forms fall together, the rule declared first wins."""
    for number, phrases in entry.get("phrases", {}).items():
        yield from ((phrase, number, "open") for phrase in phrases)
    for rule in inflections:
        for field in rule["of"]:
            for stem in entry.get(field, []):
                yield from ((form, rule["number"], rule["state"]) for form in _inflect(stem, rule, pronouns))


def _inflect(stem: str, rule: Mapping[str, Any], pronouns: list[str]) -> Iterator[str]:
    if "ends" in rule and not stem.endswith(tuple(rule["ends"])):
        return
    if stem.endswith(tuple(rule.get("not_ends", ()))):
        return
    base = rule.get("prefix", "") + stem[: len(stem) - rule.get("drop", 0)]
    for ending in rule["add"]:
        if rule.get("pronouns"):
            yield from (base + ending + pronoun for pronoun in pronouns)
        else:
            yield base + ending
