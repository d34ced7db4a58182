"""Saved feeds."""

from __future__ import annotations

import pytest

from ..conftest import Raw

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>شبكة المثال</title><link>https://example.org</link><language>ar</language><image><title>شعار</title></image>
<item><title>خبر &amp;quot;أول&amp;quot;</title><link>https://example.org/1</link><guid isPermaLink="false">n1</guid>
<pubDate>Thu, 14 Mar 2024 01:05:00 +0300</pubDate><media:description>صورة</media:description><category>محليات</category>
<description>موجز</description><content:encoded><![CDATA[<p>WORDS</p><p>فقرة ثانية</p>]]></content:encoded></item>
<item><title>خبر ثان</title><description>&lt;b&gt;WORDS&lt;/b&gt;&nbsp;وبعد</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title>
<entry><id>tag:example.org,2024:1</id><title type="html">News &lt;i&gt;one&lt;/i&gt;</title><link rel="self" href="https://example.org/api/1"/>
<link href="https://example.org/1"/><updated>2024-03-20T00:00:00Z</updated><published>2024-03-14T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>WORDS</p></div></content></entry>
<entry><id>2</id><title>two</title><updated>2024-03-20T00:00:00Z</updated><summary>WORDS</summary></entry></feed>"""


def test_rss(raw: Raw, words: str) -> None:
    raw.write("a.rss", RSS.replace("WORDS", words))
    first, second = raw.all.articles
    assert (first.text, first.title, first.url, first.external_id) == (
        f'خبر "أول"\n\n{words}\nفقرة ثانية', 'خبر "أول"', "https://example.org/1", "n1",
    )  # fmt: skip
    assert (first.source, first.language, first.published_basis) == ("شبكة المثال", "ar", "metadata")
    assert first.published is not None
    assert first.published.isoformat() == "2024-03-13T22:05:00"
    assert "محليات" in first.fields
    assert (second.text, second.published, second.raw_record) == (f"خبر ثان\n\n{words} وبعد", None, 2)


def test_atom_and_the_time_of_a_change(raw: Raw, words: str) -> None:
    raw.write("a.atom", ATOM.replace("WORDS", words))
    first, second = raw.all.articles
    assert (first.title, first.url, first.text) == ("News one", "https://example.org/1", f"News one\n\n{words}")
    assert first.published is not None
    assert (second.text, second.published) == (f"two\n\n{words}", None)


def test_a_cut_feed_gives_the_entries_before_the_cut(raw: Raw, words: str) -> None:
    raw.write("a.xml", RSS.replace("WORDS", words)[:-60])
    whole = raw.all
    assert len(whole.articles) == 1
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [(None, "broken_xml")]


RSS_OF = "<rss><channel><item><title>x</title><description>{}</description></item></channel></rss>"
FILE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LAUGHS + "]>" + RSS_OF.format("&j;"), "unsafe_xml"),
        (FILE + RSS_OF.format("&x;"), "unsafe_xml"),
        ("<svg></svg>", "unknown_format"),
        ("<rss>" + "<a>" * 100_000, "broken_xml"),
        ("no xml", "broken_xml"),
        ("<rss><channel><item>" + "<b>" * 5000, "broken_xml"),
    ],
)
def test_hostile_feeds(raw: Raw, content: str, reason: str) -> None:
    raw.write("a.xml", content)
    assert raw.reject.reason == reason


def test_a_document_type_without_definitions_is_read_and_nothing_fetched(raw: Raw, words: str) -> None:
    kind = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.org/rss.dtd">'
    raw.write("a.rss", f"{kind}<rss><channel><item><description>{words}</description></item></channel></rss>")
    assert raw.article.text == words


def test_bare_ampersands_are_letters(raw: Raw, words: str) -> None:
    item = "<title>A & B</title><link>https://a.example/?x=1&y=2</link>"
    item += f"<description>{words} & &#1601; &lt;</description>"
    raw.write("a.rss", f"<rss><channel><item>{item}</item></channel></rss>")
    assert (raw.article.title, raw.article.url) == ("A & B", "https://a.example/?x=1&y=2")
    assert raw.article.text.endswith(f"{words} & ف <")


def test_encodings_of_feeds(raw: Raw, words: str) -> None:
    feed = '<?xml version="1.0" encoding="windows-1256"?>' + RSS_OF.format(words)
    raw.write("a.rss", feed.encode("cp1256"))
    raw.write("b.rss", feed.replace("windows-1256", "utf-16").encode("utf-16"))
    assert [a.text for a in raw.all.articles] == [f"x\n\n{words}"] * 2
