"""From dictionary forms to the forms that texts have, by the affix rules of `schemas/lexicons/<lang>/morphology.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

Rules = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class WordForm:
    """One inflected form, in natural spelling, and what its shape says.

    `part` is "verb" or "noun"; `tense` "past", "present" or "future" for verbs; `number` 1, 2 (dual) or 3 (plural) for
    nouns, 3 for verbs that hold a plural subject.
    `voice` is "passive" for forms that only passives have, "open" for those that both have ("killed"): the words around
    decide.
    """

    text: str
    part: str
    tense: str | None = None
    number: int = 1
    has_pronoun: bool = False
    is_definite: bool = False
    voice: str = "active"
    pronoun_number: int = 0  # how many people the pronoun glued on stands for: one, two; 0 for more or none


@cache
def load_morphology(language: str) -> Mapping[str, Any]:
    """The affix rules of a language. Raises SchemaError."""
    rules: Mapping[str, Any] = read_yaml(schemas_folder() / "lexicons" / language / "morphology.yml", "morphology")
    return rules


def verb_forms(perfect: str, imperfect: str, language: str) -> Iterator[WordForm]:
    """All past, present and future forms of a verb, with and without object pronouns."""
    rules = load_morphology(language)
    for form in affixed(perfect, rules["verb_perfect"]):
        yield from _with_pronouns(form, WordForm(form, "verb", "past", number=_subject_in(form, rules)), rules)
    imperfects = rules["verb_imperfect"]
    for stem in _prefixed(imperfect, imperfects["prefixes"]):
        for form in affixed(stem, imperfects["rules"]):
            present = WordForm(form, "verb", "present", number=_subject_in(form, rules))
            yield from _with_pronouns(form, present, rules)
            for prefix in imperfects["future"]:
                yield WordForm(prefix + form, "verb", "future")


def _subject_in(form: str, rules: Mapping[str, Any]) -> int:
    """3 for a verb whose ending is a plural subject, so that no subject follows it; else 1."""
    return 3 if form.endswith(tuple(rules.get("subject_endings", ()))) else 1


def inflected_forms(verb: str | Mapping[str, Any], language: str) -> Iterator[WordForm]:
    """The forms of a verb whose first word is inflected by the rules of `verb_suffixes` ("carry out": carried out).

    A verb is its base form, or a mapping with the irregular forms beside `base`, by the name of the rule they stand in
    for. Another word than the first is inflected where "~" marks it ("sexually ~assault"). A form that is the same in
    the present as in the past ("hit") is told of the past.
    """
    irregular: Mapping[str, Any] = {"base": verb} if isinstance(verb, str) else verb
    lead, _, marked = irregular["base"].rpartition("~")
    base, _, particles = marked.partition(" ")
    tail = f" {particles}" if particles else ""
    pasts = irregular.get("past", ())
    for rule in load_morphology(language)["verb_suffixes"]:
        given = irregular.get(rule["form"], affixed(base, rule["rules"]))
        stems = [given] if isinstance(given, str) else given
        for stem in stems:
            text = stem if stem.endswith(tail) else stem + tail  # irregular forms are given whole ("took control")
            text = lead + text.removeprefix(lead)
            if rule["tense"] == "present" and text in ((pasts,) if isinstance(pasts, str) else pasts):
                continue
            yield WordForm(text, "verb", rule["tense"], voice=rule.get("voice", "active"))


def pluralised(singular: str, language: str) -> Iterator[str]:
    """The regular plural of a noun, by the rules of `noun_plural`; nothing for languages without such rules."""
    yield from affixed(singular, load_morphology(language).get("noun_plural", ()))


def _prefixed(imperfect: str, prefixes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for written, instead in prefixes.items():
        if imperfect.startswith(written):
            yield from (prefix + imperfect[len(written) :] for prefix in instead)
            return
    yield imperfect


def noun_forms(singular: str, plurals: Sequence[str], language: str, has_dual: bool) -> Iterator[WordForm]:
    """The singular, dual and plurals of a noun or masdar: bare, with the article, indefinite accusative, with pronouns.
    """
    rules = load_morphology(language)
    numbered = [(singular, 1)]
    if has_dual and "noun_dual" in rules:
        numbered += [(form, 2) for form in affixed(singular, rules["noun_dual"])]
    numbered += [(plural, 3) for plural in plurals]
    for text, number in numbered:
        for form in affixed(text, [{"cut": 0, **rule} for rule in rules["noun_indefinite"]]):
            yield WordForm(form, "noun", number=number)
        if "article" in rules:
            yield WordForm(rules["article"] + text, "noun", number=number, is_definite=True)
        for pronoun in rules.get("pronouns", ()):
            owners = _owners(pronoun, rules)
            for form in _pronouned(text, rules.get("noun_with_pronoun", ()), [pronoun]):
                yield WordForm(form, "noun", number=number, has_pronoun=True, is_definite=True, pronoun_number=owners)


def _owners(pronoun: str, rules: Mapping[str, Any]) -> int:
    """How many people a pronoun stands for: one, two; 0 for more."""
    if pronoun in rules.get("singular_pronouns", ()):
        return 1
    return 2 if pronoun in rules.get("dual_pronouns", ()) else 0


def with_articles(phrase: str, language: str) -> str | None:
    """A phrase of noun and adjectives with the article on every word ("قذيفة صاروخية" → "القذيفة الصاروخية"); None
    where the language has no glued article or a word bears it already."""
    article = load_morphology(language).get("article")
    words = phrase.split()
    if article is None or any(word.startswith(article) for word in words):
        return None
    return " ".join(article + word for word in words)


def phrase_forms(phrase: str, language: str) -> Iterator[WordForm]:
    """A phrase of a noun and its adjectives as it is, with all words in the indefinite accusative, and definite."""
    rules = [{"cut": 0, **rule} for rule in load_morphology(language)["noun_indefinite"]]
    yield WordForm(phrase, "phrase")
    yield WordForm(" ".join(list(affixed(word, rules))[-1] for word in phrase.split()), "phrase")
    definite = with_articles(phrase, language)
    if definite is not None:
        yield WordForm(definite, "phrase")


def affixed(text: str, rules: Rules) -> Iterator[str]:
    """The first rule whose ending fits, applied with each of its suffixes."""
    rule = _fitting(text, rules)
    if rule is not None:
        stem = text[: len(text) - int(rule.get("cut", 0))]
        yield from (stem + suffix for suffix in rule["suffixes"])


def _fitting(text: str, rules: Rules) -> Mapping[str, Any] | None:
    return next((rule for rule in rules if text.endswith(rule["ending"])), None)


def _pronouned(text: str, rules: Rules, pronouns: Sequence[str]) -> Iterator[str]:
    rule = _fitting(text, rules)
    if rule is not None:
        stem = text[: len(text) - int(rule.get("cut", 0))] + rule.get("insert", "")
        yield from (stem + pronoun for pronoun in pronouns)


def _with_pronouns(text: str, form: WordForm, rules: Mapping[str, Any]) -> Iterator[WordForm]:
    yield form
    for pronoun in rules["pronouns"]:
        owners = _owners(pronoun, rules)
        for written in _pronouned(text, rules["verb_with_pronoun"], [pronoun]):
            yield WordForm(written, form.part, form.tense, form.number, has_pronoun=True, pronoun_number=owners)
