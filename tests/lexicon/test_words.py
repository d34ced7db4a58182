"""Markers, cues and weapons as texts meet them."""

from __future__ import annotations

import pytest

from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.audit import lexicon_languages
from pipelines.lexicon.language import load_language
from pipelines.lexicon.words import TOPICS, trimmed, word_matcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise


def roles(topic: str, text: str, language: str = "ar") -> list[tuple[str, str]]:
    words = tokenise(load_language(language).fold(text)).words
    return [
        (" ".join(words[match.first : match.last]), match.entries[0].role)
        for match in word_matcher(language, topic).find(words)
    ]


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("markers", "قصف نفذته قوات", ("نفذته", "agent")),
        ("markers", "على يد مسلحين", ("علي يد", "agent")),
        ("markers", "تابع لقوات النظام", ("تابع", "owner")),
        ("markers", "بالتنسيق مع قسد", ("بالتنسيق مع", "associate")),
        ("cues", "كان يخطط لهجوم", ("كان يخطط", "plan")),
        ("cues", "دون وقوع إصابات", ("دون وقوع اصابات", "no_losses")),
        ("cues", "تتعرض للقصف بين الحين والآخر", ("بين الحين والاخر", "habitual")),
        ("weapons", "بعبوة ناسفة", ("بعبوة ناسفة", "ied")),
        ("weapons", "وبالطيران الحربي", ("وبالطيران الحربي", "air")),
    ],
)
def test_words_and_their_roles(topic: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in roles(topic, text)


def test_a_cue_tells_its_scope_and_reach() -> None:
    (match,) = word_matcher("ar", "cues").find(["نفي"])
    assert (match.entries[0].scope, match.entries[0].reach > 1) == ("before", True)


@pytest.mark.parametrize(
    ("written", "words"), [("تابع ل", ["تابع"]), ("ل", ["ل"]), ("على يد", ["علي", "يد"]), ("مدعوما ب", ["مدعوما"])]
)
def test_a_proclitic_at_the_end_is_left_to_the_next_word(written: str, words: list[str]) -> None:
    assert trimmed(load_language("ar"), written) == words


@pytest.mark.parametrize("language", lexicon_languages())
@pytest.mark.parametrize("topic", TOPICS)
def test_every_language_has_every_topic(language: str, topic: str) -> None:
    assert word_matcher(language, topic).find([]) == []
    key, _ = TOPICS[topic]
    entries = read_yaml(schemas_folder() / "lexicons" / language / f"{topic}.yml", topic)[key]
    first = next(expanded(entries[0]["words"]))
    assert roles(topic, " ".join(trimmed(load_language(language), first)), language)
