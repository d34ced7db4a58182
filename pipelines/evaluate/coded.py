"""What the program made of articles, read from a release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow.parquet as pq

from pipelines.evaluate.errors import EvaluationError

Row = Mapping[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CodedReport:
    """One incident as the program tells it for one article: a row of `reports`, with its sentences, its trigger words
    and the signs that its confidence rests on. Reports of one article that link to one incident are one."""

    row: Row
    sentences: tuple[Span, ...]
    triggers: tuple[Span, ...]
    signs: frozenset[str] = frozenset()


@dataclass(slots=True)
class CodedArticle:
    """One article of a release with all that was coded from it."""

    article_id: str
    text: str
    reports: list[CodedReport] = field(default_factory=list)
    tallies: list[Row] = field(default_factory=list)


def read_release(folder: Path) -> dict[str, CodedArticle]:
    """The articles of a release by their own id, else by the stem of their file.

    `folder` is a release, or a curated folder whose release in force is meant. Raises EvaluationError when there is
    none.
    """
    release = next((f for f in (folder / "current", folder) if (f / "reports.parquet").exists()), None)
    if release is None:
        raise EvaluationError(f"there is no release in {folder}; run `waqai build` first")
    reports, tallies = _reports(release), _by_article(_rows(release, "tallies"))
    found: dict[str, CodedArticle] = {}
    for row in _rows(release, "articles", "article_id", "external_id", "raw_path", "text"):
        key, article_id = row["external_id"] or PurePosixPath(row["raw_path"]).stem, row["article_id"]
        found[key] = CodedArticle(key, row["text"], reports.get(article_id, []), tallies.get(article_id, []))
    return found


def _rows(release: Path, table: str, *columns: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(release / f"{table}.parquet", columns=list(columns) or None).to_pylist()
    return rows


def _by_article(rows: list[dict[str, Any]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article_id"]].append(row)
    return dict(found)


def _reports(release: Path) -> dict[str, list[CodedReport]]:
    """The reports of each article in the order of its text.

    Their words are the triggers that `mentions` leads to them, and those that gave the type: one trigger may tell of
    several places.
    """
    triggers: dict[str, list[Span]] = defaultdict(list)
    for row in _rows(release, "mentions", "report_id", "start", "end", "disposition"):
        if row["report_id"] is not None and row["disposition"] in ("report", "merged"):
            triggers[row["report_id"]].append((row["start"], row["end"]))
    signs: dict[str, frozenset[str]] = {}
    for row in _rows(release, "evidence", "report_id", "field", "value", "start", "end"):
        if row["field"] == "confidence":
            signs[row["report_id"]] = frozenset((row["value"] or "").split())
        elif row["field"] == "sub_event_type" and row["start"] is not None:
            triggers[row["report_id"]].append((row["start"], row["end"]))
    found: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(_rows(release, "reports"), key=lambda row: (row["sentence_start"], row["report_id"])):
        found[row["article_id"]][row["incident_id"] or row["report_id"]].append(row)
    return {
        article: [_merged(rows, triggers, signs) for rows in incidents.values()] for article, incidents in found.items()
    }


def _merged(
    rows: list[dict[str, Any]], triggers: Mapping[str, list[Span]], signs: Mapping[str, frozenset[str]]
) -> CodedReport:
    first = max(rows, key=lambda row: row["confidence"] or 0.0)
    return CodedReport(
        first,
        tuple((row["sentence_start"], row["sentence_end"]) for row in rows),
        tuple(sorted({span for row in rows for span in triggers.get(row["report_id"], [])})),
        signs.get(first["report_id"], frozenset()),
    )
