"""The stage as a whole: accounting, order, hostile bytes."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import ingest, read_file
from pipelines.metadata import load_tables

from .conftest import Raw

ENDINGS = (".txt", ".jsonl", ".json", ".csv", ".tsv", ".parquet", ".jsonl.gz", ".csv.zst")


def test_batches_cover_everything_once(raw: Raw, words: str) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        raw.lines(name, *({"text": f"{words} {name} {n}"} if n % 5 else {"x": 1} for n in range(50)))
    batches = list(ingest(raw.folder, batch_articles=16))
    assert max(len(batch.articles) for batch in batches) == 16
    assert sum(batch.records for batch in batches) == 100
    seen = [(a.raw_path, a.raw_record) for batch in batches for a in batch.articles]
    assert seen == sorted(seen)
    assert len(set(seen)) == 80


def test_an_article_is_the_same_from_anywhere(raw: Raw, words: str) -> None:
    raw.write("deep/er/a.txt", words)
    raw.write("deep/er/a.txt.meta.yml", "url: https://example.org/1?utm_source=x")
    raw.lines("b.jsonl", {"text": words, "url": "http://www.example.org/1/"})
    first, second = raw.all.articles
    assert first.article_id == second.article_id


def test_columns_are_those_of_the_tables(raw: Raw, words: str) -> None:
    raw.write("a.txt", words)
    raw.write("b.doc", words)
    raw.lines("c.jsonl", {"text": words, "published": "x"})
    whole = raw.all
    tables = load_tables()
    compared = {"url_key", "text_key", "title_key", "sketch", "blocks"}
    assert set(asdict(whole.articles[0])) - compared == set(tables["articles"].arrow_schema().names)
    assert set(asdict(whole.rejects[0])) <= set(tables["rejects"].arrow_schema().names)
    assert set(asdict(whole.issues[0])) <= set(tables["issues"].arrow_schema().names)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(content=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
def test_any_bytes_give_articles_and_rejects(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    for outcome in read_file(path, tmp_path):
        json.dumps(asdict(outcome), ensure_ascii=False, default=str).encode("utf-8")


def test_damaged_files_are_read_as_far_as_possible(raw: Raw, words: str) -> None:
    whole = "".join(
        json.dumps({"text": f"{words} {n}", "published": "2023-12-14"}, ensure_ascii=False) + "\n" for n in range(30)
    )
    luck = random.Random(7)
    for round_number in range(40):
        content = bytearray(whole.encode())
        for _ in range(luck.randrange(1, 20)):
            content[luck.randrange(len(content))] = luck.randrange(256)
        raw.write("a.jsonl", bytes(content))
        read = raw.all
        lines = [line for line in bytes(content).split(b"\n") if line.strip()]
        if not any(r.raw_record is None for r in read.rejects):
            assert read.records == len(lines), round_number
