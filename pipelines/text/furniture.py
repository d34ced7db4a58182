"""The words of page furniture, from `schemas/lexicons/<lang>/boilerplate.yml`, and which lines are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

DEFAULT_MOST_WORDS = 12
_CHARACTERS_PER_WORD = 12
_SHORT_LINE = 120
"""Longer lines, in characters, are looked at by their beginning alone."""
_BEGINNING = 60
_WORD = re.compile(r"[^\W\d_]+")
_PHRASE_WORDS = 6  # of the longest phrase looked for in a row of them
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class _Phrases:
    """Phrases of one place in the line (its beginning or its end), by their first word."""

    by_word: dict[str, list[tuple[tuple[str, ...], int, str, str]]] = field(default_factory=dict)

    def add(self, words: tuple[str, ...], most_words: int, kind: str, rule: str) -> None:
        self.by_word.setdefault(words[0], []).append((words, most_words, kind, rule))

    def find(self, words: tuple[str, ...], word_count: int) -> tuple[str, str] | None:
        for phrase, most_words, kind, rule in self.by_word.get(words[0], ()):
            if word_count <= most_words and words[: len(phrase)] == phrase:
                return kind, rule
        return None


@dataclass(slots=True)
class Furniture:
    """One language's furniture, that of the languages its pages are dressed in included."""

    letters: dict[int, str]
    removals: re.Pattern[str] | None
    whole: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    starts: _Phrases = field(default_factory=_Phrases)
    ends: _Phrases = field(default_factory=_Phrases)
    follows: list[tuple[str, ...]] = field(default_factory=list)
    longest: int = 0

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a line: spelling folded, figures and marks dropped."""
        folded = text.lower().translate(self.letters)
        return tuple(_WORD.findall(self.removals.sub("", folded) if self.removals else folded))

    def account_in(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The name before words that pages of posts set behind an account's name; () where none are."""
        for place in range(1, len(words)):
            if any(words[place : place + len(phrase)] == phrase for phrase in self.follows):
                return words[:place]
        return ()

    def read(self, text: str) -> tuple[str, str]:
        """The class and the rule id of a line, ("", "") when it may belong to the article."""
        word_count = text.count(" ") + 1
        if len(text) > _SHORT_LINE:
            words = self.words(text[:_BEGINNING])
            return (self.starts.find(words, word_count) if words else None) or ("", "")
        words = self.words(text)
        if not words:
            return ("stamp", "boilerplate.stamp") if _DIGIT.search(text) else ("line", "boilerplate.marks")
        found = self.whole.get(words) or self.starts.find(words, word_count) or self.ends.find(words[::-1], word_count)
        return found or self._of_single_words(words, text) or ("", "")

    def _is_row(self, words: tuple[str, ...]) -> bool:
        """Whether phrases that are furniture by themselves follow each other to the end ("Print · Copy link")."""
        reached = {0}
        for place in range(len(words)):
            if place in reached:
                ends = range(place + 1, min(len(words), place + _PHRASE_WORDS) + 1)
                reached.update(end for end in ends if self.whole.get(words[place:end], ("", ""))[0] == "line")
        return len(words) in reached

    def _of_single_words(self, words: tuple[str, ...], text: str) -> tuple[str, str] | None:
        """A row of buttons ("Facebook WhatsApp Telegram"), or nothing but words of time stamps and figures."""
        if self._is_row(words):
            return next((found for size in range(len(words), 0, -1) if (found := self.whole.get(words[:size]))), None)
        if _DIGIT.search(text) and all(word in self.stamps or (word,) in self.whole for word in words):
            return "stamp", next((self.stamps[word] for word in words if word in self.stamps), "boilerplate.stamp")
        return None


@cache
def load_furniture(language_code: str) -> Furniture | None:
    """The furniture of a language; None when it declares none. Raises SchemaError when a file does not fit."""
    folder = schemas_folder() / "lexicons" / language_code
    if not (folder / "boilerplate.yml").exists():
        return None
    folding = read_yaml(folder / "language.yml", "language")["folding"]
    letters = {ord(letter): one for group, one in folding["letters"].items() for letter in group}
    removals = "|".join(f"(?:{pattern})" for pattern in folding.get("removals", []))
    furniture = Furniture(letters, re.compile(removals) if removals else None)
    for entry in _entries(language_code):
        _add(furniture, entry)
    return furniture


def _entries(language_code: str) -> Iterator[dict[str, Any]]:
    declared = read_yaml(schemas_folder() / "lexicons" / language_code / "boilerplate.yml", "boilerplate")
    yield from declared["entries"]
    for other in declared.get("also", []):
        yield from _entries(other)


def _add(furniture: Furniture, entry: dict[str, Any]) -> None:
    kind, rule, most_words = entry["class"], entry["id"], entry.get("most_words", DEFAULT_MOST_WORDS)
    furniture.longest = max(furniture.longest, most_words * _CHARACTERS_PER_WORD)
    for phrase in entry.get("whole", []):
        words = furniture.words(phrase)
        if kind == "stamp":
            furniture.stamps.setdefault(words[0], rule)
        elif words:
            furniture.whole.setdefault(words, (kind, rule))
    furniture.follows += map(furniture.words, entry.get("follows", []))
    for phrase in entry.get("starts", []):
        if words := furniture.words(phrase):
            furniture.starts.add(words, most_words, kind, rule)
    for phrase in entry.get("ends", []):
        if words := furniture.words(phrase):
            furniture.ends.add(words[::-1], most_words, kind, rule)
