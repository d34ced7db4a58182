"""`.txt` with and without sidecar."""

from __future__ import annotations

import datetime as dt
import hashlib

from ..conftest import Raw


def test_text_and_sidecar(raw: Raw, words: str) -> None:
    raw.write("a.txt", f"{words}\r\nسطر\rآخر\n")
    raw.write("a.txt.meta.yml", "id: 7\nurl: https://www.sana.sy/1\npublished: 2023-12-14\ntitle: عنوان\ndesk: Homs\n")
    article = raw.article
    assert article.text == f"عنوان\n\n{words}\nسطر\nآخر\n"
    assert (article.external_id, article.raw_path, article.raw_record) == ("7", "a.txt", 1)
    assert article.published == dt.datetime(2023, 12, 14)
    assert (article.published_basis, article.source, article.source_id) == ("metadata", "sana.sy", "sana")
    assert (article.title, article.fields, article.language) == ("عنوان", '{"desk":"Homs"}', "ar")
    assert article.raw_sha256 == hashlib.sha256((raw.folder / "a.txt").read_bytes()).hexdigest()


def test_without_sidecar_nothing_is_invented(raw: Raw, words: str) -> None:
    raw.write("2023-12-14.txt", words)
    article = raw.article
    assert (article.published, article.published_basis, article.source, article.title, article.url) == (None,) * 5


def test_windows_1256(raw: Raw, words: str) -> None:
    text = f"{words} وأصيب ثلاثة مدنيين بجروح، بحسب مصادر محلية في البلدة."
    raw.write("a.txt", text.encode("cp1256"))
    assert raw.article.text == text


def test_packed(raw: Raw, words: str) -> None:
    import gzip

    raw.write("a.txt.gz", gzip.compress(words.encode()))
    assert raw.article.text == words


def test_control_characters_stay_where_they_are(raw: Raw) -> None:
    raw.write("a.txt", "قصف\x0b\x0c\x85 البلدة\u2028\x07")
    assert raw.article.text == "قصف\x0b\x0c\x85 البلدة\u2028\x07"


def test_empty_and_binary(raw: Raw) -> None:
    raw.write("a.txt", " \n\u200f\u200b\t")
    raw.write("b.txt", b"\x89PNG\0\0")
    raw.write("c.txt", b"")
    assert [(r.raw_path, r.reason) for r in raw.all.rejects] == [
        ("a.txt", "empty"),
        ("b.txt", "binary"),
        ("c.txt", "empty"),
    ]


def test_broken_sidecar_rejects_its_article(raw: Raw, words: str) -> None:
    raw.write("a.txt", words)
    raw.write("a.txt.meta.yml", "published: [2023")
    reject = raw.reject
    assert (reject.raw_path, reject.reason) == ("a.txt", "broken_metadata")
    assert "a.txt.meta.yml" in reject.detail
