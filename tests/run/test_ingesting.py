"""Reading files into kept results: what takes too long ends its file, and nothing read before is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ingest import Article, Reject, read_file
from pipelines.run import ingesting, time_limit

WORDS = "قصفت المدفعية أطراف بلدة السنديان صباح اليوم"


def _outcomes(path: Path, key: str | None = None):
    return list(ingesting._outcomes(path, key or ingesting._file_key(path, path.parent), path.parent))


def test_a_record_without_end_is_one_reject_for_the_rest_of_its_file(tmp_path, monkeypatch):
    def read_for_ever(path: Path, root: Path):
        yield from read_file(path, root)
        while True:
            pass

    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    monkeypatch.setattr(ingesting, "read_file", read_for_ever)
    monkeypatch.setattr(time_limit, "article_seconds", lambda: 1.0)
    article, reject = _outcomes(tmp_path / "a.txt")
    assert isinstance(article, Article)
    assert isinstance(reject, Reject)
    assert (reject.raw_path, reject.raw_record, reject.reason) == ("a.txt", None, "too_slow")
    assert "retry-rejects" in reject.remedy


@pytest.mark.parametrize("changed", ["a.txt", "a.txt.meta.yml"])
def test_a_file_that_changed_since_the_build_began_is_a_reject(tmp_path, changed):
    path = tmp_path / "a.txt"
    path.write_text(WORDS, encoding="utf-8")
    key = ingesting._file_key(path, tmp_path)
    (tmp_path / changed).write_text(f"source: {WORDS}", encoding="utf-8")
    (reject,) = _outcomes(path, key)
    assert (reject.reason, reject.raw_record) == ("changing", None)
    assert reject.reason in ingesting.PASSING
    assert [type(outcome) for outcome in _outcomes(path)] == [Article]


def test_a_file_that_grows_while_it_is_read_says_so_behind_what_was_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(WORDS, encoding="utf-8")

    def read_and_grow(given: Path, root: Path):
        yield from read_file(given, root)
        with given.open("a", encoding="utf-8") as file:
            file.write(WORDS)

    monkeypatch.setattr(ingesting, "read_file", read_and_grow)
    article, reject = _outcomes(path)
    assert isinstance(article, Article)
    assert reject.reason == "changing"


def test_a_file_that_is_gone_when_it_is_read_is_a_reject(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(WORDS, encoding="utf-8")
    key = ingesting._file_key(path, tmp_path)
    path.unlink()
    assert ingesting.file_size(path) == 0
    (reject,) = _outcomes(path, key)
    assert reject.reason == "changing"
