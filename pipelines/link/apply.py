"""Step 4, apply: incident ids into the reports, one row per incident, what was judged and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.candidates import COLUMNS, Candidate, read_candidate
from pipelines.link.changes import OPEN_RELEASE, Registry, Row, incident_ids, list_changes
from pipelines.link.group import group_reports
from pipelines.link.incident import incident_row, original
from pipelines.link.judge import Group, Judgement
from pipelines.link.near_copies import near_copies
from pipelines.link.pending import hint_pending, pending_candidate
from pipelines.link.rules import linking_rules
from pipelines.link.rulings import Ruling, Rulings, declared_rulings, rulings_for
from pipelines.link.wording import Wordings
from pipelines.metadata import load_tables

_SLICE = 4_000  # report rows in memory as Python values at a time
ARTICLE_COLUMNS = ("article_id", "duplicate_of", "published", "source", "source_scale")


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """`reports` with their incident ids (null while pending), `incidents` by date and id, `judgements` of this release,
    `changes` up to it."""

    reports: pa.Table
    incidents: pa.Table
    judgements: pa.Table
    changes: pa.Table


def link_reports(
    reports: pa.Table,
    articles: pa.Table,
    registry: Registry,
    release_id: str = OPEN_RELEASE,
    declared: Sequence[Ruling] | None = None,
) -> LinkedTables:
    """Reports → incidents.

    `articles` needs ARTICLE_COLUMNS; with `text` as well, reports are also compared by their words and
    near-copies of a text count as one source. Without `release_id` this release's changes bear OPEN_RELEASE, without
    `declared` the rulings of `schemas/corrections` hold. Reports keep their order and all their values; pending ones
    get no incident.
    """
    told = {row["article_id"]: row for row in articles.select(ARTICLE_COLUMNS).to_pylist()}
    wordings = Wordings(articles)
    published = reports.filter(pc.equal(reports["status"], "published"))
    rulings = _rulings(published, declared_rulings() if declared is None else declared)
    groups, judged = group_reports(_candidates(published, told, wordings), linking_rules(), rulings)
    judged += hint_pending(_pending(reports, told, wordings), groups, linking_rules())
    ids = incident_ids(groups, registry)
    incident_of = {
        member.report_id: incident_id
        for incident_id, group in zip(ids, groups, strict=True)
        for member in group.members
    }
    copies = near_copies(_texts(published, told, wordings))
    made = _incident_rows(groups, ids, reports, told, copies)
    rows = sorted(made, key=lambda row: (row["event_date"], row["incident_id"]))
    changes = list_changes({row["incident_id"]: row for row in rows}, incident_of, registry, release_id)
    tables = load_tables()
    return LinkedTables(
        _with_ids(reports, incident_of),
        tables["incidents"].from_rows(rows),
        tables["judgements"].from_rows(_judgement_rows(judged)),
        tables["changes"].from_rows(changes),
    )


def _candidates(published: pa.Table, told: Mapping[str, Row], wordings: Wordings) -> Iterator[Candidate]:
    rules = linking_rules()
    for batch in published.select(COLUMNS).to_batches(_SLICE):
        for row in batch.to_pylist():
            article = told[row["article_id"]]
            yield read_candidate(row, original(article), article["published"], rules, wordings.of(row))


def _pending(reports: pa.Table, told: Mapping[str, Row], wordings: Wordings) -> Iterator[Candidate]:
    rules = linking_rules()
    for batch in reports.filter(pc.equal(reports["status"], "pending")).select(COLUMNS).to_batches(_SLICE):
        for row in batch.to_pylist():
            article = told[row["article_id"]]
            found = pending_candidate(row, original(article), article["published"], rules, wordings)
            if found is not None:
                yield found


def _rulings(published: pa.Table, declared: Sequence[Ruling]) -> Rulings:
    """The rulings on reports that are there; only these reports are looked at."""
    named = sorted({report_id for ruling in declared for report_id in ruling.expect})
    if not named:
        return Rulings()
    rows = published.filter(pc.is_in(published["report_id"], pa.array(named, pa.string()))).to_pylist()
    return rulings_for({row["report_id"]: row for row in rows}, declared)


def _texts(
    published: pa.Table, told: Mapping[str, Row], wordings: Wordings
) -> Iterator[tuple[str, str, str | None]]:
    """The articles with published reports, the first published first, with text and language; copies are left out."""
    languages = dict(zip(published["article_id"].to_pylist(), published["language"].to_pylist(), strict=True))
    by_age = sorted((str(told[article_id]["published"] or "~"), article_id) for article_id in languages)
    for _, article_id in by_age:
        if told[article_id]["duplicate_of"] is None:
            yield article_id, wordings.text(article_id), languages[article_id]


def _incident_rows(
    groups: Sequence[Group], ids: Sequence[str], reports: pa.Table, told: Mapping[str, Row], copies: Mapping[str, str]
) -> Iterator[Row]:
    places = {report_id: place for place, report_id in enumerate(reports["report_id"].to_pylist())}
    for some in _slices(groups, ids):
        wanted = [places[member.report_id] for _, group in some for member in _by_age(group)]
        rows = iter(reports.take(pa.array(wanted, pa.int64())).to_pylist())
        for incident_id, group in some:
            yield incident_row(incident_id, [next(rows) for _ in group.members], told, copies)


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


def _judgement_rows(judged: Sequence[Judgement]) -> list[Row]:
    rows = [asdict(judgement) | {"traits": list(judgement.traits)} for judgement in judged]
    return sorted(rows, key=lambda row: (row["report_id"], row["other_report_id"], row["rule_id"]))


def _with_ids(reports: pa.Table, incident_of: Mapping[str, str]) -> pa.Table:
    ids = pa.array([incident_of.get(report_id) for report_id in reports["report_id"].to_pylist()], pa.string())
    place = reports.schema.get_field_index("incident_id")
    return reports.set_column(place, reports.schema.field(place), ids)
