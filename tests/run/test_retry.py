"""Rejects tried again."""

import pytest

from pipelines.run.order import build
from pipelines.run.outcome import BuildError
from pipelines.run.retry import retry_rejects

WORDS = "قصفت المدفعية أطراف بلدة السنديان صباح اليوم"


def test_what_was_corrected_is_mended_and_the_rest_keeps_its_remedy(tmp_path):
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    raw.mkdir()
    (raw / "a.csv").write_text(f"words\n{WORDS}\n", encoding="utf-8")
    (raw / "b.jsonl").write_text("{broken\n", encoding="utf-8")
    assert build(raw, curated, jobs=1).rejected == {"broken_json": 1, "no_text": 1}
    (raw / "a.csv").write_text(f"text\n{WORDS}\n", encoding="utf-8")
    outcome = retry_rejects(raw, curated, jobs=1)
    assert [(row["raw_path"], row["reason"]) for row in outcome.mended] == [("a.csv", "no_text")]
    assert [(row["raw_path"], row["raw_record"]) for row in outcome.remaining] == [("b.jsonl", 1)]
    assert outcome.remaining[0]["remedy"]
    assert outcome.build.counts["articles"] == 1


def test_without_release_there_is_nothing_to_retry(tmp_path):
    with pytest.raises(BuildError, match="no release"):
        retry_rejects(tmp_path, tmp_path / "curated")
