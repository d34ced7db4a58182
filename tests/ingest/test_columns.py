"""Column names of foreign dumps."""

from __future__ import annotations

import pytest

from pipelines.ingest.columns import load_column_maps, map_columns


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
    assert map_columns({"words": 1}, "no.such.map") == ({"words": 1}, None)


@pytest.mark.parametrize("column_map", load_column_maps().values(), ids=lambda m: m.map_id)
def test_every_map_is_reachable_and_gives_words(column_map: object) -> None:
    from pipelines.ingest.columns import ColumnMap

    assert isinstance(column_map, ColumnMap)
    assert {"text", "html"} & column_map.columns.keys()
    values = dict.fromkeys(column_map.requires, "x")
    assert map_columns(values)[1] == column_map.map_id
