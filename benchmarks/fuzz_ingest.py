"""Hostile bytes for every reader: mutations of a small sound file of each format. `benchmarks.fuzz` runs them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.ingest import Article, Reject, read_file

WORDS = "قصفت المدفعية أطراف بلدة السنديان صباح اليوم وأصيب ثلاثة مدنيين."
MUTATIONS = 6  # at most, per input


def seeds() -> dict[str, bytes]:
    """Ending → a small sound file of that format."""
    line = json.dumps({"text": WORDS, "published": "2024-03-05T01:00:00+03:00", "url": "https://example.org/1"}) + "\n"
    page = f"<html><head><meta charset=utf-8><title>x</title></head><body><h1>x</h1><p>{WORDS}</p></body></html>"
    item = f"<item><title>x</title><link>https://example.org</link><description>{WORDS}</description></item>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
    rows, table, archive = io.StringIO(), io.BytesIO(), io.BytesIO()
    csv.writer(rows).writerows([["id", "text", "published"], ["1", WORDS, "2024-03-05"], ["2", f'"{WORDS}\n"', ""]])
    pq.write_table(pa.table({"text": [WORDS, None], "id": [1, 2]}), table)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("a/b.txt", WORDS)
        zipped.writestr("_meta.yml", "source: SANA")
    saved = f"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{page}"
    return {
        ".mhtml": f"{saved}\r\n--x--\r\n".encode(),
        ".txt": WORDS.encode("cp1256"),
        ".jsonl": line.encode() * 3,
        ".json": b"[" + line.encode() + b"," + line.encode() + b"]",
        ".csv": rows.getvalue().encode(),
        ".html": page.encode(),
        ".rss": f"<rss><channel><title>x</title>{item}{item}</channel></rss>".encode(),
        ".warc": (head + answer + b"\r\n\r\n") * 2,
        ".jsonl.gz": gzip.compress(line.encode() * 3, mtime=0),
        ".parquet": table.getvalue(),
        ".zip": archive.getvalue(),
    }


def mutations(seed: bytes, count: int, luck: random.Random) -> Iterator[bytes]:
    """Copies of a file with bytes changed, parts cut out, doubled or moved."""
    for _ in range(count):
        content = bytearray(seed)
        for _ in range(luck.randrange(1, MUTATIONS)):
            place, length = luck.randrange(len(content) + 1), luck.randrange(1, 40)
            kind = luck.randrange(4)
            if kind == 0:
                content[place : place + 1] = luck.randbytes(1)
            elif kind == 1:
                del content[place : place + length]
            elif kind == 2:
                content[place:place] = content[place : place + length] * luck.randrange(1, 20)
            else:
                content[place:place] = luck.choice((b"\0", b"\xff\xfe", b"<", b'"', b"[", b"{", b"\r\n\r\n", b"&#x0;"))
        yield bytes(content)


def check_bytes(content: bytes, ending: str, folder: Path) -> int:
    """Read the bytes as a file of a format; returns how many articles and rejects came of it.

    Raises whatever escapes a reader, and AssertionError for results that no table could hold.
    """
    path = folder / f"a{ending}"
    path.write_bytes(content)
    outcomes = list(read_file(path, folder))
    places = [(o.raw_path, o.raw_record) for o in outcomes if isinstance(o, Article)]
    assert len(set(places)) == len(places), "two articles in one place"
    for outcome in outcomes:
        if isinstance(outcome, Article):
            (outcome.text + outcome.fields + (outcome.title or "")).encode("utf-8")
            assert outcome.text.strip(), "an article without words"
        elif isinstance(outcome, Reject):
            assert outcome.detail, "a reject without detail"
            assert outcome.remedy, "a reject without remedy"
    return sum(not hasattr(outcome, "code") for outcome in outcomes)
