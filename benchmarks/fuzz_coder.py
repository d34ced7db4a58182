"""Hostile articles for the coder: sentences of the sample and of the golden corpora, cut, mixed and spoiled."""

from __future__ import annotations

import datetime as dt
import random
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from benchmarks.corpus import sample_articles
from pipelines.code import code_batch
from pipelines.code.batches import FAILURES

PROJECT = Path(__file__).resolve().parents[1]
_SENTENCE = re.compile(r"(?<=[.!؟\n])\s+")
_LANGUAGES = ("ar", "en", "fr")
_COUNTRIES = (None, None, "Syria", "Iraq", "Yemen", "Nigeria", "Nowhere", "")
_DAYS = (None, dt.date(2024, 2, 29), dt.date(1900, 1, 1), dt.date(2199, 12, 31), dt.date(2015, 3, 5))
# Letters that tell apart what looks alike: marks of direction, joiners, digits of all kinds, signs without letters.
_ODD = (
    "\u200f\u200e\u202e\u2066\u2069\u200c\u200d\u00ad\ufeff\u0640\u064b\u0651\u0670٠٩۴²½४\u3000\x0b\x1f\x85\u2028"
    "\U0001f4a3\ufffd\U00010348\"«»'()[]{}،؛؟%/\\-–—_*#@&<>\0"
)


@cache
def sentences() -> dict[str, list[str]]:
    """Language → sentences to start from."""
    found: dict[str, list[str]] = {language: [] for language in _LANGUAGES}
    for article in sample_articles(PROJECT / "raw"):
        found.setdefault(article.language, []).extend(s for s in _SENTENCE.split(article.text) if s.strip())
    for language in _LANGUAGES:
        golden = yaml.safe_load((PROJECT / "tests" / "corpus" / "events" / f"{language}.yml").read_text("utf-8"))
        found[language] += [case["text"] for case in golden["cases"]]
    return found


def article(luck: random.Random) -> dict[str, Any]:
    """One article: mostly short, now and then long, its metadata as odd as its words."""
    language = luck.choice(_LANGUAGES)
    pool = sentences()[language]
    text = " ".join(luck.choice(pool) for _ in range(luck.choice((1, 1, 1, 1, 2, 2, 3, 5))))
    for _ in range(luck.randrange(5)):
        text = spoiled(text, luck, pool)
    return {
        "article_id": "a",
        "text": text[:60_000] or " ",
        "language": language,
        "title": luck.choice((None, None, luck.choice(pool)[:90])),
        "published": luck.choice(_DAYS),
        "country": luck.choice(_COUNTRIES),
        "source": None,
    }


def spoiled(text: str, luck: random.Random, pool: list[str] | None = None) -> str:
    """The text with one change: of letters, words or their order, or mixed with a sentence of the pool."""
    words, pool = text.split(" "), pool or sentences()[luck.choice(_LANGUAGES)]
    place, kind = luck.randrange(len(text) + 1), luck.randrange(10)
    if kind == 0:
        luck.shuffle(words)
        return " ".join(words)
    if kind == 1:
        return text[:place] + luck.choice(_ODD) * luck.randrange(1, 4) + text[place:]
    if kind == 2:
        return text[:place] + text[place + luck.randrange(1, 30) :]
    if kind == 3:
        return text[:place] + str(luck.randrange(10 ** luck.randrange(1, 25))) + text[place:]
    if kind == 4:
        other = luck.choice(pool)
        return text[:place] + other[luck.randrange(len(other)) :]
    if kind == 5:
        return " ".join(word for word in words for _ in range(luck.choice((1, 1, 1, 2))))
    if kind == 6:  # every letter once more, or none of the spaces
        return luck.choice((text.replace(" ", ""), text.replace(" ", "\n"), text.replace(".", ""), text.upper()))
    if kind == 7:
        first = luck.randrange(len(words))
        piece = " ".join(words[first : first + luck.randrange(1, 6)]) + luck.choice((" ", "", "، ", "\n", ". "))
        return text + piece * (luck.randrange(2, 2_000) if luck.random() < 0.02 else luck.randrange(2, 12))
    if kind == 8:
        letters = (luck.choice((luck.randrange(32, 0x700), luck.randrange(0xD7FF))) for _ in range(9))
        return text[:place] + "".join(map(chr, letters)) + text[place:]
    one, other = luck.randrange(len(words)), luck.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("article_id", "text", "language", "title", "country", "source")]
    + [("published", pa.timestamp("us"))]
)


def check_article(given: dict[str, Any]) -> int:
    """Code the article as the stage does; returns how many triggers it has.

    Raises AssertionError when the coder fails on it, or when its rows do not point to what they say.
    """
    day = given["published"]
    row = given | {"published": dt.datetime.combine(day, dt.time()) if day else None}
    tables = {name: table.to_pylist() for name, table in code_batch(pa.Table.from_pylist([row], _SCHEMA)).items()}
    assert not tables[FAILURES], tables[FAILURES]
    text, reports = given["text"], {report["report_id"] for report in tables["reports"]}
    for mention in tables["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["trigger_text"], mention
        assert mention["report_id"] is None or mention["report_id"] in reports, mention
    for found in tables["evidence"]:
        assert found["start"] is None or text[found["start"] : found["end"]] == found["text"], found
    for report in tables["reports"]:
        assert 0 <= report["sentence_start"] < report["sentence_end"] <= len(text), report
    assert all(a["start"] <= b["start"] for a, b in pairwise(tables["mentions"])), "mentions out of order"
    return len(tables["mentions"])
