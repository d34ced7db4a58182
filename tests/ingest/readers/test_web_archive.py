"""Web archives: pages found, the rest counted, hostile and cut archives."""

from __future__ import annotations

import gzip
import zlib

import pytest

from pipelines.ingest.readers import web_archive

from ..conftest import Raw

PAGE = (
    '<html lang="ar"><head><meta property="article:published_time" content="2024-03-05T08:00:00Z"></head><body>'
    "<article><h1>عنوان الخبر</h1><p>{words}</p></article></body></html>"
)


def record(kind: str, block: bytes, address: str = "https://example.org/1", content_type: str = "") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-06T00:00:00Z\r\n"
    head += f"Content-Type: {content_type or 'application/http; msgtype=response'}\r\n"
    return head.encode() + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    given = {"Content-Type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@pytest.fixture
def page(words: str) -> bytes:
    return PAGE.format(words=f"{words}. {words}").encode()


def test_pages_are_articles_and_the_rest_is_counted(raw: Raw, page: bytes, words: str) -> None:
    archive = record("warcinfo", b"software: x") + record("request", b"GET / HTTP/1.1\r\n\r\n")
    archive += record("response", answer(page), "https://example.org/1?utm_source=x")
    archive += record("response", answer(b"x", "404 Not Found"))
    archive += record("response", answer(b"x", Content_Type="image/png"))
    archive += record("conversion", words.encode(), content_type="text/plain") + record("metadata", b"a: b")
    archive += record("resource", page, content_type="text/html") + record("response", b"220 ftp")
    raw.write("a.warc", archive)
    whole = raw.all
    assert [(a.raw_record, a.url) for a in whole.articles] == [
        (3, "https://example.org/1?utm_source=x"),
        (6, "https://example.org/1"),
        (8, "https://example.org/1"),
    ]
    assert whole.articles[0].published_basis == "html"
    assert whole.articles[1].text == words
    assert [(i.code, i.level) for i in whole.issues] == [("ingest.archive.passed_over", "info")]
    assert "1 response with status 404" in whole.issues[0].message
    assert whole.rejects == []


@pytest.mark.parametrize("packing", ["members", "whole"])
def test_packed_archives(raw: Raw, page: bytes, packing: str) -> None:
    records = [record("response", answer(page + bytes([48 + n]))) for n in range(3)]
    packed = b"".join(map(gzip.compress, records)) if packing == "members" else gzip.compress(b"".join(records))
    raw.write("a.warc.gz", packed)
    assert [a.raw_record for a in raw.all.articles] == [1, 2, 3]


def test_answers_as_servers_send_them(raw: Raw, page: bytes) -> None:
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:50], page[50:])) + b"0\r\n\r\n"
    bodies = [
        answer(gzip.compress(page), Content_Encoding="gzip"),
        answer(zlib.compress(page), Content_Encoding="deflate"),
        answer(chunked, Transfer_Encoding="chunked"),
        answer(page, Transfer_Encoding="chunked", Content_Encoding="gzip"),
        answer(page, Content_Encoding="br"),
        answer(page.decode().encode("cp1256"), Content_Type="text/html; charset=windows-1256"),
    ]
    raw.write("a.warc", b"".join(record("response", body) for body in bodies))
    texts = {a.text for a in raw.all.articles}
    assert len(raw.all.articles) == len(bodies)
    assert len(texts) == 1


def test_a_cut_archive_gives_what_came_before(raw: Raw, page: bytes) -> None:
    archive = b"".join(record("response", answer(page + bytes([48 + n]))) for n in range(3))
    for place, name in ((len(archive) - 40, "body"), (2 * len(archive) // 3 + 30, "head")):
        raw.write(f"{name}.warc", archive[:place])
    packed = gzip.compress(archive)
    raw.write("packed.warc.gz", packed[: len(packed) - 12])
    whole = raw.all
    assert {r.raw_path: r.reason for r in whole.rejects} == {
        "body.warc": "broken_archive",
        "head.warc": "broken_archive",
        "packed.warc.gz": "broken_compression",
    }
    assert [a.raw_path for a in whole.articles][:4] == ["body.warc"] * 2 + ["head.warc"] * 2


def test_one_broken_answer_leaves_the_others(raw: Raw, page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "MAX_RECORD_BYTES", 100_000)
    bomb = gzip.compress(b"x" * 10_000_000)
    blocks = [
        answer(bomb, Content_Encoding="gzip"),
        answer(gzip.compress(page)[:-20], Content_Encoding="gzip"),
        answer(b"\x01\x02packed", Content_Encoding="br"),
        answer(b"5\r\nabc", Transfer_Encoding="chunked"),
        b"HTTP/1.1 200 OK\r\nno end",
        answer(b"x" * 200_000),
        answer(page),
    ]
    raw.write("a.warc", b"".join(record("response", block) for block in blocks))
    whole = raw.all
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [
        (1, "too_large"),
        (2, "broken_compression"),
        (3, "broken_compression"),
        (4, "broken_archive"),
        (5, "broken_archive"),
        (6, "too_large"),
    ]
    assert [a.raw_record for a in whole.articles] == [7]


@pytest.mark.parametrize(
    "archive",
    [
        b"no archive",
        b"WARC/1.0\r\n" + b"a: b\r\n" * 1000 + b"\r\n",
        b"WARC/1.0\r\nx: " + b"x" * 200_000,
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"\n" * 100,
    ],
)
def test_hostile_archives_are_one_reject(raw: Raw, archive: bytes) -> None:
    raw.write("a.warc", archive)
    assert raw.reject.reason == "broken_archive"


def test_an_empty_archive_is_told(raw: Raw) -> None:
    raw.write("a.warc", b"")
    assert [i.code for i in raw.issues] == ["ingest.file.no_records"]
