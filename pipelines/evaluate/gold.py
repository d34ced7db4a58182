"""Gold: what people say that articles report, one JSON line per article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.evaluate.errors import EvaluationError
from pipelines.metadata.taxonomy import event_type_of
from pipelines.metadata.yaml_files import json_validator

VAGUE = -1  # a plural without a number
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """One incident of one article. None: the text does not say; -1 in a count: several, no number given."""

    evidence: str
    sub_event_type: str
    alt_sub_event_types: Names = ()
    date: dt.date | None = None
    time_precision: int | None = None
    place_text: str | None = None
    location: str | None = None
    admin1: str | None = None
    country: str | None = None
    geo_precision: int | None = None
    lat: float | None = None
    lon: float | None = None
    actor: str | None = None
    assoc_actors: Names = ()
    target: str | None = None
    assoc_targets: Names = ()
    killed: int | None = None
    injured: int | None = None
    detained: int | None = None
    persons: Names = ()
    claim: str | None = None
    background: bool = False
    minor: bool = False
    incident_key: str | None = None
    status: str | None = None

    @property
    def accepted_types(self) -> frozenset[str]:
        """The sub-event types that count as right."""
        return frozenset({self.sub_event_type, *self.alt_sub_event_types})


@dataclass(frozen=True, slots=True)
class GoldTally:
    """One reported total of one article."""

    evidence: str
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    operations: int | None = None
    killed: int | None = None
    injured: int | None = None
    detained: int | None = None
    place_text: str | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What one article reports. `article_id` is the article's own id, else the stem of its file name."""

    article_id: str
    incidents: tuple[GoldIncident, ...]
    tallies: tuple[GoldTally, ...]


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a gold file, or of `gold.jsonl` in a folder, in its order.

    Raises EvaluationError naming file, line and field when the file is missing, is not JSON lines, does not fit
    `schemas/json/gold.schema.json`, names an unknown sub-event type, or gives an article twice.
    """
    file = path / "gold.jsonl" if path.is_dir() else path
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file}: cannot be read as gold ({error})") from error
    found: dict[str, GoldArticle] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        article = _article(line, f"{file}: line {number}")
        if article.article_id in found:
            raise EvaluationError(f"{file}: line {number}: article {article.article_id!r} stands twice")
        found[article.article_id] = article
    if not found:
        raise EvaluationError(f"{file}: there is no article in it")
    return list(found.values())


def _article(line: str, where: str) -> GoldArticle:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{where}: is not JSON ({error.msg})") from error
    for problem in sorted(json_validator("gold").iter_errors(given), key=lambda p: list(map(str, p.absolute_path))):
        field = ".".join(str(step) for step in problem.absolute_path)
        raise EvaluationError(f"{where}: {field + ': ' if field else ''}{problem.message[:200]}")
    incidents = tuple(GoldIncident(**_values(entry, where)) for entry in given["incidents"])
    for incident in incidents:
        for name in sorted(incident.accepted_types):
            _check_type(name, where)
    tallies = tuple(GoldTally(**_values(entry, where)) for entry in given.get("tallies", []))
    return GoldArticle(given["id"], incidents, tallies)


def _check_type(name: str, where: str) -> None:
    try:
        event_type_of(name)
    except KeyError as error:
        known = "schemas/codes/sub_event_type.yml"
        raise EvaluationError(f"{where}: there is no sub-event type {name!r}; {known} lists them") from error


def _values(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    for name in ("date", "period_start", "period_end"):
        if values.get(name) is not None:
            try:
                values[name] = dt.date.fromisoformat(values[name])
            except ValueError as error:
                raise EvaluationError(f"{where}: {name}: {values[name]!r} is no date") from error
    return values
