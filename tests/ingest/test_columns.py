"""Column names of foreign dumps."""

from __future__ import annotations

import pytest

from pipelines.ingest.columns import ColumnsError, load_column_maps, map_columns

from .conftest import Raw


def test_own_names_stay() -> None:
    values = {"text": "words", "content": "other", "maintext": "other"}
    assert map_columns(values) == (values, None)


def test_a_dump_is_known_by_its_columns() -> None:
    mapped, used = map_columns({"maintext": "words", "date_publish": "2023-12-14", "authors": ["a"]})
    assert used == "crawler.maintext"
    assert mapped == {"text": "words", "published": "2023-12-14", "authors": ["a"]}


def test_nested_columns_are_reached_and_the_rest_is_kept() -> None:
    post = {
        "content": {"rendered": "<p>w</p>"},
        "title": {"rendered": "t"},
        "date_gmt": "2023-12-14T00:00:00",
        "link": "u",
        "id": 7,
    }
    mapped, used = map_columns(post)
    assert used == "wordpress.posts"
    assert (mapped["html"], mapped["title"], mapped["url"], mapped["id"]) == ("<p>w</p>", "t", "u", 7)


def test_metadata_may_force_a_map() -> None:
    mapped, used = map_columns({"text": "teaser", "body": "words"}, "plain.body")
    assert (mapped["text"], used) == ("words", "plain.body")
    assert map_columns({"text": "words"}, "plain.body") == ({"text": "words"}, None)  # a text beside the dump


def test_metadata_may_hold_a_map_of_their_own() -> None:
    values = {"b": {"t": "words"}, "tarikh": "5/3/2024 01:30", "x": 1}
    mapped, _ = map_columns(values, {"text": "b.t", "published": "tarikh"}, "day_first")
    assert mapped == {"text": "words", "published": "2024-03-05 01:30", "b": {"t": "words"}, "x": 1}


@pytest.mark.parametrize(
    ("columns", "dates"),
    [("no.such.map", None), (["text"], None), ({"words": "body"}, None), ({"title": "t"}, None), (None, "roman")],
)
def test_settings_that_cannot_be_used_are_told(columns: object, dates: object) -> None:
    with pytest.raises(ColumnsError):
        map_columns({"body": "words"}, columns, dates)


@pytest.mark.parametrize(
    ("given", "notation", "iso"),
    [
        ("05/03/2024", "day_first", "2024-03-05"),
        ("3-5-2024", "month_first", "2024-03-05"),
        (1709596800, "epoch_seconds", "2024-03-05T00:00:00+00:00"),
        ("1709596800000", "epoch_milliseconds", "2024-03-05T00:00:00+00:00"),
        ("2024-03-05", "day_first", "2024-03-05"),
        ("soon", "epoch_seconds", "soon"),
        (None, "epoch_seconds", None),
        (10**30, "epoch_seconds", 10**30),
    ],
)
def test_dates_in_the_notation_of_the_dump(given: object, notation: str, iso: object) -> None:
    assert map_columns({"text": "w", "published": given}, None, notation)[0]["published"] == iso


def test_a_folder_of_a_foreign_dump(raw: Raw) -> None:
    raw.write("_meta.yml", b"columns: {text: body_ar, published: tarikh, source: qanat}\ndates: day_first\n")
    raw.write("a.csv", "body_ar,tarikh,qanat\nقصف على بلدة السنديان,05/03/2024,قناة\n".encode())
    raw.write("b.txt", "قصف على بلدة النبع".encode())
    articles = raw.all.articles
    assert [(a.text, a.source) for a in articles] == [("قصف على بلدة السنديان", "قناة"), ("قصف على بلدة النبع", None)]
    assert str(articles[0].published) == "2024-03-05 00:00:00"
    raw.write("_meta.yml", b"columns: no.such.map\n")
    assert {r.reason for r in raw.all.rejects} == {"bad_columns"}


@pytest.mark.parametrize("column_map", load_column_maps().values(), ids=lambda m: m.map_id)
def test_every_map_is_reachable_and_gives_words(column_map: object) -> None:
    from pipelines.ingest.columns import ColumnMap

    assert isinstance(column_map, ColumnMap)
    assert {"text", "html"} & (column_map.columns.keys() | column_map.requires)
    values = dict.fromkeys(column_map.requires, "x")
    assert map_columns(values)[1] == column_map.map_id


@pytest.mark.parametrize(
    ("values", "url", "source"),
    [
        ({"text": "w", "date": "2023-12-14"}, None, None),
        ({"text": "w", "date": "2023-12-14", "link": "u"}, "u", None),
        ({"html": "<p>w</p>", "date": "2023-12-14"}, None, None),
        ({"text": "w", "raw_text": "w", "date": "2023-12-14", "hostname": "h", "source": "u"}, "u", "h"),
        ({"Text": "w", "Published At": "2023-12-14", "URL": "u"}, "u", None),
        ({"النص": "w", "التاريخ": "2023-12-14", "المصدر": "h"}, None, "h"),
    ],
)
def test_words_without_a_day_take_the_day_of_another_name(values: dict[str, str], url: str, source: str) -> None:
    mapped, _ = map_columns(values)
    assert (mapped["published"], mapped.get("url"), mapped.get("source")) == ("2023-12-14", url, source)
    assert mapped.get("text") == "w" or mapped["html"] == "<p>w</p>"


def test_a_day_that_is_given_is_not_replaced() -> None:
    values = {"text": "words", "date": "2024-01-01", "published": "2023-12-14"}
    assert map_columns(values) == (values, None)


def test_a_chat_exported_as_json(raw: Raw, words: str) -> None:
    pieces = [words, {"type": "link", "text": " example.org"}, " ثم هدأ"]
    message = {"type": "message", "date": "2022-11-05T23:15:30", "date_unixtime": "1667679330", "text_entities": []}
    joined = {"id": 1, "type": "service", "date": "2022-11-01T00:00:00", "text": ""}
    chat = {"name": "قناة", "messages": [joined, {**message, "id": 2, "from": "قناة", "text": pieces}]}
    raw.lines("result.json", chat)
    (article,), (reject,) = raw.all.articles, raw.all.rejects
    assert article.text == f"{words} example.org ثم هدأ"
    assert (article.source, article.external_id) == ("قناة", "2")
    assert article.published is not None
    assert article.published.isoformat() == "2022-11-05T20:15:30"
    assert (reject.raw_record, reject.reason) == (1, "empty")
