"""Pages, pieces of pages, pages of many posts."""

from __future__ import annotations

import pytest

from pipelines.ingest import limits
from pipelines.ingest.articles import UnreadableError
from pipelines.ingest.pages import fragment_text, page_articles, page_fields

from ..conftest import Raw

POST = (
    '<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="example/{n}">'
    '<div class="tgme_widget_message_owner_name">قناة المثال</div>'
    '<div class="tgme_widget_message_text js-message_text">{words}<br>رقم {n}</div>'
    '<a class="tgme_widget_message_date" href="https://t.me/example/{n}"><time datetime="2024-03-0{n}T01:00:00+03:00">'
    "</time></a></div></div>"
)


def test_every_post_of_a_saved_channel_is_an_article(raw: Raw, words: str) -> None:
    posts = "".join(POST.format(n=n, words=words) for n in range(1, 4))
    raw.write("channel.html", f"<html><body><header>تيليغرام</header>{posts}</body></html>")
    articles = raw.all.articles
    assert [a.text for a in articles] == [f"{words}\nرقم {n}" for n in range(1, 4)]
    assert [(a.raw_record, a.external_id, a.source) for a in articles] == [
        (n, f"example/{n}", "قناة المثال") for n in range(1, 4)
    ]
    assert next(a.published.isoformat() for a in articles if a.published) == "2024-02-29T22:00:00"


EXPORTED = (
    '<div class="message default clearfix{joined}" id="message{n}"><div class="body">'
    '<div class="pull_right date details" title="05.11.2022 0{n}:15:30 UTC+03:00">0{n}:15</div>'
    '<div class="reply_to details">In reply to <a href="#go">this message</a></div>{words}</div></div>'
)


def test_every_message_of_an_exported_chat_is_an_article(raw: Raw, words: str) -> None:
    text = f'<div class="text">{words}<br>ثم هدأ القصف.</div>'
    messages = EXPORTED.format(n=1, joined="", words=text) + EXPORTED.format(n=2, joined=" joined", words=text)
    service = '<div class="message service"><div class="body details">5 November 2022</div></div>'
    picture = EXPORTED.format(n=3, joined=" joined", words='<div class="media_wrap"><img src="p.jpg"></div>')
    head = '<div class="page_header"><div class="content"><div class="text bold">قناة المثال</div></div></div>'
    raw.write("messages.html", f"<html><body>{head}{service}{messages}{picture}</body></html>")
    articles = raw.all.articles
    assert [(a.text, a.external_id, a.source) for a in articles] == [
        (f"{words}\nثم هدأ القصف.", f"message{n}", "قناة المثال") for n in (1, 2)
    ]
    assert [a.published.isoformat() for a in articles if a.published] == ["2022-11-04T22:15:30", "2022-11-04T23:15:30"]


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain words, 3 < 5", "plain words, 3 < 5"),
        ("<p>one\ntwo</p><p>three</p>", "one two\nthree"),
        ("a<br/>b<!-- c -->d<script>e</script>f", "a\nbdf"),
        ("&lt;b&gt; &amp; &#1601;", "<b> & ف"),
        ("<ul><li>one</li><li>two <b>bold</b> end</li></ul>", "one\ntwo bold end"),
        ("", ""),
    ],
)
def test_fragments(fragment: str, text: str) -> None:
    assert fragment_text(fragment) == text


def test_a_piece_of_a_page_keeps_all_its_words(words: str) -> None:
    assert page_fields(f"<p>{words}</p><p>قصير</p>") == {"text": f"{words}\nقصير"}


@pytest.mark.parametrize(
    "page",
    ["<p>x" * (limits.MAX_PAGE_ELEMENTS + 10), "<p>" + "x" * (limits.MAX_PAGE_CHARACTERS + 1)],
    ids=["elements", "characters"],
)
def test_pages_too_large_to_take_apart_are_told(page: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        page_articles(f"<html><body>{page}")
    assert raised.value.reason == "too_large"
