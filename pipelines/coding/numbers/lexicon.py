"""The number words of a language, from `schemas/lexicons/<lang>/numbers.yml`, compiled for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.readonly import readonly
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise


@readonly
class Part:
    """A piece that numbers are made of.

    `kind`: digits | unit (1-9) | ten | teen | tens (20, 30 …) | hundred (multiplies) | hundreds (200, 300 … in one
    word) | scale (multiplies) | scales (two thousand in one word) | fraction | vague | negative | mute (no number).
    A plural hundred or scale multiplies what stands before it and is vague when it stands alone ("مئات", hundreds).
    """

    id: str
    kind: str
    value: Fraction
    is_plural: bool = False
    low: int = 0
    high: int | None = None


@dataclass(frozen=True)
class BoundPhrase:
    """Words that open or close a quantity: "at least" and the like, folded, as token words."""

    id: str
    bound: str  # at_least | more_than | about | up_to | less_than
    words: tuple[str, ...]


@dataclass(frozen=True)
class NumberLexicon:
    """Everything the reader knows about one language's numbers."""

    language: Language
    parts: PhraseMatcher[Part]
    group_separators: frozenset[str]
    decimal_separators: frozenset[str]
    joiners: frozenset[str]
    needs_joiner: bool  # addition needs the joiner: "مئة وخمسة", against "hundred five"
    units_first: bool  # "خمسة وعشرون", against "twenty-five"
    unit_then_ten: bool  # "خمسة عشر": a unit and ten side by side are a teen
    bounds_before: Mapping[str, tuple[BoundPhrase, ...]]  # by their last word
    bounds_after: Mapping[str, tuple[BoundPhrase, ...]]  # by their first word
    proclitics: frozenset[str]
    range_openers: frozenset[str]
    range_middles: frozenset[str]
    range_blockers: frozenset[str]
    years: tuple[int, int]


@cache
def load_numbers(code: str) -> NumberLexicon:
    """The number lexicon of a language. Raises SchemaError when it is missing or declared wrongly."""
    declared = read_yaml(schemas_folder() / "lexicons" / code / "numbers.yml", "numbers")
    language = load_language(code)
    grammar, ranges = declared["grammar"], declared["ranges"]
    phrases = [(_words(language, form), part) for part, form in _parts(declared)]
    bounds = declared["bounds"]
    return NumberLexicon(
        language=language,
        parts=PhraseMatcher(phrases, dict.fromkeys(grammar["proclitics"], "")),
        group_separators=frozenset(declared["digits"]["group_separators"]),
        decimal_separators=frozenset(declared["digits"]["decimal_separators"]),
        joiners=_folded(language, grammar["joiners"]),
        needs_joiner=grammar["addition_needs_joiner"],
        units_first=grammar["units_before_tens"],
        unit_then_ten=grammar["unit_then_ten"],
        bounds_before=_bound_index(language, bounds, "before", -1),
        bounds_after=_bound_index(language, bounds, "after", 0),
        proclitics=frozenset(grammar["proclitics"]),
        range_openers=_folded(language, ranges["openers"]),
        range_middles=_folded(language, ranges["middles"]),
        range_blockers=_folded(language, ranges["blockers"]),
        years=(declared["years"][0], declared["years"][1]),
    )


def _words(language: Language, form: str) -> tuple[str, ...]:
    return tuple(tokenise(language.fold(form)).words)


def _folded(language: Language, words: list[str]) -> frozenset[str]:
    return frozenset(language.fold(word) for word in words)


def _parts(declared: Mapping[str, Any]) -> Iterator[tuple[Part, str]]:
    """Every part with every way of writing it, in natural spelling."""
    for entry in declared["words"]:
        value = Fraction(entry["value"])
        for form in entry.get("forms", []):
            yield Part(entry["id"], entry["part"], value), form
        for form in entry.get("plural", []):
            yield Part(entry["id"], entry["part"], value, is_plural=True), form
    yield from _compounds(declared)
    for entry in declared["vague"]:
        part = Part(entry["id"], "vague", Fraction(entry["best"]), low=entry["low"], high=entry.get("high"))
        yield from ((part, form) for form in entry["forms"])
    for entry in declared["not_numbers"]:
        mute = Part(entry["id"], "mute", Fraction(0))
        yield from ((mute, form) for form in entry.get("forms", []))
        pairs = product(entry.get("first", []), entry.get("second", []))
        yield from ((mute, f"{first} {second}") for first, second in pairs)


def _compounds(declared: Mapping[str, Any]) -> Iterator[tuple[Part, str]]:
    """Words glued of two parts, such as "twenty-one": every form of the first with every form of the second."""
    for entry in declared.get("compounds", []):
        heads = [word for word in declared["words"] if word["part"] == entry["first"]]
        tails = [word for word in declared["words"] if word["part"] == entry["second"]]
        for head in heads:
            for tail in tails:
                value = Fraction(head["value"] + tail["value"])
                part = Part(f"{entry['id']}.{value}", "teen", value)
                for first in head["forms"]:
                    yield from ((part, first + entry["glue"] + second) for second in tail["forms"])


def _bound_index(
    language: Language, bounds: list[dict[str, Any]], side: str, key: int
) -> Mapping[str, tuple[BoundPhrase, ...]]:
    """The phrases that stand before (or after) a number, longest first, by the word next to the number."""
    index: dict[str, list[BoundPhrase]] = {}
    for entry in bounds:
        for form in entry.get(side, []):
            words = _words(language, form)
            index.setdefault(words[key], []).append(BoundPhrase(entry["id"], entry["bound"], words))
    return {word: tuple(sorted(phrases, key=lambda p: -len(p.words))) for word, phrases in index.items()}
