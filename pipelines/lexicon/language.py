"""A language's own spelling rules, from `schemas/lexicons/<lang>/language.yml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.normal import Folding, NormalText, normalise
from pipelines.text.tokens import Tokens
from pipelines.text.words import WordReader

# Unicode blocks Arabic Presentation Forms-A and -B.
_PRESENTATION_FORMS = (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD))


@dataclass(frozen=True)
class Language:
    """One language: its code, how its spellings are folded, and what may be glued before a word.

    `is_subject_first`: subjects stand before their verbs and objects behind them. `doubtful_part` is what a form that
    may be verb or noun is when nothing around it decides. `alphabet` (a range of letters) and `frequent` (small words
    as written) show that a text is in the language; `is_fallback`: it is taken where nothing shows. `after_passives`:
    words that may stand behind a passive; any other is the object of an active verb.
    """

    code: str
    name: str
    folding: Folding
    proclitics: Mapping[str, str]
    conjunctions: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    belonging: tuple[str, ...] = ()
    instrumental: tuple[str, ...] = ()
    ablative: tuple[str, ...] = ()
    is_subject_first: bool = False
    doubtful_part: str = "verb"
    after_passives: frozenset[str] = frozenset()
    has_capital_names: bool = False
    has_capital_nationalities: bool = False
    alphabet: str = ""
    frequent: frozenset[str] = frozenset()
    is_fallback: bool = False
    words: WordReader = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", WordReader(self.folding))

    def read(self, raw: str) -> tuple[NormalText, Tokens]:
        """The normalised form of a raw text, and its words."""
        return self.words.read(raw)

    def normalise(self, raw: str) -> NormalText:
        """The normalised form of a raw text, with offsets."""
        return normalise(raw, self.folding)

    def fold(self, text: str) -> str:
        """The normalised form alone: for lexicon entries, and texts of which only the words matter."""
        return self.folding.plain(text)


@cache
def declared_languages() -> tuple[str, ...]:
    """The codes of all languages that have a folder, sorted."""
    return tuple(sorted(path.parent.name for path in (schemas_folder() / "lexicons").glob("*/language.yml")))


@cache
def load_language(code: str) -> Language:
    """The language of a code such as "ar". Raises SchemaError when it is not declared or declared wrongly."""
    declared = read_yaml(schemas_folder() / "lexicons" / code / "language.yml", "language")
    folding = declared["folding"]
    removals = "|".join(f"(?:{pattern})" for pattern in folding.get("removals", []))
    repairs = tuple((re.compile(r["match"]), str.maketrans(r["letters"])) for r in folding.get("repairs", []))
    return Language(
        code=code,
        name=declared["name"],
        folding=Folding(_letters(folding), re.compile(removals) if removals else None, repairs, _across(folding)),
        proclitics=declared.get("proclitics", {}),
        conjunctions=tuple(declared.get("conjunctions", ())),
        belonging=tuple(declared.get("belonging", ())) or ("\0",),
        instrumental=tuple(declared.get("instrumental", ())) or ("\0",),
        ablative=tuple(declared.get("ablative", ())),
        adjective_endings=tuple(declared.get("adjective_endings", ())),
        is_subject_first=declared.get("word_order") == "subject_first",
        has_capital_names=declared.get("capitals") in ("names", "names_not_nationalities"),
        has_capital_nationalities=declared.get("capitals") == "names",
        alphabet=declared.get("alphabet", ""),
        frequent=frozenset(declared.get("frequent", ())),
        is_fallback=bool(declared.get("is_fallback")),
        doubtful_part=declared.get("doubtful_form", "verb"),
        after_passives=frozenset(declared.get("after_passives", ())),
    )


def _across(folding: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    """The patterns that look from one word into the next: those that name white space."""
    patterns = [*(repair["match"] for repair in folding.get("repairs", [])), *folding.get("removals", [])]
    return tuple(re.compile(pattern) for pattern in patterns if r"\s" in pattern)


def _shaped(table: Mapping[int, str]) -> dict[int, str]:
    """Letters encoded in the shape they take in a word (Unicode's Arabic presentation forms) as plain ones; ligatures
    of two letters stay, because a letter stands for one letter."""
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for code in _PRESENTATION_FORMS}
    return {code: table.get(ord(letter), letter) for code, letter in plain.items() if len(letter) == 1}


def _letters(folding: Mapping[str, Any]) -> dict[int, str]:
    """One table for all letters: case first (where it keeps the length), then the declared foldings."""
    table: dict[int, str] = {}
    if folding.get("lower_case"):
        table = {c: chr(c).lower() for c in range(0x250) if len(chr(c).lower()) == 1 and chr(c).lower() != chr(c)}
    for letters, instead in folding["letters"].items():
        table.update({ord(letter): instead for letter in letters})
    if folding.get("shaped_letters"):
        table.update(_shaped(table))
    table[0xA0] = table[0x202F] = " "
    return table
