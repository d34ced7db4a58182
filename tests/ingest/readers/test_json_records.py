"""Line formats and JSON documents."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pytest

from pipelines.ingest import limits

from ..conftest import Raw


def test_every_line_is_an_article_or_a_reject(raw: Raw, words: str) -> None:
    good = json.dumps({"text": words}, ensure_ascii=False)
    lines = [
        good.encode(),
        b"",
        b"{broken",
        b"[1, 2]",
        b'{"text": "\xff"}',
        b'"words"',
        b'{"n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"text": 5}',
        b'{"title": "t"}',
        b'{"text": ""}',
        b'{"text": null}',
        b'{"text": "a\\u0000b"}',
        b'{"text": "x\\ud83d"}',
        b'{"text": "x", "url": "\\ud83d"}',
        good.encode(),
    ]
    raw.write("a.jsonl", b"\n".join(lines))
    whole = raw.all
    assert [a.raw_record for a in whole.articles] == [1, 16]
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [
        (3, "broken_json"),
        (4, "not_a_record"),
        (5, "undecodable"),
        (6, "not_a_record"),
        (7, "broken_json"),
        (8, "broken_json"),
        (9, "bad_field"),
        (10, "no_text"),
        (11, "empty"),
        (12, "empty"),
        (13, "binary"),
        (14, "undecodable"),
        (15, "undecodable"),
    ]
    assert all(r.detail and r.remedy and "\n" not in r.detail for r in whole.rejects)


def test_fields_are_kept(raw: Raw, words: str) -> None:
    raw.lines(
        "a.jsonl",
        {"text": words, "id": 12, "country": "Syria", "tags": ["b", "a"], "score": float("nan"), "z": {"k": 1}},
    )
    article = raw.article
    assert (article.external_id, article.country) == ("12", "Syria")
    assert article.fields == '{"tags":["b","a"],"z":{"k":1}}'


def test_unusable_values_become_issues_and_are_kept(raw: Raw, words: str) -> None:
    raw.lines(
        "a.jsonl", {"text": words, "published": "14/12/2023", "language": "Arabic", "url": ["x"], "title": "t" * 20_000}
    )
    whole = raw.all
    assert {i.code for i in whole.issues} == {f"ingest.{n}.unusable" for n in ("published", "language", "url", "title")}
    article = whole.articles[0]
    assert (article.published, article.language, article.url, article.title) == (None, "ar", None, None)
    assert json.loads(article.fields)["published"] == "14/12/2023"


@pytest.mark.parametrize(
    ("given", "country"), [("SY", "Syria"), ("syr", "Syria"), ("سوريا", "Syria"), ("Atlantis", None)]
)
def test_countries_go_by_their_published_name(raw: Raw, words: str, given: str, country: str | None) -> None:
    raw.lines("a.jsonl", {"text": words, "country": given})
    whole = raw.all
    assert [article.country for article in whole.articles] == [country]
    assert [issue.code for issue in whole.issues] == ([] if country else ["ingest.country.unusable"])


def test_a_local_day_is_not_lost(raw: Raw, words: str) -> None:
    raw.lines("a.jsonl", {"text": words, "published": "2023-12-15T01:00:00+03:00"})
    article = raw.article
    assert article.published is not None
    assert article.published.isoformat() == "2023-12-14T22:00:00"
    assert (article.published_offset, article.fields) == (180, "{}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_lines_in_other_encodings(raw: Raw, words: str, encoding: str) -> None:
    line = json.dumps({"text": words + " وقالت مصادر محلية إن القصف استهدف السوق"}, ensure_ascii=False)
    raw.write("a.jsonl", f"{line}\n{line}\n".encode(encoding))
    assert [a.text[:10] for a in raw.all.articles] == [words[:10]] * 2


def test_packed_lines(raw: Raw, words: str) -> None:
    line = json.dumps({"text": words}).encode() + b"\n"
    raw.write("a.jsonl.gz", gzip.compress(line * 3))
    raw.write("b.ndjson.zst", pa.compress(line * 2, "zstd", asbytes=True))
    assert [a.raw_path for a in raw.all.articles] == ["a.jsonl.gz"] * 3 + ["b.ndjson.zst"] * 2


def test_a_cut_archive_gives_what_came_before(raw: Raw, words: str) -> None:
    packed = gzip.compress(
        b"".join(json.dumps({"text": f"{words} {i * 7919}"}).encode() + b"\n" for i in range(40_000))
    )
    raw.write("a.jsonl.gz", packed[: len(packed) - len(packed) // 10])
    raw.write("b.jsonl.gz", b"no archive")
    raw.write("c.jsonl.zst", b"no archive")
    whole = raw.all
    assert [(r.raw_path, r.raw_record, r.reason) for r in whole.rejects] == [
        (f"{name}", None, "broken_compression") for name in ("a.jsonl.gz", "b.jsonl.gz", "c.jsonl.zst")
    ]
    assert 20_000 < len(whole.articles) < 40_000


def test_long_lines_and_bombs(raw: Raw, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.readers.json_records.MAX_RECORD_BYTES", 1000)
    raw.write("a.jsonl", json.dumps({"text": words}) + "\n" + "x" * 5000 + "\n" + json.dumps({"text": words}) + "\n")
    whole = raw.all
    assert [a.raw_record for a in whole.articles] == [1, 3]
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [(2, "too_large")]
    monkeypatch.setattr("pipelines.ingest.opening.EXPANSION_FLOOR_BYTES", limits.MEBIBYTE)
    raw.write("a.jsonl", "")
    raw.write("b.jsonl.gz", gzip.compress(b"\n" * (20 * limits.MEBIBYTE)))
    assert [(r.raw_path, r.reason) for r in raw.all.rejects] == [("b.jsonl.gz", "too_large")]


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "W"}, {"text": "W2"}]',
        '{"articles": [{"text": "W"}, {"text": "W2"}]}',
        '{"text": "W"}\n{"text": "W2"}\n',
    ],
)
def test_json_documents(raw: Raw, content: str) -> None:
    raw.write("a.json", content)
    assert [(a.raw_record, a.text) for a in raw.all.articles] == [(1, "W"), (2, "W2")]


def test_json_of_one_record_and_none(raw: Raw) -> None:
    raw.write("a.json", '{"text": "W", "items": [{"x": 1}]}')
    raw.write("b.json", "[]")
    raw.write("c.json", "{")
    raw.write("d.json", '[{"text": "W"}, 3]')
    whole = raw.all
    assert [a.raw_path for a in whole.articles] == ["a.json", "d.json"]
    assert [(r.raw_path, r.raw_record, r.reason) for r in whole.rejects] == [
        ("c.json", None, "broken_json"),
        ("d.json", 2, "not_a_record"),
    ]
    assert [i.code for i in whole.issues] == ["ingest.file.no_records"]


def test_html_in_a_record(raw: Raw, words: str) -> None:
    page = f"<html><body><article><h1>عنوان</h1><p>{words} {words} {words}</p></article></body></html>"
    raw.lines("a.jsonl", {"html": page, "title": "own"}, {"html": 5}, {"html": ""})
    whole = raw.all
    assert words in whole.articles[0].text
    assert whole.articles[0].title == "own"
    assert [r.reason for r in whole.rejects] == ["bad_field", "empty"]


@pytest.mark.parametrize(
    ("record", "articles"),
    [
        ('{"text": "one two", "text": "three"}', 0),
        ('{"article": {"text": "one", "text": "two"}, "text": "three"}', 0),
        ('{"text": "one two", "text": "one two"}', 1),
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_name_that_stands_twice_loses_nothing_silently(raw: Raw, record: str, articles: int, name: str) -> None:
    raw.write(name, f'[{record}, {{"text": "four"}}]' if name == "a.json" else f'{record}\n{{"text": "four"}}\n')
    whole = raw.all
    assert len(whole.articles) == articles + 1
    assert [r.detail for r in whole.rejects] == ["the name 'text' stands twice, with different values"] * (1 - articles)


def test_a_list_that_stands_twice(raw: Raw) -> None:
    raw.write("a.json", '{"articles": [{"text": "one"}], "articles": [{"text": "two"}]}')
    assert raw.reject.reason == "broken_json"


def test_words_in_pieces_are_joined(raw: Raw) -> None:
    raw.lines("a.jsonl", {"text": ["one", "two"]}, {"text": ["one ", {"text": "link"}, " two"]}, {"text": ["one", 2]})
    raw.lines("b.json", {"text": ["one", "two"], "published": ["2020-02-05", "2020-02-06"]})  # columns, not pieces
    assert [a.text for a in raw.all.articles] == ["one\ntwo", "one link two"]
    assert [r.reason for r in raw.all.rejects] == ["bad_field"] * 2


@pytest.mark.parametrize(
    ("given", "hint"),
    [("05/02/2020", "day_first"), (1580944530, "epoch_seconds"), ("1580944530123", "epoch_milliseconds"), ("soon", "")],
)
def test_a_time_that_cannot_be_read_says_what_to_write(raw: Raw, words: str, given: object, hint: str) -> None:
    raw.lines("a.jsonl", {"text": words, "published": given})
    (issue,) = raw.issues
    assert issue.code == "ingest.published.unusable"
    assert (f"`dates: {hint}`" in issue.message) if hint else "`dates" not in issue.message


def test_objects_behind_each_other_may_take_many_lines(raw: Raw) -> None:
    good = json.dumps({"text": "words"}, indent=1)
    raw.write("a.json", f"{good}\n{good},{good}\n{{broken\n{good},\n")
    assert [a.raw_record for a in raw.all.articles] == [1, 2, 3, 5]
    assert [(r.raw_record, r.reason) for r in raw.all.rejects] == [(4, "broken_json")]


def test_lines_cut_out_of_a_list_end_in_a_comma(raw: Raw) -> None:
    raw.write("a.jsonl", '{"text": "one"},\n{"text": "two"} ,\n{"text": "three"}, {}\n')
    assert [a.text for a in raw.all.articles] == ["one", "two"]
    assert [r.raw_record for r in raw.all.rejects] == [3]


@pytest.mark.parametrize("holder", ['{{"response": {{"docs": {}}}}}', '{{"articles": {{"results": {}}}}}'])
def test_lists_in_answers_of_services(raw: Raw, holder: str) -> None:
    raw.write("a.json", holder.format('[{"text": "one"}, {"text": "two"}]'))
    assert [a.text for a in raw.all.articles] == ["one", "two"]


def test_many_broken_objects_take_no_time_that_grows_with_their_square(raw: Raw) -> None:
    raw.write("a.json", '{"text": "one"}\n' + "{broken\n" * 20_000 + '{"text": "two"}\n')
    whole = raw.all
    assert [a.text for a in whole.articles] == ["one", "two"]
    assert [r.raw_record for r in whole.rejects] == list(range(2, 20_002))
