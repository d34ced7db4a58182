"""The small words of coding: argument markers, discourse cues and weapons, compiled for matching."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.lexicon.morphology import with_articles
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class Word:
    """One lexicon entry of a small word. `role` is what it does (agent, target … negation, plan … air, artillery …)."""

    word_id: str
    role: str
    scope: str = "before"  # cues: before | sentence | start
    reach: int = 1  # cues of scope before: words between the cue and its trigger, at most


# topic → (key of the entries, key of the role in an entry)
TOPICS = {"markers": ("markers", "role"), "cues": ("cues", "class"), "weapons": ("weapons", "means")}


@cache
def word_matcher(language: str, topic: str) -> PhraseMatcher[Word]:
    """The compiled markers, cues or weapons of a language. Raises SchemaError."""
    spoken = load_language(language)
    return PhraseMatcher(_phrases(language, topic), spoken.proclitics)


def _phrases(language: str, topic: str) -> Iterator[tuple[list[str], Word]]:
    spoken = load_language(language)
    key, role = TOPICS[topic]
    for entry in read_yaml(schemas_folder() / "lexicons" / language / f"{topic}.yml", topic)[key]:
        word = Word(entry["id"], entry[role], entry.get("scope", "before"), entry.get("reach", 1))
        for written in expanded(entry["words"]):
            yield trimmed(spoken, written), word
            if topic == "weapons" and (definite := with_articles(written, language)) is not None:
                yield spoken.fold(definite).split(), word


def trimmed(spoken: Language, written: str) -> list[str]:
    """The folded words of a phrase. One ending in a proclitic ("تابع ل") meets it glued to the next word: what comes
    before it is the phrase."""
    words = spoken.fold(written).split()
    return words[:-1] if len(words) > 1 and words[-1] in spoken.proclitics else words
