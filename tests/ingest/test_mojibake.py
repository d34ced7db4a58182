"""Letters read in the wrong encoding: brought back, or told."""

from __future__ import annotations

import pytest
import yaml

from pipelines.ingest.mojibake import repair
from pipelines.settings import schemas_folder

from .conftest import Raw

TEXT = "مقتل ثلاثة مدنيين وإصابة آخرين بقصف مدفعي على بلدة السنديان، بحسب مصادر محلية (12 شباط 2024)"
EXAMPLES = yaml.safe_load((schemas_folder() / "sources" / "encodings.yml").read_text("utf-8"))["mojibake"]


def misread(text: str, was: str, read_as: str) -> str:
    """What a program shows that takes the bytes of one encoding for another (bytes without letter as controls)."""
    return "".join(bytes([b]).decode(read_as, "ignore") or chr(b) for b in text.encode(was))


@pytest.mark.parametrize(
    ("was", "read_as"),
    [("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp1256"), ("cp1256", "cp1252"), ("cp1256", "latin-1")],
)
def test_misread_text_is_brought_back(raw: Raw, was: str, read_as: str) -> None:
    raw.lines("a.jsonl", {"text": misread(TEXT, was, read_as), "title": misread(TEXT[:30], was, read_as)})
    article = raw.article
    assert (article.text, article.title, article.language) == (TEXT, TEXT[:30], "ar")
    assert {issue.code for issue in raw.issues} == {"ingest.text.repaired"}


@pytest.mark.parametrize("read_as", ["cp1252", "latin-1"])
def test_what_was_misread_twice_is_brought_back(read_as: str) -> None:
    found = repair(misread(misread(TEXT, "utf-8", read_as), "utf-8", read_as))
    assert found is not None
    assert found.text == TEXT


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: entry["id"])
def test_examples_of_the_declarations(entry: dict[str, str]) -> None:
    found = repair(entry["example"])
    assert found is not None
    assert (found.mistake_id, found.text) == (entry["id"], "قصف البلدة")


def test_english_quotes_are_brought_back() -> None:
    found = repair(misread("He said: “the town’s market was hit” – and left", "utf-8", "cp1252"))
    assert found is not None
    assert found.text == "He said: “the town’s market was hit” – and left"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "ظهر الطفل في طريق ضيق وقطع الطريق طلاب يطالبون بخفض الظلم",
        "Zürich, São Paulo, âge, Ångström: les élèves où ça été",
        "Þórður sagði að þetta væri ágætt",
        "plain words? yes? no?",
        "",
        "خبر ???",
    ],
)
def test_right_text_stays(text: str) -> None:
    assert repair(text) is None


@pytest.mark.parametrize(
    "text", ["????? ??? ???? ?????? ??", misread(TEXT, "utf-8", "cp1252")[::2] * 2, "\ufffd" * 30 + "قصف"]
)
def test_lost_letters_are_told(raw: Raw, text: str) -> None:
    raw.lines("a.jsonl", {"text": text + " x"})
    assert raw.reject.reason == "mojibake"
