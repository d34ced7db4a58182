"""Compile how often a language writes its words, and in which other forms it writes them, into a committed table.

Not needed at run time. With the dependency group `words` installed:

    python -m pipelines.gazetteer.compile_word_forms

Source: wordfreq (words of encyclopaedias, subtitles, news, books and the web; data CC BY-SA 4.0). The forms are those
of `schemas/lexicons/<lang>/morphology.yml`.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.gazetteer.everyday_words import FORM_FIELDS, LANGUAGES, TABLE
from pipelines.gazetteer.spelling import fold_name, is_arabic
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

RAREST = 30  # tenths of a power of ten per thousand million words: one word in a million
_CLEARLY_MORE = 3  # tenths by which a dictionary form is more frequent than what looks like a form of it
_OFTEN = 38  # frequency from which an ending tells: rare words that end so are mostly names
_SHORTEST = 2  # letters of a dictionary form


def compile_forms(path: Path) -> int:
    """Write the table; gives its rows."""
    rows = [row for language in LANGUAGES for row in word_rows(_counted(language), _morphology(language))]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FORM_FIELDS)
    writer.writerows(sorted(rows))
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return len(rows)


def word_rows(frequency: Mapping[str, int], morphology: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Every word that is not rare, its frequency and that of the most frequent of its other forms (0: none)."""
    for word, often in frequency.items():
        if often < RAREST:
            continue
        states = max((frequency.get(form, 0) for form in _other_states(word, morphology)), default=0)
        stems = [frequency.get(form, 0) for form in _dictionary_forms(word, morphology)] if often >= _OFTEN else []
        yield word, often, max(states, *(found for found in stems if found >= often + _CLEARLY_MORE), 0)


def _other_states(word: str, morphology: Mapping[str, Any]) -> Iterator[str]:
    """The word with its article or without it, and the other persons of what may be a verb."""
    article = morphology["article"]
    yield word.removeprefix(article) if word.startswith(article) else article + word
    prefixes = [prefix for forms in morphology["verb_imperfect"]["prefixes"].values() for prefix in forms]
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) > _SHORTEST:
            yield from (other + word.removeprefix(prefix) for other in prefixes if other != prefix)


def _dictionary_forms(word: str, morphology: Mapping[str, Any]) -> Iterator[str]:
    """What a word is a form of when its ending is a pronoun's, or that of an accusative or dual."""
    if word.startswith(morphology["article"]):
        return
    for pronoun in morphology["pronouns"]:
        if word.endswith(pronoun):
            rest = word.removesuffix(pronoun)
            yield from _with_ending(rest, morphology["noun_with_pronoun"], "insert")
    feminine_duals = [rule for rule in morphology["noun_dual"] if rule.get("cut")]  # the others end like many names
    for rule in (*morphology["noun_indefinite"], *feminine_duals):
        for suffix in filter(word.endswith, filter(None, rule["suffixes"])):
            rest = word.removesuffix(suffix) + (rule["ending"] if rule.get("cut") else "")
            yield from (rest,) if len(rest) >= _SHORTEST else ()


def _with_ending(rest: str, rules: list[Mapping[str, Any]], inserted: str) -> Iterator[str]:
    """The dictionary forms of what is left of a word when its pronoun is taken off."""
    for rule in rules:
        given = rule.get(inserted, "")
        if rest.endswith(given):
            form = rest.removesuffix(given) + (rule["ending"] if given else "")
            if len(form) >= _SHORTEST and form.endswith(rule["ending"]):
                yield form


def _counted(language: str) -> dict[str, int]:
    """Folded words and how often they stand, in tenths of a power of ten per thousand million words."""
    try:
        import wordfreq
    except ImportError as error:
        raise SystemExit("the package wordfreq is missing: install the dependency group `words`") from error

    summed: dict[str, float] = {}
    for word, share in wordfreq.get_frequency_dict(language, wordlist="large").items():
        folded = fold_name(word)
        if is_arabic(folded) and folded.isalpha():
            summed[folded] = summed.get(folded, 0.0) + share
    return {word: round(10 * (math.log10(share) + 9)) for word, share in summed.items()}


def _morphology(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(
        schemas_folder() / "lexicons" / language / "morphology.yml", "morphology"
    )
    return found


if __name__ == "__main__":
    print(f"{TABLE}: {compile_forms(schemas_folder() / 'gazetteer' / TABLE)}")
