"""Articles of several languages: each paragraph read in its own, spans in the raw text of the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.article import ArticleInput, CodedArticle
from pipelines.coding.coder import code_article
from pipelines.coding.events.passages import read_passages

CORPUS = Path(__file__).parents[2] / "corpus" / "passages" / "mixed.yml"
CASES = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["cases"]
CASE = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


def _code(case: dict[str, Any]) -> CodedArticle:
    article = ArticleInput(case["id"], case["text"], case["language"], None, case["published"], case["country"])
    return code_article(article)


@CASE
def test_every_paragraph_is_coded_in_its_own_language(case: dict[str, Any]) -> None:
    reports = sorted(_code(case).reports, key=lambda row: row["sentence_start"])
    assert len(reports) == len(case["incidents"])
    told = [{name: row[name] for name in wanted} for row, wanted in zip(reports, case["incidents"], strict=True)]
    assert told == case["incidents"]


@CASE
def test_spans_lead_to_the_words_of_the_whole_text(case: dict[str, Any]) -> None:
    coded = _code(case)
    for row in coded.mentions:
        assert case["text"][row["start"] : row["end"]] == row["trigger_text"]
    for row in coded.evidence:
        if row["start"] is not None:
            assert case["text"][row["start"] : row["end"]] == row["text"]
    for row in coded.reports:
        assert row["trigger_text"] in case["text"][row["sentence_start"] : row["sentence_end"]]


@CASE
def test_sentences_are_numbered_through(case: dict[str, Any]) -> None:
    passages = read_passages(case["text"], case["language"])
    numbers = [sentence.number for sentence in passages.sentences]
    assert numbers == sorted(set(numbers))
    assert all(a.end <= b.start for a, b in zip(passages.sentences, passages.sentences[1:], strict=False))
    for sentence in passages.sentences:
        for mark in sentence.triggers:
            assert sentence.start <= mark.start < mark.end <= sentence.end
