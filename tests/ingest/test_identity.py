"""Addresses, text keys and ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.ingest.identity import article_id, domain_of, likeness, sketch_of, text_blocks, text_key, url_key

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "ingest" / "urls.yml").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["url"] or "empty")
def test_url_key_as_the_corpus_says(case: dict[str, Any]) -> None:
    assert url_key(case["url"]) == case["key"]


def test_domain() -> None:
    assert domain_of("https://www.example.org:8080/a?b=1") == "example.org"
    assert domain_of("mailto:somebody@example.org") is None


def test_text_key_looks_through_marks_and_white_space() -> None:
    plain = text_key("قصفت المدفعية البلدة")
    assert text_key("قَصَفَت  المدفعـية\n\nالبلدة\u200f ") == plain
    assert text_key("قصفت المدفعية البلدات") != plain


def test_article_id_needs_neither_path_nor_time() -> None:
    assert article_id("example.org/1", "", None, "text") == article_id("example.org/1", "sana", "7", "text")
    assert article_id(None, "sana", "7", "text") != article_id(None, "sana", "8", "text")
    assert article_id(None, "sana", "7", "text") != article_id(None, "sana", "7", "texts")
    assert len(article_id(None, "", None, "")) == 16


def test_article_id_stays_the_same_over_releases() -> None:
    assert article_id("example.org/1", "", None, "text") == "bad7254224f9c596"


def test_text_key_looks_through_trivial_changes_but_not_through_words() -> None:
    plain = text_key('قُتل 3 مدنيين، بينهم طفل. وقالت "الوكالة" إن القصف مستمر')
    assert text_key("قتل ٣ مدنيين بينهم طفل! وقالت «الوكالة» إن القصف مستمر…") == plain
    assert text_key('قُتل 4 مدنيين، بينهم طفل. وقالت "الوكالة" إن القصف مستمر') != plain
    assert text_key("Shelling hit Rabiya") == text_key("SHELLING HIT RABIYA.")
    assert text_key("") == text_key("…!")


def test_likeness() -> None:
    words = [f"word{n}" for n in range(200)]
    one = sketch_of(" ".join(words))
    assert likeness(one, sketch_of(" ".join([*words, "update"]))) >= 0.8
    assert likeness(one, sketch_of("another text altogether " * 9)) < 0.3
    assert len(sketch_of("")) == len(one)


def test_blocks_are_lines_long_enough_with_their_places() -> None:
    text = "headline of the article here\n\n  short\nthis is a line that is long enough \n"
    blocks = text_blocks(text)
    assert [text[b["start"] : b["end"]].strip() for b in blocks] == [
        "headline of the article here",
        "this is a line that is long enough",
    ]
    assert len(text_blocks("x" * 20 + "\n" * 50_000)) == 1
