"""The page of errors: whole, safe, and needing nothing else."""

from html.parser import HTMLParser

import pytest

from pipelines.evaluate.coded import CodedArticle
from pipelines.evaluate.error_page import marked, write_error_page
from pipelines.evaluate.scoring import evaluate
from tests.evaluate.samples import article, incident, report_at

HOSTILE = "First clause of it <script>alert('x')</script> & \"more\". Third clause of it <img src=x onerror=y>."


class Page(HTMLParser):
    """Tags, their attributes, and the text of a page."""

    def __init__(self, content):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def content(tmp_path):
    gold = article(incident(0, actor="<b>Bad</b>"), incident(2, "Arrests"), article_id="<i>id</i>")
    report = report_at("First clause of it", HOSTILE, report_id="r", sub_event_type="Attack", actor="</td><script>")
    evaluation = evaluate([gold], {"<i>id</i>": CodedArticle("<i>id</i>", HOSTILE, [report])})
    write_error_page(evaluation, tmp_path / "errors.html")
    return (tmp_path / "errors.html").read_text(encoding="utf-8")


def test_nothing_from_articles_becomes_markup(content):
    tags = [tag for tag, _ in Page(content).tags]
    assert not {"script", "img", "b", "i", "link", "iframe"} & set(tags)
    assert "<script>" in "".join(Page(content).words)


def test_the_page_loads_nothing(content):
    attributes = [name for _, given in Page(content).tags for name in given]
    assert not {"src", "href", "onerror", "onclick"} & set(attributes)
    assert "default-src 'none'" in content
    assert "url(" not in content
    assert "@import" not in content


def test_errors_stand_under_their_kind_with_expected_and_got(content):
    words = [word.strip() for word in Page(content).words if word.strip()]
    kinds = [words[n + 1] for n, word in enumerate(words) if word in ("missed incident", "wrong actor")]
    assert kinds == ["1", "1"]
    assert "<b>Bad</b>" in words
    assert "Arrests" in words


def test_the_words_meant_are_marked():
    assert marked("one two three", [(4, 7)], [(4, 13)]) == "one <mark><u>two</u></mark><u> three</u>"
    assert marked("a<b", [(1, 2)], []) == "a<mark>&lt;</mark>b"


def test_long_texts_are_cut_around_the_words():
    shown = marked("x" * 1000 + "HERE" + "y" * 1000, [(1000, 1004)], [])
    assert "<mark>HERE</mark>" in shown
    assert len(shown) < 400
    assert shown.startswith("… ")
    assert shown.endswith(" …")
