"""`.html`: pages written for these tests."""

from __future__ import annotations

import datetime as dt

import pytest

from ..conftest import Raw

BODY = (
    "أعلنت البلدية صباح اليوم إغلاق الطريق الرئيسي بعد قصف مدفعي طال أطراف بلدة السنديان، "
    "وقالت إن ثلاثة مدنيين أصيبوا بجروح."
)
PAGE = """<!doctype html><html lang="ar"><head><title>قصف على السنديان | صحيفة المثال</title>{head}</head><body>
<nav><a href="/">الرئيسية</a> <a href="/x">سياسة</a></nav>
<article><h1>قصف على السنديان</h1><p>{body}</p><p>{body} وأضافت أن فرق الإسعاف وصلت إلى المكان.</p></article>
<aside><h3>مقالات ذات صلة</h3><a href="/2">افتتاح سوق جديد</a></aside>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def _page(head: str = "") -> str:
    return PAGE.replace("{head}", head).replace("{body}", BODY)


def test_headline_and_main_text(raw: Raw) -> None:
    raw.write("a.html", _page())
    article = raw.article
    assert article.title == "قصف على السنديان"
    assert article.text.startswith(f"قصف على السنديان\n{BODY}")
    assert "الرئيسية" not in article.text
    assert (article.language, article.published) == ("ar", None)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-12-14T10:00:00Z">',
        '<meta itemprop="datePublished" content="2023-12-14T10:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-12-14T10:00:00Z"}</script>',
        '<script type="application/ld+json">{"@graph": [{"a": 1}, {"datePublished": "2023-12-14T10:00:00Z"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta name="pubdate" content="2023-12-14T10:00:00Z">',
        '<meta property="article:published_time" content="yesterday"><meta name="date" content="2023-12-14T10:00:00Z">',
    ],
)
def test_published_from_what_the_page_says(raw: Raw, head: str) -> None:
    raw.write("a.html", _page(head))
    article = raw.article
    assert (article.published, article.published_basis) == (dt.datetime(2023, 12, 14, 10), "html")


def test_a_modification_date_is_no_publication_date(raw: Raw) -> None:
    raw.write("a.html", _page('<meta property="article:modified_time" content="2023-12-14T10:00:00Z">'))
    assert raw.article.published is None


def test_metadata_beside_the_page_goes_first(raw: Raw) -> None:
    raw.write("a.html", _page('<meta name="date" content="2023-12-14"><meta property="og:site_name" content="Page">'))
    raw.write("a.html.meta.yml", "published: 2023-12-20\nsource: SANA\n")
    article = raw.article
    assert (article.published, article.published_basis, article.source_id) == (
        dt.datetime(2023, 12, 20),
        "metadata",
        "sana",
    )


def test_declared_encoding(raw: Raw) -> None:
    raw.write("a.htm", _page('<meta charset="windows-1256">').encode("cp1256", "xmlcharrefreplace"))
    assert BODY in raw.article.text


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "b"])
def test_elements_that_nest_deep_hide_no_words(raw: Raw, tag: str) -> None:
    raw.write("a.html", _page("").replace("<p>", f"<{tag}>" * 400 + "<p>", 1))
    assert BODY in raw.article.text


@pytest.mark.parametrize("inner", ["<b><i>" * 1500, ("<div>" * 1500 + "</div>" * 1500) * 20])
def test_elements_that_nest_without_end_are_told(raw: Raw, inner: str) -> None:
    raw.write("a.html", _page("").replace("<p>", inner + "<p>", 1))
    assert raw.reject.reason == "too_deep"
    assert "browser" in raw.reject.remedy


@pytest.mark.parametrize("content", ["", "<html></html>", "<" * 5000, "<div>" * 50_000, "<!--", "\x01\x02"])
def test_pages_without_article_are_rejects(raw: Raw, content: str) -> None:
    raw.write("a.html", content)
    assert raw.reject.reason in {"empty", "broken_html", "too_deep"}
