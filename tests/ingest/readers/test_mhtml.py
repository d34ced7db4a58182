"""Pages that browsers save in one file."""

from __future__ import annotations

import quopri

import pytest

from ..conftest import Raw

HEAD = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://a.example/1\r\nMIME-Version: 1.0\r\n"
KIND = 'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n'
MORE = "وأضاف شهود أن القصف استمر ساعة وألحق أضراراً بالمنازل المجاورة."


def saved(page: bytes, encoding: str = "quoted-printable", kind: str = "text/html") -> bytes:
    body = quopri.encodestring(page) if encoding == "quoted-printable" else page
    part = f"------x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    part += "Content-Location: https://a.example/1\r\n\r\n"
    picture = "\r\n------x\r\nContent-Type: image/png\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
    return (HEAD + KIND + part).encode() + body + picture.encode()


@pytest.mark.parametrize(("encoding", "charset"), [("quoted-printable", "utf-8"), ("binary", "cp1256")])
def test_the_page_is_read(raw: Raw, words: str, encoding: str, charset: str) -> None:
    page = f"<html><body><h1>قصف السنديان</h1><p>{words}.</p><p>{MORE}</p></body></html>"
    raw.write("a.mhtml", saved(page.encode(charset), encoding))
    article = raw.article
    assert (article.title, article.url) == ("قصف السنديان", "https://a.example/1")
    assert words in article.text
    assert MORE in article.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_article"),
        (b"\xff\x00 no mail at all", "no_article"),
        (saved(b"x", kind="image/gif"), "no_article"),
        (saved(b""), "empty"),
        (HEAD.encode() + KIND.encode() * 3000, "no_article"),
    ],
)
def test_what_is_no_saved_page_is_told(raw: Raw, content: bytes, reason: str) -> None:
    raw.write("a.mht", content)
    assert raw.reject.reason == reason
