"""Names of places that are rather words of the language: what the frequencies of words and of their forms tell.

A name is written in one form; a word also stands with its article and without it, with pronouns, in other persons. So
a spelling whose other forms are about as frequent as itself is a word, the more surely the less is known of the place,
and one that is written far oftener than a small town far away ever gets named is something else too (mostly a person).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipelines.gazetteer.compile_packages import ARABIC_COUNTRIES
from pipelines.gazetteer.drafts import Draft
from pipelines.gazetteer.place import ADMIN_KINDS
from pipelines.gazetteer.spelling import fold_name, spellings
from pipelines.gazetteer.tables import read_rows

TABLE = "word_forms.csv.gz"
FORM_FIELDS = ("word", "frequency", "other_forms")
LANGUAGES = ("ar",)  # those that write no capitals
COMMON, EVERYDAY = "common_word", "everyday_word"

# All in tenths of a power of ten per thousand million words: 30 is one word in a million, 40 ten.
_RARER = 7  # by how much the other forms of a word may be rarer than the form itself
# From which frequency of both a spelling is a common word, and an everyday one: the better known the place, the later.
_ABROAD, _UNHEARD, _KNOWN, _NEWS, _WORLD = (27, 34), (27, 38), (39, 45), (50, 55), (99, 99)
_SOMEWHAT = (36, 44)  # a city, or another name of a place that everybody knows
_NAMED_OFTEN, _NAMED_DAILY = 30, 37  # how often a small foreign town's name is never written
_OTHER_NAME = 40  # the same of a small town where Arabic is spoken
_OTHER_WORD = 46  # and of any place that is no large city
_SMALL, _TOWN, _LARGE, _HUGE = 100_000, 20_000, 500_000, 1_000_000  # people


@dataclass(frozen=True, slots=True)
class WordForms:
    """How often a language's words and the most frequent of their other forms are written, by folded word."""

    frequencies: dict[str, tuple[int, int]]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The table of a folder of gazetteer tables. Raises SchemaError when it cannot be read."""
        rows = read_rows(folder / TABLE)
        return cls({row["word"]: (int(row["frequency"]), int(row["other_forms"])) for row in rows})

    def reason(self, name: str, means: Sequence[Draft], *, is_guessed: bool) -> str:
        """Whether a folded spelling is a common or an everyday word rather than the places it may mean; "" if not."""
        often, others = self.frequencies.get(name, (0, 0))
        if not often:
            return ""
        limits = max(_unheard(draft) if is_guessed else _standing(draft, name) for draft in means)
        if limits == _WORLD:
            return ""
        if others >= often - _RARER:
            return _judged(min(often, others), *limits)
        if any(draft.is_named or draft.population >= _LARGE for draft in means):
            return ""
        if often >= _OTHER_WORD:
            return EVERYDAY
        if limits > _UNHEARD or any(draft.population >= _SMALL for draft in means):
            return ""
        if limits == _ABROAD:
            return _judged(often, _NAMED_OFTEN, _NAMED_DAILY)
        return COMMON if often >= _OTHER_NAME else ""


def _judged(often: int, common: int, everyday: int) -> str:
    return EVERYDAY if often >= everyday else COMMON if often >= common else ""


def _standing(draft: Draft, name: str) -> tuple[int, int]:
    """How well a place is known by a spelling, as the limits from which that spelling is a word."""
    is_capital = any(unit.startswith("iso:") for unit in draft.capital_of)
    own = fold_name(draft.name_ar or "")
    if own != name and spellings(own).get(name, own) is not None:  # another name than its own
        if draft.kind == "country":
            return _WORLD
        if draft.is_named and any(fold_name(given) == name for given in draft.names):
            return _KNOWN
        return _SOMEWHAT if is_capital or draft.population >= _HUGE else _unheard(draft)
    if draft.kind == "country" or is_capital:
        return _WORLD
    if own != name:  # its own, but for the last letters: they make a pronoun of an ending
        return _unheard(draft)
    is_town = draft.kind == "city" or draft.population >= _TOWN
    is_seat = bool(draft.capital_of) and draft.kind != "area"
    if draft.is_named and (is_seat or draft.kind in ADMIN_KINDS or is_town):
        return _NEWS
    if draft.is_named or draft.kind in ADMIN_KINDS or draft.population >= _LARGE:
        return _KNOWN
    return _SOMEWHAT if draft.population >= _SMALL or draft.capital_of else _unheard(draft)


def _unheard(draft: Draft) -> tuple[int, int]:
    return _UNHEARD if draft.country in ARABIC_COUNTRIES else _ABROAD
