"""Addresses that tell when their page was published."""

import datetime as dt

import pytest

from pipelines.ingest.articles import Article, Record
from pipelines.ingest.building import build_article
from pipelines.ingest.url_dates import day_in_url


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://news.example/2022/10/29/6671", dt.datetime(2022, 10, 29)),
        ("https://news.example/politics/2023/5/8/headline", dt.datetime(2023, 5, 8)),
        ("https://news.example/2024-02-29-headline.html", dt.datetime(2024, 2, 29)),
        ("https://twitter.com/example/status/1506651426830827525", dt.datetime(2022, 3, 23, 15, 17, 47)),
        ("https://mobile.twitter.com/example/status/1506651426830827525?s=20", dt.datetime(2022, 3, 23, 15, 17, 47)),
        ("https://news.example/2023/02/30/headline", None),
        ("https://news.example/2022/10/29/then/2022/11/01/", None),
        ("https://news.example/2022/10/headline", None),
        ("https://news.example/2022/10/2934", None),
        ("https://notwitter.com/example/status/1506651426830827525", None),
        ("https://news.example/status/1506651426830827525", None),
        ("", None),
    ],
)
def test_an_address_may_tell_the_time(url, published):
    assert day_in_url(url) == published


def article_of(**values):
    *_, article = build_article(Record(1, {"text": "قصف على البلدة", **values}), {}, "a.jsonl", "0" * 64)
    assert isinstance(article, Article)
    return article.published, article.published_basis


def test_the_address_dates_what_nothing_else_dates():
    url = "https://news.example/2022/10/29/6671"
    assert article_of(url=url) == (dt.datetime(2022, 10, 29), "metadata")
    assert article_of(url=url, published="2022-10-28") == (dt.datetime(2022, 10, 28), "metadata")
    assert article_of(url="https://news.example/6671") == (None, None)
