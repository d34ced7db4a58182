"""From a name as written to the spellings that texts use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.lexicon.language import load_language
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_MARKS = re.compile(r"['’‘`ʻʼʿʾ´\u02b9]")
_GAPS = re.compile(r"[\s\-–_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_MARKED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
FORMS_KEPT = 100_000
# Letters that no decomposition makes plain.
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "Ø": "O"}
    | {"Ł": "L", "Đ": "D", "Þ": "Th", "Æ": "Ae", "Œ": "Oe", "Ə": "E"}
)


@dataclass(frozen=True, slots=True)
class SpellingRule:
    """One rule of `schemas/gazetteer/spelling.yml`: where `match` fits, `to` is written as well."""

    rule_id: str
    match: re.Pattern[str]
    to: str
    is_weak: bool


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic script."""
    return _ARABIC.search(name) is not None


def plain_latin(name: str) -> str:
    """A Latin name without marks: "Dayr az Zawr" for "Dayr az-Zawr", "Idlib" for "Īdlib"; case kept."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _GAPS.sub(" ", _MARKS.sub("", bare)).strip()


@cache
def fold_name(name: str) -> str:
    """The form under which a name is looked up: the language's folding, or plain lower-case Latin letters."""
    if is_arabic(name):
        return _GAPS.sub(" ", load_language("ar").fold(name)).strip()
    return plain_latin(name).lower()


@lru_cache(maxsize=FORMS_KEPT)
def plain_spelling(word: str) -> str:
    """A word of a normalised text as names are looked up: Latin letters with marks that a language keeps made plain."""
    return word if word.isascii() or not _MARKED.search(word) else plain_latin(word)


@cache
def _rules(script: str) -> tuple[SpellingRule, ...]:
    declared = read_yaml(schemas_folder() / "gazetteer" / "spelling.yml", "spelling")
    return tuple(
        SpellingRule(rule["id"], re.compile(rule["match"]), rule["to"], rule.get("weak", False))
        for rule in declared[script]
    )


def spellings(folded: str) -> dict[str, str | None]:
    """Folded spelling → None, or the id of the weak rule that guessed it; the spelling itself comes first.

    Rules are applied once each, in file order, also to what earlier rules gave; what a weak rule touched stays weak.
    """
    found: dict[str, str | None] = {folded: None}
    for rule in _rules("arabic" if is_arabic(folded) else "latin"):
        for name, weak in list(found.items()):
            variant = rule.match.sub(rule.to, name)
            if variant != name and len(variant) > 1:
                found.setdefault(variant, rule.rule_id if rule.is_weak else weak)
    return found


@cache
def _generic_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_yaml(schemas_folder() / "gazetteer" / "spelling.yml", "spelling")["generic_words"]
    before = re.compile(rf"^(?:{'|'.join((*words['ar'], *words['en_before']))}) (?=\S)")
    after = re.compile(rf"(?<=\S)[ -](?:{'|'.join(words['en'])})$")
    return before, after


def bare_unit_name(name: str) -> str:
    """A unit's name without the word for its level ("Zabid" for "Zabid District")."""
    before, after = _generic_words()
    plain = name.strip() if is_arabic(name) else plain_latin(name)
    return after.sub("", before.sub("", plain)).strip()


def unique(names: Iterable[str | None]) -> tuple[str, ...]:
    """Names in their order, empty ones and repetitions left out."""
    return tuple(dict.fromkeys(_trimmed(names)))


def _trimmed(names: Iterable[str | None]) -> Iterator[str]:
    for name in names:
        if name and name.strip():
            yield name.strip()
