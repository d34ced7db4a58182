"""How alike two spellings of a place are, and which known spellings are most like one that is not known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pipelines.gazetteer.spelling import is_arabic
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

LEAST = 60  # percent of likeness below which two spellings are not compared further
_ARTICLE_ALONE = 0.985  # what a likeness weighs of names that are the same but for articles
_SWAP_ALONE = 0.94  # of names that only the order of two neighbouring letters tells apart
_SWAPPED_FROM = 5  # letters
_SOUND_ALONE = 0.97  # what a likeness weighs that only holds when letters of one sound are taken for one
_SHAPE_ALONE = 0.95  # when letters are taken for one that only their dots tell apart, as misread names are
_ORDER_ALONE = 0.93  # when the words stand in another order
_HEAD_ALONE = 0.86  # when a word such as "hill of" is left out on one side; the rest must be the same
_SAME = 99  # percent


@cache
def _shapes() -> tuple[dict[int, str], frozenset[str]]:
    declared = read_yaml(schemas_folder() / "gazetteer" / "spelling.yml", "spelling")
    letters = {ord(letter): to for to, letters in declared["shapes"].items() for letter in letters}
    return letters, frozenset(declared["heads"])


def shape_of(folded: str) -> str:
    """A spelling with letters made one that only their dots tell apart, and without what writers leave out."""
    return _sounds()[1].sub("", folded).translate(_shapes()[0])


def in_order(folded: str) -> str:
    """The sound of a spelling's words in the order of the alphabet; nothing for a single word."""
    words = folded.split(" ")
    return " ".join(sorted(sound_of(word) for word in words)) if len(words) > 1 else ""


def without_article(folded: str) -> str:
    """A spelling without the articles and gaps of its words; marks on letters that writers leave out stay."""
    return _article().sub("", folded)


def without_head(folded: str) -> str:
    """The sound of a spelling without the first word of its name that many share ("hill of", "ruin of")."""
    head, _, rest = folded.partition(" ")
    return sound_of(rest if rest and head in _shapes()[1] else folded)


@cache
def _article() -> re.Pattern[str]:
    return re.compile(read_yaml(schemas_folder() / "gazetteer" / "spelling.yml", "spelling")["sounds"]["article"])


@cache
def _sounds() -> tuple[dict[int, str], re.Pattern[str]]:
    declared = read_yaml(schemas_folder() / "gazetteer" / "spelling.yml", "spelling")["sounds"]
    letters = {ord(letter): to for to, letters in declared["letters"].items() for letter in letters}
    return letters, re.compile(declared["silent"])


def sound_of(folded: str) -> str:
    """A spelling with letters that writers take for one another made one, and without what they leave out."""
    letters, silent = _sounds()
    return silent.sub("", folded).translate(letters)


class Spellings:
    """The spellings of one country or unit, kept by script, to be compared with unknown ones."""

    def __init__(self, names: Iterable[str]) -> None:
        names = list(names)
        self._names: dict[bool, list[str]] = {True: [], False: []}
        for name in names:
            self._names[is_arabic(name)].append(name)
        forms = (sound_of, shape_of, in_order, without_head)
        self._forms = {
            script: [[form(name) for name in names] for form in forms] for script, names in self._names.items()
        }

        self._of_letters: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self._of_letters["".join(sorted(without_article(name)))].append(name)

    def nearest(self, folded: str, limit: int) -> list[tuple[str, float]]:
        """The known spellings most like one, with the likeness (0–1), best first."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        names, forms = self._names[is_arabic(folded)], self._forms[is_arabic(folded)]
        asked = (
            (1.0, folded, names, LEAST),
            (_SOUND_ALONE, sound_of(folded), forms[0], LEAST),
            (_SHAPE_ALONE, shape_of(folded), forms[1], LEAST),
            (_ORDER_ALONE, in_order(folded), forms[2], _SAME),
            (_HEAD_ALONE, without_head(folded), forms[3], _SAME),
        )
        best: dict[str, float] = {}
        for weight, wanted, choices, least in asked:
            if not wanted:
                continue
            found = process.extract(wanted, choices, scorer=fuzz.ratio, limit=limit, score_cutoff=least)
            for _, score, position in found:
                best[names[position]] = max(best.get(names[position], 0.0), weight * score / 100)
        bare = without_article(folded)
        for name in self._of_letters.get("".join(sorted(bare)), ()):
            swaps = OSA.distance(bare, without_article(name))
            if swaps == 0 or (swaps == 1 and len(bare) >= _SWAPPED_FROM):
                best[name] = max(best.get(name, 0.0), _SWAP_ALONE if swaps else _ARTICLE_ALONE)
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
