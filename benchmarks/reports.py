"""Reports as many as wanted, as the code stage would leave them: made from the distributions of a release.

Kinds, sides, tolls, precision and bases of dates, and the number of reports of an incident are drawn from the rows of a
release of the sample; places from the gazetteer by population; days at a steady rate, so that more reports mean more
years, as in a growing archive. Tellings of one incident differ as those of sources do. Ids tell the truth:
`<incident>-<telling>`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.gazetteer import Place, load_gazetteer
from pipelines.metadata import load_tables

Row = dict[str, Any]

INCIDENTS_A_DAY = 120  # in all countries together; ACLED has about as many in the Middle East
FIRST_DAY = dt.date(1995, 1, 1)
REPORTS_AN_ARTICLE = 2
_SOURCES = 40
_UNDATED_SOURCES = 4  # whose articles bear no date; every other of their reports names day and month, without a year
_SENTENCE, _TEXT = 14, 90  # words
_KEPT_WORDS = 0.6  # of an incident's words that one telling shares
_SAME_TOLL, _NO_TOLL = 0.7, 0.9  # cumulative: the same figure, none, another
_UNNAMED = 0.2  # share of tellings that leave the actor unnamed
_BATCH = 20_000
_ARTICLES = pa.schema(
    [(name, pa.string()) for name in ("article_id", "duplicate_of", "source", "source_scale", "text")]
    + [("published", pa.timestamp("us"))]
)


@dataclass(frozen=True, slots=True)
class Model:
    """What is drawn from: published rows of a release, how many reports its incidents have, places by country with
    their cumulative weights, words."""

    rows: Sequence[Row]
    report_counts: Sequence[int]
    places: dict[str, tuple[Sequence[Place], Sequence[float]]]
    words: Sequence[str]


def model_of(current: Path) -> Model:
    """The model that the release in a folder gives."""
    reports = [row for row in pq.read_table(current / "reports.parquet").to_pylist() if row["status"] == "published"]
    texts = pq.read_table(current / "articles.parquet", columns=["text"])["text"].to_pylist()
    counts = pq.read_table(current / "incidents.parquet", columns=["report_count"])["report_count"].to_pylist()
    words = [word for word, _ in Counter(" ".join(texts).split()).most_common(4_000)]
    known = load_gazetteer()
    places: dict[str, tuple[Sequence[Place], Sequence[float]]] = {}
    for country in sorted({row["country"] for row in reports}):
        found = [p for p in known.places() if p.country == country and p.admin1 and p.kind != "admin1" and p.latitude]
        places[country] = found, list(accumulate((place.population or 1_000) ** 0.5 for place in found))
    return Model([row for row in reports if places[row["country"]][0]], counts, places, words)


def write_reports(model: Model, count: int, folder: Path, seed: int = 1) -> tuple[Path, Path]:
    """`count` reports and their articles as Parquet files, the same ones for the same seed; memory does not grow."""
    chance = random.Random(seed)
    paths = folder / "reports.parquet", folder / "articles.parquet"
    schema = load_tables()["reports"].arrow_schema()
    nullable = pa.schema([field.with_nullable(True) for field in schema])
    with pq.ParquetWriter(paths[0], nullable) as reports, pq.ParquetWriter(paths[1], _ARTICLES) as articles:
        for rows in _batches(model, count, chance):
            told = _articles_of(model, rows, chance)
            reports.write_table(pa.Table.from_pylist(rows, schema=nullable))
            articles.write_table(pa.Table.from_pylist(told, schema=_ARTICLES))
    return paths


def _batches(model: Model, count: int, chance: random.Random) -> Iterator[list[Row]]:
    rows: list[Row] = []
    made = number = 0
    while made + len(rows) < count:
        rows.extend(_tellings(model, number, chance))
        number += 1
        if len(rows) >= _BATCH:
            made += len(rows)
            yield rows
            rows = []
    yield rows[: count - made]


def _tellings(model: Model, number: int, chance: random.Random) -> Iterator[Row]:
    """The reports of one incident."""
    row = dict(chance.choice(model.rows))
    places, weights = model.places[row["country"]]
    place = chance.choices(places, cum_weights=weights)[0]
    day = FIRST_DAY + dt.timedelta(days=number // INCIDENTS_A_DAY)
    words = chance.choices(model.words, k=_SENTENCE)
    row |= {name: getattr(place, name) for name in ("admin1", "admin2", "admin3", "place_id", "latitude", "longitude")}
    row |= {"location": place.name, "persons": []}
    for telling in range(chance.choice(model.report_counts)):
        told = _differently(row, chance.choice(model.rows), chance)
        lag = chance.choice((0, 0, 0, 1, 1, 2))
        told |= {"report_id": f"{number}-{telling}", "event_date": day, "event_date_end": None, "_published": lag}
        if told["date_basis"] == "publication":
            told["event_date"] = day + dt.timedelta(days=lag)
        told["_words"] = [w if chance.random() < _KEPT_WORDS else chance.choice(model.words) for w in words]
        yield told


def _differently(row: Row, other: Row, chance: random.Random) -> Row:
    """The same incident as another source tells it; how sure it is of day and place comes from another row."""
    told = dict(row)
    told |= {name: other[name] for name in ("time_precision", "date_basis", "geo_precision", "injured_best")}
    said = chance.random()
    if said > _NO_TOLL:
        told["fatalities_best"] = (row["fatalities_best"] or 0) + chance.randint(1, 3)
    elif said > _SAME_TOLL:
        told["fatalities_best"] = None
    told["fatalities"] = told["fatalities_low"] = told["fatalities_high"] = told["fatalities_best"] or 0
    if chance.random() < _UNNAMED:
        told |= {"actor_id": "generic.unidentified", "actor": "Unidentified Armed Group", "actor_inter": 3}
    return told


def _articles_of(model: Model, rows: list[Row], chance: random.Random) -> list[Row]:
    """Put the reports of a batch into articles and complete their rows: a source tells several incidents in one."""
    articles: dict[str, Row] = {}
    told: Counter[tuple[int, dt.date]] = Counter()
    for row in rows:
        published = row["event_date"] + dt.timedelta(days=row.pop("_published"))
        source = chance.randrange(_SOURCES)
        told[source, published] += 1
        name = f"{published}-{source}-{told[source, published] // REPORTS_AN_ARTICLE}-{rows[0]['report_id']}"
        article = articles.setdefault(name, {"article_id": name, "source": f"source {source}", "text": ""})
        article["published"] = dt.datetime.combine(published, dt.time(12))
        sentence = " ".join(row.pop("_words"))
        start = len(article["text"])
        row |= {"sentence_start": start, "sentence_end": start + len(sentence)}
        row |= {"article_id": name, "incident_id": None}
        article["text"] += f"{sentence}. "
        if source < _UNDATED_SOURCES:
            _undate(row, article)
    for article in articles.values():
        article["text"] += " ".join(chance.choices(model.words, k=_TEXT))
    return list(articles.values())


def _undate(row: Row, article: Row) -> None:
    """An undated report of an undated article."""
    day = row["event_date"]
    article["published"] = None
    row |= {"event_date": None, "time_precision": None, "date_basis": None, "status": "pending"}
    row |= {"pending_reason": "no_date", "date_text": f"{day.day}/{day.month}" if row["sentence_start"] else None}
