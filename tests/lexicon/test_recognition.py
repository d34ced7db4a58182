"""Which declared language a text or paragraph is in."""

from __future__ import annotations

import pytest

from pipelines.lexicon.language import declared_languages, load_language
from pipelines.lexicon.recognition import language_stretches, likeliest_language

PARAGRAPHS = {
    "ar": "قصفت المدفعية أطراف البلدة صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين في السوق.\n",
    "en": "Artillery shelled the outskirts of the town in the morning and killed three civilians.\n",
    "fr": "L'artillerie a bombardé les abords de la ville dans la matinée et tué trois civils.\n",
}


def cut(text: str, language: str) -> list[tuple[str, str]]:
    return [(stretch.language, text[stretch.start : stretch.end]) for stretch in language_stretches(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قصف على حلب", "ar"), ("shelling of Aleppo", "en"), ("123", "en"), ("", "en"), ("SANA: قصف", "en"),
        ("Des hommes armés ont tué trois civils", "fr"),
    ],
)  # fmt: skip
def test_a_text_is_of_its_likeliest_language(text: str, language: str) -> None:
    assert likeliest_language(text) == language


def test_every_language_is_recognised_by_what_it_declares() -> None:
    assert set(PARAGRAPHS) == set(declared_languages())
    assert {code: likeliest_language(text) for code, text in PARAGRAPHS.items()} == {code: code for code in PARAGRAPHS}


def test_one_language_alone_is_the_fallback() -> None:
    assert [code for code in declared_languages() if load_language(code).is_fallback] == ["en"]


@pytest.mark.parametrize("first", sorted(PARAGRAPHS))
@pytest.mark.parametrize("second", sorted(PARAGRAPHS))
def test_a_text_is_cut_where_its_language_changes(first: str, second: str) -> None:
    text = PARAGRAPHS[first] + PARAGRAPHS[second]
    expected = [(first, PARAGRAPHS[first]), (second, PARAGRAPHS[second])] if first != second else [(first, text)]
    assert cut(text, first) == expected
    assert cut(text, second) == expected


def test_stretches_are_the_whole_text() -> None:
    text = "\n\n".join(PARAGRAPHS[code] for code in ("ar", "en", "fr", "ar")) + "\nfin"
    assert "".join(piece for _, piece in cut(text, "ar")) == text


@pytest.mark.parametrize(
    "line", ["Share", "Read more on our page", "AFP / Reuters 2024", "Facebook Twitter WhatsApp Telegram"]
)
def test_short_lines_follow_the_article(line: str) -> None:
    text = PARAGRAPHS["ar"] + line + "\n" + PARAGRAPHS["ar"]
    assert cut(text, "ar") == [("ar", text)]


def test_a_language_without_a_folder_stays_the_articles() -> None:
    text = PARAGRAPHS["en"] + "Die Artillerie beschoss am Morgen den Rand der Stadt und tötete drei Zivilisten dort.\n"
    assert cut(text, "en") == [("en", text)]
    assert cut(text, "de") == [("de", text)]


def test_names_in_another_language_change_nothing() -> None:
    text = "Fighters of Harakat al-Shabaab al-Mujahideen attacked La Paz, Le Mans and Los Angeles, police said.\n" * 2
    assert cut(text, "en") == [("en", text)]
