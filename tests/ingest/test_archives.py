"""Zip archives: files in them, tricks with them."""

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.ingest import limits

from .conftest import Raw


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def test_files_of_every_kind(raw: Raw, words: str) -> None:
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [words]}), table)
    line = json.dumps({"text": words}) + "\n"
    raw.write("sub/_meta.yml", "country: Syria")
    raw.write(
        "sub/a.zip",
        zipped(
            ("x/_meta.yml", "source: inner"), ("x/b.txt", words), ("x/b.txt.meta.yml", "url: https://example.org/1"),
            ("c.jsonl.gz", gzip.compress(line.encode() * 2)), ("d.parquet", table.getvalue()), ("README.md", "x"),
            ("x/e.doc", "x"), ("__MACOSX/._b.txt", "x"), ("y/z.zip", zipped(("a.txt", words))),
        ),
    )  # fmt: skip
    whole = raw.all
    assert [(a.raw_path, a.raw_record, a.source) for a in whole.articles] == [
        ("sub/a.zip!/c.jsonl.gz", 1, None),
        ("sub/a.zip!/c.jsonl.gz", 2, None),
        ("sub/a.zip!/d.parquet", 1, None),
        ("sub/a.zip!/x/b.txt", 1, "inner"),
    ]
    assert whole.articles[3].url == "https://example.org/1"
    assert {a.country for a in whole.articles} == {"Syria"}
    assert len({a.raw_sha256 for a in whole.articles}) == 1
    assert [(r.raw_path, r.reason) for r in whole.rejects] == [
        ("sub/a.zip!/x/e.doc", "unknown_format"),
        ("sub/a.zip!/y/z.zip", "unknown_format"),
    ]
    assert [i.raw_path for i in whole.issues] == ["sub/a.zip!/README.md"]


def test_tricks_with_names_and_kinds(raw: Raw, words: str) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped(
            ("../../up.txt", words), ("/etc/abs.txt", words), ("C:/x.txt", words), (link, "/etc/passwd"),
            ("twice.txt", words), ("twice.txt", words), ("bell\a.txt", words),
        )  # fmt: skip
    raw.write("a.zip", content)
    whole = raw.all
    assert [a.raw_path for a in whole.articles] == ["a.zip!/bell\\x07.txt", "a.zip!/twice.txt"]
    assert {(r.raw_path, r.reason) for r in whole.rejects} == {
        ("a.zip!/../../up.txt", "outside_folder"),
        ("a.zip!//etc/abs.txt", "outside_folder"),
        ("a.zip!/C:/x.txt", "outside_folder"),
        ("a.zip!/link.txt", "not_a_file"),
        ("a.zip!/twice.txt", "broken_archive"),
    }


def test_bombs_are_stopped(raw: Raw, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.archives.EXPANSION_FLOOR_BYTES", limits.MEBIBYTE)
    raw.write("a.zip", zipped(("a.txt", words), ("b.jsonl", b"\n" * (50 * limits.MEBIBYTE)), ("c.txt", words)))
    whole = raw.all
    assert [a.raw_path for a in whole.articles] == ["a.zip!/a.txt"]
    assert {(r.raw_path, r.reason) for r in whole.rejects} == {
        ("a.zip!/b.jsonl", "too_large"),
        ("a.zip!/c.txt", "too_large"),
    }


def test_too_many_files(raw: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.archives.MAX_MEMBERS", 3)
    raw.write("a.zip", zipped(*((f"{n}.txt", "x") for n in range(4))))
    assert raw.reject.reason == "too_large"


def test_broken_archives(raw: Raw, words: str) -> None:
    whole = zipped(("a.txt", words * 50), ("b.txt", words))
    raw.write("cut.zip", whole[:-30])
    raw.write("none.zip", b"PK")
    damaged = bytearray(whole)
    damaged[45] ^= 0xFF
    raw.write("damaged.zip", bytes(damaged))
    locked = bytearray(zipped(("a.txt", words)))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    raw.write("locked.zip", bytes(locked))
    raw.write("empty.zip", zipped())
    read = raw.all
    assert {(r.raw_path, r.reason) for r in read.rejects} == {
        ("cut.zip", "broken_archive"),
        ("none.zip", "broken_archive"),
        ("damaged.zip!/a.txt", "broken_archive"),
        ("locked.zip!/a.txt", "encrypted"),
    }
    assert [a.raw_path for a in read.articles] == ["damaged.zip!/b.txt"]
    assert [i.code for i in read.issues] == ["ingest.file.no_records"]


def test_broken_metadata_inside_is_told(raw: Raw, words: str) -> None:
    raw.write("a.zip", zipped(("a.txt", words), ("_meta.yml", "a: [")))
    assert raw.reject.reason == "broken_metadata"


def test_a_file_without_a_name_is_told_and_the_others_are_read(raw: Raw, words: str) -> None:
    whole = bytearray(zipped(("a.txt", words), ("b.txt", words)))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 28 : at + 30], whole[at + 32 : at + 34] = b"\0\0", b"\5\0"  # its name becomes a comment
    raw.write("a.zip", bytes(whole))
    read = raw.all
    assert [a.raw_path for a in read.articles] == ["a.zip!/a.txt"]
    assert [(r.raw_path, r.reason) for r in read.rejects] == [("a.zip!/", "broken_archive")]
