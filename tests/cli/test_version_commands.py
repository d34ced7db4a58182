"""The texts of an article over the releases of a folder."""

from __future__ import annotations

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.cli.version_commands import find_versions, print_versions
from pipelines.run.outcome import BuildError

FIRST, SECOND = "first line\nthree killed", "first line\nfour killed"


@pytest.fixture
def curated(tmp_path):
    """Three releases: the article, its changed text, and one without it; with another article of the site in each."""
    texts = {"r9": FIRST, "r1": SECOND, "r5": None}
    for age, (release, text) in enumerate(texts.items()):
        rows = [row("other", "https://a.example/2", "other words")]
        rows += [row(release, "http://www.a.example/1/?utm_source=x", text)] if text else []
        folder = tmp_path / "releases" / release
        folder.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows), folder / "articles.parquet")
        os.utime(folder / "articles.parquet", (age, age))
    (tmp_path / "current").symlink_to("releases/r5")
    return tmp_path


def row(article_id, url, text):
    return {"article_id": article_id, "external_id": f"own-{article_id}", "raw_path": "a.txt", "raw_record": 1,
            "published": "2024-03-05", "url": url, "text": text}  # fmt: skip


@pytest.mark.parametrize("asked", ["https://a.example/1", "r9", "own-r9"])
def test_texts_are_told_in_the_order_of_their_releases(curated, asked):
    versions = find_versions(asked, curated)
    texts = [(each["text"], each["releases"]) for each in versions]
    assert texts == [(FIRST, ["r9"]), (SECOND, ["r1"])][: len(texts)]
    assert len(texts) == (2 if asked.startswith("https") else 1)


def test_a_text_that_stays_is_told_once(curated):
    (version,) = find_versions("https://a.example/2", curated)
    assert version["releases"] == ["r9", "r1", "r5 (in force)"]


def test_what_changed_is_shown(curated, capsys):
    print_versions("https://a.example/1", curated)
    shown = capsys.readouterr().out.splitlines()
    assert shown[-3:] == ["text 2 against text 1", "-three killed", "+four killed"]


@pytest.mark.parametrize("asked", ["https://b.example/1", "nothing", ""])
def test_an_unknown_article_is_one_sentence(curated, asked):
    with pytest.raises(BuildError, match="has an article with"):
        print_versions(asked, curated)


def test_without_release(tmp_path):
    with pytest.raises(BuildError, match="run `waqai build` first"):
        find_versions("x", tmp_path)
