"""Reading files into kept results: what takes too long ends its file, and nothing read before is lost."""

from __future__ import annotations

from pathlib import Path

from pipelines.ingest import Article, Reject, read_file
from pipelines.run import ingesting, time_limit

WORDS = "قصفت المدفعية أطراف بلدة السنديان صباح اليوم"


def test_a_record_without_end_is_one_reject_for_the_rest_of_its_file(tmp_path, monkeypatch):
    def read_for_ever(path: Path, root: Path):
        yield from read_file(path, root)
        while True:
            pass

    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    monkeypatch.setattr(ingesting, "read_file", read_for_ever)
    monkeypatch.setattr(time_limit, "article_seconds", lambda: 1.0)
    article, reject = ingesting._outcomes(tmp_path / "a.txt", tmp_path)
    assert isinstance(article, Article)
    assert isinstance(reject, Reject)
    assert (reject.raw_path, reject.raw_record, reject.reason) == ("a.txt", None, "too_slow")
    assert "retry-rejects" in reject.remedy
