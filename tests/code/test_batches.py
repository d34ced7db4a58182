"""The code stage around the coder: every article is coded, told of, or rejected."""

import datetime as dt
import pickle

import pyarrow as pa
import pytest

from pipelines.code import CODED_TABLES, code_batch
from pipelines.coding.article import CodedArticle
from pipelines.metadata.errors import SchemaError

ARTICLES = pa.table(
    {
        "article_id": ["a", "b", "c"],
        "text": ["one", "two", "three"],
        "language": ["ar", "ar", "xx"],
        "title": [None, None, None],
        "published": pa.array([dt.datetime(2024, 3, 5, 22), None, None], pa.timestamp("us")),
        "country": ["Syria", None, None],
        "source": [None, None, None],
    }
)


def mention(article, **changes):
    return {
        "mention_id": f"{article.article_id}-1",
        "article_id": article.article_id,
        "start": 0,
        "end": 1,
        "trigger_text": "o",
        "lexicon_id": "x",
        "disposition": "non_event",
    } | changes


def coder(article):
    return CodedArticle(article.article_id, mentions=[mention(article)])


def test_every_table_is_there_even_when_nothing_was_found():
    tables = code_batch(ARTICLES.slice(0, 0), coder)
    assert set(tables) == set(CODED_TABLES)
    assert all(table.num_rows == 0 for table in tables.values())


def test_articles_without_lexicon_give_one_issue_and_no_coding():
    tables = code_batch(ARTICLES, coder)
    assert tables["mentions"]["article_id"].to_pylist() == ["a", "b"]
    assert tables["issues"].select(["article_id", "code"]).to_pylist() == [
        {"article_id": "c", "code": "code.language.uncovered"}
    ]


def test_the_coder_sees_the_day_of_publication():
    seen = []
    code_batch(ARTICLES, lambda article: seen.append(article) or CodedArticle(article.article_id))
    assert [article.published for article in seen] == [dt.date(2024, 3, 5), None]


def test_the_day_is_the_source_s_own_and_repeated_parts_are_handed_on():
    seen = []
    late = ARTICLES.slice(0, 1).append_column("published_offset", pa.array([180]))
    late = late.append_column("boilerplate", pa.array([["3-10", "12-20"]]))
    code_batch(late, lambda article: seen.append(article) or CodedArticle(article.article_id))
    assert seen[0].published == dt.date(2024, 3, 6)
    assert seen[0].boilerplate == ((3, 10), (12, 20))


def fails(article):
    raise RecursionError("too deep")


@pytest.mark.parametrize(
    ("broken", "detail"),
    [
        (fails, "RecursionError: too deep"),
        (lambda article: CodedArticle(article.article_id, mentions=[mention(article, start="x")]), "ArrowInvalid"),
        (
            lambda article: CodedArticle(article.article_id, mentions=[mention(article, colour="red")]),
            "no column colour",
        ),
    ],
)
def test_one_article_that_fails_is_rejected_and_the_others_are_coded(broken, detail):
    tables = code_batch(ARTICLES, lambda article: broken(article) if article.article_id == "a" else coder(article))
    failure = tables["failures"].to_pylist()
    assert [row["article_id"] for row in failure] == ["a"]
    assert failure[0]["reason"] == "coder_error"
    assert detail in failure[0]["detail"]
    assert tables["mentions"]["article_id"].to_pylist() == ["b"]


def test_a_date_that_the_text_told_is_kept_with_its_basis():
    tables = code_batch(
        ARTICLES, lambda a: CodedArticle(a.article_id, published=dt.date(2024, 1, 2), published_basis="text")
    )
    assert tables["article_dates"].to_pylist()[0] == {
        "article_id": "a",
        "published": dt.datetime(2024, 1, 2),
        "published_basis": "text",
    }


def test_one_batch_or_several_give_the_same_rows():
    whole = code_batch(ARTICLES, coder)
    parts = [code_batch(ARTICLES.slice(n, 1), coder) for n in range(3)]
    for name in CODED_TABLES:
        assert pa.concat_tables([part[name] for part in parts]).equals(whole[name])


def test_a_wrong_declaration_stops_everything_instead_of_rejecting_articles():
    def misled(article):
        raise SchemaError("schemas/lexicons/ar/cues.yml", "ar.cue.x", "is no cue")

    with pytest.raises(SchemaError) as found:
        code_batch(ARTICLES, misled)
    assert str(pickle.loads(pickle.dumps(found.value))) == "schemas/lexicons/ar/cues.yml: ar.cue.x: is no cue"
