"""Step 4, apply: incident ids into the reports, one row per incident, and what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.candidates import COLUMNS, Candidate, read_candidate
from pipelines.link.changes import OPEN_RELEASE, Registry, Row, incident_ids, list_changes
from pipelines.link.civilians import civilian_targeting
from pipelines.link.codes import common_scale, interaction, iso3_of, other_codings
from pipelines.link.group import group_reports
from pipelines.link.judge import Group
from pipelines.link.merge import merge_reports
from pipelines.link.notes import incident_notes
from pipelines.link.rules import linking_rules
from pipelines.link.wording import Wordings
from pipelines.metadata import load_tables

_SLICE = 4_000  # report rows in memory as Python values at a time
ARTICLE_COLUMNS = ("article_id", "duplicate_of", "published", "source", "source_scale")


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """`reports` with their incident ids (null while pending), `incidents` by date and id, `changes` up to this
    release."""

    reports: pa.Table
    incidents: pa.Table
    changes: pa.Table


def link_reports(
    reports: pa.Table, articles: pa.Table, registry: Registry, release_id: str = OPEN_RELEASE
) -> LinkedTables:
    """Reports → incidents.

    `articles` needs ARTICLE_COLUMNS only. Without `release_id` this release's changes bear OPEN_RELEASE. Reports
    keep their order and all their values; pending ones get no incident.
    """
    told = {row["article_id"]: row for row in articles.select(ARTICLE_COLUMNS).to_pylist()}
    groups = group_reports(_candidates(reports, told, Wordings(articles)), linking_rules())
    ids = incident_ids(groups, registry)
    incident_of = {
        member.report_id: incident_id
        for incident_id, group in zip(ids, groups, strict=True)
        for member in group.members
    }
    rows = sorted(_incident_rows(groups, ids, reports, told), key=lambda row: (row["event_date"], row["incident_id"]))
    incidents = {row["incident_id"]: row for row in rows}
    changes = list_changes(incidents, incident_of, registry, release_id)
    tables = load_tables()
    return LinkedTables(
        _with_ids(reports, incident_of), tables["incidents"].from_rows(rows), tables["changes"].from_rows(changes)
    )


def _candidates(reports: pa.Table, told: Mapping[str, Row], wordings: Wordings) -> Iterator[Candidate]:
    rules = linking_rules()
    published = reports.filter(pc.equal(reports["status"], "published")).select(COLUMNS)
    for batch in published.to_batches(_SLICE):
        for row in batch.to_pylist():
            article = told[row["article_id"]]
            yield read_candidate(row, original(article), article["published"], rules, wordings.of(row))


def original(article: Mapping[str, Any]) -> str:
    """The article itself, or the one it is a copy of."""
    return str(article["duplicate_of"] or article["article_id"])


def _incident_rows(
    groups: Sequence[Group], ids: Sequence[str], reports: pa.Table, told: Mapping[str, Row]
) -> Iterator[Row]:
    places = {report_id: place for place, report_id in enumerate(reports["report_id"].to_pylist())}
    for some in _slices(groups, ids):
        wanted = [places[member.report_id] for _, group in some for member in _by_age(group)]
        rows = iter(reports.take(pa.array(wanted, pa.int64())).to_pylist())
        for incident_id, group in some:
            yield _incident(incident_id, [next(rows) for _ in group.members], told)


def _slices(groups: Sequence[Group], ids: Sequence[str]) -> Iterator[list[tuple[str, Group]]]:
    some: list[tuple[str, Group]] = []
    size = 0
    for incident_id, group in zip(ids, groups, strict=True):
        some.append((incident_id, group))
        size += len(group.members)
        if size >= _SLICE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _by_age(group: Group) -> list[Candidate]:
    return sorted(group.members, key=lambda member: member.age)


def _incident(incident_id: str, reports: Sequence[Row], told: Mapping[str, Row]) -> Row:
    articles = [told[report["article_id"]] for report in reports]
    originals = {original(article): told.get(original(article), article) for article in articles}
    merged = merge_reports(reports, {article["article_id"]: original(article) for article in articles})
    merged["incident_id"] = incident_id
    merged["event_id_cnty"] = _country_id(incident_id, iso3_of(merged["country"]))
    merged["sources"] = sorted({article["source"] for article in originals.values() if article["source"]})
    merged["source_scale"] = common_scale(article["source_scale"] for article in originals.values())
    merged["report_count"], merged["article_count"] = len(reports), len(originals)
    days = sorted(article["published"] for article in articles if article["published"] is not None)
    merged["first_published"], merged["last_published"] = (days[0], days[-1]) if days else (None, None)
    merged["interaction"] = interaction(merged["actor_inter"], merged["target_inter"])
    merged["civilian_targeting"] = civilian_targeting(merged)
    merged.update(other_codings(merged["sub_event_type"]))
    merged["notes"] = incident_notes(merged)
    return merged


def _country_id(incident_id: str, iso3: str) -> str:
    """ACLED's form of an id, country and number; the number comes from the incident's id, so that it stays with it."""
    return f"{iso3}{int(hashlib.sha256(incident_id.encode()).hexdigest()[:12], 16) % 10**12:012d}"


def _with_ids(reports: pa.Table, incident_of: Mapping[str, str]) -> pa.Table:
    ids = pa.array([incident_of.get(report_id) for report_id in reports["report_id"].to_pylist()], pa.string())
    place = reports.schema.get_field_index("incident_id")
    return reports.set_column(place, reports.schema.field(place), ids)
