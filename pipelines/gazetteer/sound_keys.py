"""One key for the ways in which different hands write a name: one of another script in Latin letters ("Baqouba",
"Baquba"), an Arabic one with letters of like sound, with or without its article ("الظاهرية", "ضاهرية")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.gazetteer.spelling import is_arabic
from pipelines.gazetteer.storage import Sections, number_section, string_sections
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

MARK = "~"  # before the key of a word, where keys and words stand in one table
FORMS_KEPT = 100_000
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class _Sounds:
    letters: tuple[tuple[str, str], ...]
    articles: frozenset[str]
    shortest: int


@cache
def _declared(script: str) -> _Sounds:
    said = read_yaml(schemas_folder() / "gazetteer" / "spelling.yml", "spelling")["sound_keys"][script]
    return _Sounds(tuple((a, b) for a, b in said["letters"]), frozenset(said["articles"]), said["shortest"])


def _sounds_of(text: str) -> _Sounds:
    return _declared("arabic" if is_arabic(text) else "latin")


@lru_cache(maxsize=FORMS_KEPT)
def key_of_word(word: str) -> str:
    """The key of one folded word; "" for an article and for what is no plain word of Latin or Arabic script."""
    declared = _sounds_of(word)
    if word in declared.articles or not word.isalpha() or not (word.isascii() or is_arabic(word)):
        return ""
    key = f" {word} "
    for letters, to in declared.letters:
        key = key.replace(letters, to)
    return _DOUBLED.sub(r"\1", key.strip())


def key_of_name(folded: str) -> str:
    """The key of a folded name, its words in order; "" for names too short to be told apart by it."""
    words, declared = folded.split(" "), _sounds_of(folded)
    keys = [key_of_word(word) for word in words]
    if any(not key and word not in declared.articles for key, word in zip(keys, words, strict=True)):
        return ""
    key = " ".join(key for key in keys if key)
    return key if len(key) >= declared.shortest else ""


def marked(key: str) -> str:
    """A key as it stands among words: each of its parts marked."""
    return " ".join(MARK + part for part in key.split(" "))


def sound_sections(names: Iterable[tuple[str, int]]) -> dict[str, bytes]:
    """Sections of the compiled gazetteer: sorted keys of folded names, and for each the positions of those names."""
    alike: dict[str, list[int]] = {}
    for name, position in names:
        if key := key_of_name(name):
            alike.setdefault(key, []).append(position)
    ends, end = [], 0
    for key in sorted(alike):
        end += len(alike[key])
        ends.append(end)
    return {
        **string_sections("keys", (key.encode() for key in sorted(alike))),
        "key_names": number_section(position for key in sorted(alike) for position in alike[key]),
        "key_names_ends": number_section(ends),
    }


class SoundKeys:
    """The compiled gazetteer's names by their keys. Positions are those of its list of names."""

    def __init__(self, sections: Sections) -> None:
        self._keys, self._names = sections.strings("keys"), sections.numbers("key_names")
        self._ends = sections.numbers("key_names_ends")

    def like(self, folded: str) -> list[int]:
        """The names that have the key of a folded spelling."""
        key = key_of_name(folded)
        position = self._keys.find(key.encode()) if key else -1
        return self._positions(position) if position >= 0 else []

    def _positions(self, position: int) -> list[int]:
        return list(self._names[self._ends[position - 1] if position else 0 : self._ends[position]])

    def __iter__(self) -> Iterator[tuple[str, list[int]]]:
        for position in range(len(self._ends)):
            yield self._keys[position].decode(), self._positions(position)
