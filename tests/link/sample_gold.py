"""The sample's gold as report rows, so that linking is tested apart from coding."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.evaluate.gold import GoldIncident, read_gold
from pipelines.lexicon.actors import load_register
from pipelines.metadata import load_codes, load_tables
from tests.conftest import PROJECT
from tests.link.reports import report

GOLD = PROJECT / "tests" / "corpus" / "sample"


def gold_reports(curated: Any) -> tuple[pa.Table, pa.Table, dict[str, str]]:
    """Reports and articles as the code stage would leave them, and report → incident key, for published gold.

    Copies of an article tell what their original tells.
    """
    articles = pq.read_table(curated / "current" / "articles.parquet")
    by_id = {row["external_id"]: row for row in articles.to_pylist()}
    rows, keys = [], {}
    for gold in read_gold(GOLD):
        for number, incident in enumerate(gold.incidents):
            if incident.status == "published" and incident.incident_key:
                row = _row(f"{gold.article_id}-{number}", incident, by_id[gold.article_id])
                rows.append(row)
                keys[row["report_id"]] = incident.incident_key
    return load_tables()["reports"].from_rows(rows), articles, keys


def _row(report_id: str, gold: GoldIncident, article: dict[str, Any]) -> dict[str, Any]:
    start = article["text"].find(gold.evidence)
    assert start >= 0, f"{report_id}: the evidence is not in the text"
    kind = load_codes("sub_event_type")
    deaths, injured = (None if count in (None, -1) else count for count in (gold.killed, gold.injured))
    return report(
        report_id,
        article_id=article["article_id"],
        sentence_start=start,
        sentence_end=start + len(gold.evidence),
        disorder_type=kind.value(gold.sub_event_type, "disorder_type"),
        event_type=kind.value(gold.sub_event_type, "event_type"),
        sub_event_type=gold.sub_event_type,
        event_date=gold.date,
        time_precision=gold.time_precision,
        date_basis="relative" if gold.time_precision == 1 else "publication",
        **_side("actor", gold.actor),
        **_side("target", gold.target),
        assoc_actors=list(gold.assoc_actors),
        assoc_targets=list(gold.assoc_targets),
        persons=list(gold.persons),
        fatalities=deaths or 0,
        fatalities_low=deaths,
        fatalities_best=deaths,
        fatalities_high=deaths,
        injured_best=injured,
        country=gold.country,
        admin1=gold.admin1,
        location=gold.location,
        latitude=gold.lat,
        longitude=gold.lon,
        geo_precision=gold.geo_precision,
        place_id=None if gold.location is None else f"{gold.country}/{gold.admin1}/{gold.location}",
        language=article["language"],
        is_background=gold.background,
        claim=gold.claim,
    )


def _side(side: str, name: str | None) -> dict[str, Any]:
    actor_id, inter = _ids().get(name or "", (None, 3 if side == "actor" else None))
    return {side: name, f"{side}_id": actor_id, f"{side}_inter": inter}


@cache
def _ids() -> dict[str, tuple[str, int]]:
    """Display name → actor id and type; unnamed sides by their name before the country."""
    register = load_register()
    found = {
        name.name: (actor.actor_id, actor.inter if name.inter is None else name.inter)
        for actor in register.actors.values()
        for name in actor.names
    }
    countries = [row["label"] for row in load_codes("country").rows.values()]
    for side in register.generics.values():
        for country in countries:
            found.setdefault(side.name.format(country=country), (side.generic_id, side.inter))
    return found
