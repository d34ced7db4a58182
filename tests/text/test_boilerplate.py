"""Which lines are page furniture: the made-up pages of the corpus, and what holds for every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.boilerplate import boilerplate_spans
from pipelines.text.furniture import load_furniture

CORPUS = Path(__file__).parents[1] / "corpus" / "boilerplate"
PAGES = [
    pytest.param(content["language"], case["page"], id=f"{content['language']}: {case['id']}")
    for content in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.yml")))
    for case in content["cases"]
]
EXAMPLES = [
    pytest.param(path.parent.name, entry, example, id=f"{path.parent.name}: {example[:30]}")
    for path in sorted((schemas_folder() / "lexicons").glob("*/boilerplate.yml"))
    for entry in read_yaml(path, "boilerplate")["entries"]
    for example in entry["examples"]
]
MARK = "~ "


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_pages_of_the_corpus(language: str, page: str) -> None:
    text = "\n".join(line.removeprefix(MARK) for line in page.split("\n"))
    expected = [line.removeprefix(MARK) for line in page.split("\n") if line.startswith(MARK)]
    assert [text[start:end] for start, end, _ in boilerplate_spans(text, language)] == expected


@pytest.mark.parametrize(("language", "entry", "example"), EXAMPLES)
def test_examples_of_the_entries(language: str, entry: dict[str, Any], example: str) -> None:
    furniture = load_furniture(language)
    assert furniture is not None
    assert furniture.read(example) == (entry["class"], entry["id"])


def test_a_text_of_one_line_or_of_another_language_has_none() -> None:
    assert boilerplate_spans("مقالات ذات صلة", "ar") == []
    assert boilerplate_spans("Share\nShare\nShare", "xx") == []


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(["شارك", "", "مقالات ذات صلة", "قصفت المدفعية أطراف البلدة صباح اليوم.", "a", "12", "\u200f"])
    )
)
def test_spans_are_whole_lines_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = boilerplate_spans(text, "ar")
    assert spans == sorted(spans)
    for start, end, rule in spans:
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        assert rule.startswith("boilerplate.")


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("قتل خمسة بقصف على السنديان. سمات قصف السنديان مدنيين", "سمات قصف السنديان مدنيين"),
        ("الخبر الأول.\nقتل خمسة بقصف على السنديان. المصدر: وكالات", "المصدر: وكالات"),
        ("قتل خمسة بقصف. وهذه من سمات الحرب في المدينة كلها", None),
    ],
)
def test_tail_behind_the_last_full_stop(text: str, tail: str | None) -> None:
    found = [text[start:end] for start, end, _ in boilerplate_spans(text, "ar")]
    assert found == ([tail] if tail else [])
