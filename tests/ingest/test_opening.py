"""Packed files: unpacked as far as they go."""

from __future__ import annotations

import gzip
import json
import random

import pyarrow as pa
import pytest

from pipelines.ingest import Article, Reject, read_file

LINES = 400


def lines() -> bytes:
    luck = random.Random(1)
    words = ["قصف", "بلدة", "قتل", "اليوم", "مدنيين", "شرق", "صباح"]
    texts = (" ".join(luck.choices(words, k=60)) for _ in range(LINES))
    return "".join(json.dumps({"text": f"{n} {text}"}) + "\n" for n, text in enumerate(texts)).encode()


def zstandard(content: bytes) -> bytes:
    packed: bytes = pa.compress(content, codec="zstd", asbytes=True)
    return packed


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".zst", zstandard)])
def test_what_stands_before_the_break_of_an_archive_is_read(tmp_path, ending, pack):
    packed = pack(lines())
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(packed[: len(packed) * 3 // 4])
    *articles, last = read_file(path, tmp_path)
    assert isinstance(last, Reject)
    assert last.reason == "broken_compression"
    assert all(isinstance(article, Article) for article in articles)
    assert [article.raw_record for article in articles] == list(range(1, len(articles) + 1))
    assert len(articles) > LINES // 3
