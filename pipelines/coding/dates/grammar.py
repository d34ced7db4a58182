"""The date grammar of a language, compiled from `schemas/lexicons/<lang>/dates.yml` and `date_rules.yml`.

Words, number shapes and patterns are data; this module turns them into one phrase matcher and one trie of symbol
sequences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from pipelines.coding.dates.builders import BUILDERS
from pipelines.coding.dates.builders_calendar import Builder
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise

TOP = "date"  # the symbol of a finished reading
Lexeme = tuple[str, Any]  # (word class, value)

_STEP = re.compile(
    r"\{(?P<classes>[a-z_|]+)(?::(?P<name>[a-z_]+))?\}(?P<optional>\?)?|(?P<mark>\S)(?P<mark_optional>\?)?"
)


@dataclass(frozen=True)
class Rule:
    """One way to say a date: how to read it and when to leave it alone. `rank` is its place in the file."""

    rule_id: str
    symbol: str
    builder: Builder
    constants: Mapping[str, Any]
    rank: int
    confidence: float
    passes_on: bool  # the meaning, and the credit for it, is that of a part
    not_before: frozenset[str]
    not_after: frozenset[str]
    ends_clause: bool


@dataclass
class Node:
    """A step in the trie of all patterns; `complete` are the rules that end here, with the name of each captured
    value.
    """

    following: dict[str, Node] = field(default_factory=dict)
    complete: list[tuple[Rule, tuple[str | None, ...]]] = field(default_factory=list)


@dataclass(frozen=True)
class Grammar:
    """All that is needed to read the dates of one language."""

    language: Language
    matcher: PhraseMatcher[Lexeme]
    known_words: frozenset[str]
    hint_words: frozenset[str]
    weekday_words: frozenset[str]
    shapes: tuple[tuple[str, re.Pattern[str], bool], ...]  # (class, pattern, is a hint)
    prefixes: Mapping[str, tuple[str, ...]]
    links: frozenset[str]
    root: Node
    numeric_order: str
    numeric_order_by_country: Mapping[str, str]
    is_joined_over_lines: bool
    recent_years: tuple[int, int]


@cache
def load_grammar(code: str) -> Grammar | None:
    """The grammar of a language, None when the language declares no dates. Raises SchemaError on a wrong
    declaration.
    """
    folder = schemas_folder() / "lexicons" / code
    if not (folder / "dates.yml").exists():
        return None
    words = read_yaml(folder / "dates.yml", "dates")
    rules_path = folder / "date_rules.yml"
    language = load_language(code)
    phrases = [
        (_phrase(language.fold(word)), entry["class"], (entry["class"], _hashable(entry.get("value"))))
        for entry in words["entries"]
        for word in entry["words"]
    ]
    hints = frozenset(words["hints"])
    shapes = tuple((s["class"], re.compile(s["match"]), s["class"] in hints) for s in words["shapes"])
    return Grammar(
        language=language,
        matcher=PhraseMatcher([(phrase, lexeme) for phrase, _, lexeme in phrases], language.proclitics),
        known_words=frozenset(word for phrase, _, _ in phrases for word in phrase) | frozenset(words["marks"]),
        hint_words=_hint_words([phrase for phrase, name, _ in phrases if name in hints]),
        weekday_words=frozenset(word for phrase, name, _ in phrases if name.startswith("weekday") for word in phrase),
        shapes=shapes,
        prefixes={prefix: tuple(classes) for prefix, classes in words.get("prefixes", {}).items()},
        links=frozenset(words["links"]),
        root=_compile(rules_path, read_yaml(rules_path, "date_rules")["rules"], _classes(words)),
        numeric_order=words["numeric_order"]["default"].upper(),
        numeric_order_by_country={
            country: order.upper()
            for order, names in words["numeric_order"].get("countries", {}).items()
            for country in names
        },
        is_joined_over_lines=words["is_joined_over_lines"],
        recent_years=(words["recent_years"]["first"], words["recent_years"]["last"]),
    )


def pieces(word: str) -> Iterator[tuple[int, str]]:
    """A token, or the parts and hyphens of a hyphenated one ("friday-saturday"), with their offsets."""
    if "-" not in word or len(word) == 1 or word[0].isdigit():
        yield 0, word
        return
    offset = 0
    for number, part in enumerate(word.split("-")):
        if number:
            yield offset - 1, "-"
        if part:
            yield offset, part
        offset += len(part) + 1


def _phrase(folded: str) -> tuple[str, ...]:
    return tuple(part for word in tokenise(folded).words for _, part in pieces(word))


def _hint_words(phrases: list[tuple[str, ...]]) -> frozenset[str]:
    """The fewest words that give every hint away: single words, and the first of a phrase that holds none of them."""
    alone = {phrase[0] for phrase in phrases if len(phrase) == 1}
    return frozenset(alone | {phrase[0] for phrase in phrases if alone.isdisjoint(phrase)})


def _hashable(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


def _classes(words: Mapping[str, Any]) -> set[str]:
    """Every symbol that words can be: classes of entries, of shapes and of prefixes."""
    named = {entry["class"] for entry in words["entries"]} | {shape["class"] for shape in words["shapes"]}
    return named | {name for classes in words.get("prefixes", {}).values() for name in classes}


def _compile(path: Path, rules: list[dict[str, Any]], classes: set[str]) -> Node:
    root = Node()
    symbols = classes | {rule.get("as", TOP) for rule in rules}
    for rank, declared in enumerate(rules):
        rule = _rule(path, declared, rank)
        for pattern in declared["patterns"]:
            for steps in _expand(path, declared["id"], pattern, symbols):
                node = root
                for symbol, _ in steps:
                    node = node.following.setdefault(symbol, Node())
                node.complete.append((rule, tuple(name for _, name in steps)))
    return root


def _rule(path: Path, declared: Mapping[str, Any], rank: int) -> Rule:
    builder = BUILDERS.get(declared["reads"])
    if builder is None:
        raise SchemaError(
            shown(path), declared["id"], f"reads {declared['reads']!r}, which is none of {sorted(BUILDERS)}"
        )
    return Rule(
        rule_id=declared["id"],
        symbol=declared.get("as", TOP),
        builder=builder,
        constants=declared.get("with", {}),
        rank=rank,
        confidence=declared.get("confidence", 1.0),
        passes_on=declared["reads"] == "same",
        not_before=frozenset(declared.get("not_before", ())),
        not_after=frozenset(declared.get("not_after", ())),
        ends_clause=declared.get("ends_clause", False),
    )


def _expand(path: Path, rule_id: str, pattern: str, symbols: set[str]) -> Iterator[tuple[tuple[str, str | None], ...]]:
    """All symbol sequences of a pattern: with and without its optional steps, one for each of the alternatives."""
    choices: list[list[tuple[str, str | None] | None]] = []
    for found in _STEP.finditer(pattern):
        if found["mark"]:
            step: list[tuple[str, str | None] | None] = [(found["mark"], None)]
        else:
            names = found["classes"].split("|")
            step = [(name, found["name"] or names[0]) for name in names]
            unknown = [name for name in names if name not in symbols]
            if unknown:
                raise SchemaError(shown(path), rule_id, f"{pattern!r}: no word or rule is of class {unknown[0]!r}")
        if found["optional"] or found["mark_optional"]:
            step.append(None)
        choices.append(step)
    for chosen in product(*choices):
        steps = tuple(step for step in chosen if step is not None)
        if steps:
            yield steps
