"""How alike two spellings of a place are, and which known spellings are most like one that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipelines.gazetteer.spelling import is_arabic
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

LEAST = 60  # percent of likeness below which two spellings are not compared further
_SOUND_ALONE = 0.97  # what a likeness weighs that only holds when letters of one sound are taken for one


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
        self._names: dict[bool, list[str]] = {True: [], False: []}
        for name in names:
            self._names[is_arabic(name)].append(name)
        self._sounds = {script: [sound_of(name) for name in names] for script, names in self._names.items()}

    def nearest(self, folded: str, limit: int) -> list[tuple[str, float]]:
        """The known spellings most like one, with the likeness (0–1), best first."""
        from rapidfuzz import fuzz, process

        script = is_arabic(folded)
        names, sounds = self._names[script], self._sounds[script]
        best: dict[str, float] = {}
        for weight, wanted, choices in ((1.0, folded, names), (_SOUND_ALONE, sound_of(folded), sounds)):
            found = process.extract(wanted, choices, scorer=fuzz.ratio, limit=limit, score_cutoff=LEAST)
            for _, score, position in found:
                best[names[position]] = max(best.get(names[position], 0.0), weight * score / 100)
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
