"""Folder defaults and sidecars."""

from __future__ import annotations

import pytest

from pipelines.ingest import input_hash

from .conftest import Raw


def test_the_nearest_word_wins(raw: Raw, words: str) -> None:
    raw.write("_meta.yml", "source: outer\ncountry: Syria\n")
    raw.write("a/_meta.yml", "source: inner\n")
    raw.lines("a/x.jsonl", {"text": words}, {"text": words, "source": "own"}, {"text": words, "source": ""})
    raw.write("b.txt", words)
    found = [(a.raw_path, a.source, a.country) for a in raw.all.articles]
    assert found == [("a/x.jsonl", s, "Syria") for s in ("inner", "own", "inner")] + [("b.txt", "outer", "Syria")]


@pytest.mark.parametrize(
    "content",
    [
        "[1, 2]",
        "a: &x [1]\nb: *x",
        "a: " + "[" * 30 + "]" * 30,
        "- " * 5000 + "a",
        "a: !!python/object/apply:os.getcwd []",
        "1: x",
        "\x00",
        "a: " + "x" * 70_000,
    ],
    ids=["list", "alias", "deep", "deep-block", "object", "number-key", "nul", "large"],
)
def test_hostile_metadata_is_told_and_not_used(raw: Raw, words: str, content: str) -> None:
    raw.write("a.txt", words)
    raw.write("a.txt.meta.yml", content)
    assert raw.reject.reason == "broken_metadata"


def test_empty_metadata_says_nothing(raw: Raw, words: str) -> None:
    raw.write("a.txt", words)
    raw.write("a.txt.meta.yml", "# nothing yet\n")
    assert raw.article.fields == "{}"


def test_encoding_and_columns_are_settings(raw: Raw) -> None:
    raw.write("_meta.yml", "encoding: cp850\ncolumns: plain.body\n")
    raw.write("a.csv", "text,body\nteaser,Zürich\n".encode("cp850"))
    article = raw.article
    assert (article.text, article.fields) == ("Zürich", "{}")


def test_input_hash_knows_all_that_matters(raw: Raw, words: str) -> None:
    path = raw.write("a/x.txt", words)
    seen = [input_hash(path, raw.folder)]
    for name in ("_meta.yml", "a/_meta.yml", "a/x.txt.meta.yml", "a/x.txt"):
        raw.write(name, "source: x")
        seen.append(input_hash(path, raw.folder))
    raw.write("a/other.txt", words)
    assert len(set(seen)) == 5
    assert input_hash(path, raw.folder) == seen[-1]


def test_the_longest_name_leaves_no_room_for_a_sidecar(raw: Raw, words: str) -> None:
    path = raw.write("س" * 125 + ".html", words)  # 255 bytes
    assert raw.article.raw_path == path.name
    assert input_hash(path, raw.folder)
