"""A corpus as large as wanted from the committed sample: its sentences in other order, company and numbers."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.ingest import Article, ingest

_SENTENCE = re.compile(r"(?<=[.!؟\n])\s+")
_CHARACTERS = 1_700  # of a typical news article


def sample_articles(raw: Path) -> list[Article]:
    """The articles of the sample."""
    return [article for batch in ingest(raw) for article in batch.articles]


def synthetic_articles(
    sample: list[Article], count: int, seed: int = 1, characters: int = _CHARACTERS
) -> Iterator[dict[str, Any]]:
    """`count` input records of about as many characters, the same ones for the same seed.

    Each article keeps the language and country of one of the sample's and mixes sentences of that language.
    """
    chance = random.Random(seed)
    sentences: dict[str, list[str]] = {}
    for article in sample:
        sentences.setdefault(article.language, []).extend(s for s in _SENTENCE.split(article.text) if s.strip())
    for number in range(count):
        model = chance.choice(sample)
        text, pool = "", sentences[model.language]
        while len(text) < characters:
            text += chance.choice(pool).strip() + " "
        day = dt.date(2024, 1, 1) + dt.timedelta(days=chance.randrange(366))
        yield {
            "id": f"bench-{number}",
            "text": text,
            "language": model.language,
            "country": model.country,
            "source": f"source {number % 40}",
            "published": day.isoformat(),
        }


def write_corpus(articles: Iterator[dict[str, Any]], raw: Path) -> Path:
    """The records as one file of JSON lines in a raw folder."""
    raw.mkdir(parents=True, exist_ok=True)
    with (raw / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    return raw
