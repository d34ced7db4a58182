"""Articles of any words and metadata: the coder comes through, and every row points to the words it speaks of."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import make, run_one
from benchmarks.fuzz_coder import article, check_article, sentences
from benchmarks.fuzz_guided import targets

RUNS = 250


def test_spoiled_news_is_coded() -> None:
    luck = random.Random(5)
    assert sum(check_article(article(luck)) for _ in range(RUNS)) > RUNS  # triggers: the words are still news


@settings(max_examples=80, deadline=None, derandomize=True)
@given(text=st.text(min_size=1, max_size=400), language=st.sampled_from(["ar", "en"]))
def test_any_text_is_coded(text: str, language: str) -> None:
    assert check_article(article(random.Random(0)) | {"text": text, "language": language}) >= 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_ten_thousand_lines_cost_no_more_than_their_number(language: str) -> None:
    lines = "\n".join(word for sentence in sentences()[language][:150] for word in sentence.split())
    assert check_article(article(random.Random(0)) | {"text": lines * 4, "language": language}) > 0


def test_every_input_follows_from_its_number(tmp_path) -> None:
    assert make(1, 7) == make(1, 7) != make(2, 7)
    seen = {make(1, number)[0] for number in range(200)}
    assert seen == set(targets())
    for number in range(40):
        run_one(*make(1, number), tmp_path)
