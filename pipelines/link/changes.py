"""What changed since the release before: one row per incident that came, went or merged, and per changed value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import duckdb

from pipelines.link.sources import Row

OPEN_RELEASE = ""  # stands in changes until the release is written, whose id is a hash of all its tables

_HEIRS = """
    SELECT before.incident_id, string_agg(DISTINCT now.incident_id, '; ' ORDER BY now.incident_id)
    FROM reports_before AS before JOIN incident_of AS now ON now.report_id = before.report_id
    WHERE before.incident_id NOT IN (SELECT incident_id FROM incident_of)
    GROUP BY before.incident_id
"""


def heirs_of_ended(con: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Incident of the release before that is no more → the incidents that have its reports now, as text."""
    return dict(con.execute(_HEIRS).fetchall())


def list_changes(
    before: Iterable[Row], after: Iterable[Row], heirs: Mapping[str, str], release_id: str
) -> Iterator[Row]:
    """The changes from one state of the incidents to the next; both come by `incident_id`, ascending."""
    for incident_id, old, new in _side_by_side(before, after):
        if old is None:
            yield _change(incident_id, "added", release_id)
        elif new is not None:
            yield from _updates(incident_id, old, new, release_id)
        elif incident_id in heirs:
            yield _change(incident_id, "merged", release_id, "incident_id", incident_id, heirs[incident_id])
        else:
            yield _change(incident_id, "removed", release_id)


def _side_by_side(before: Iterable[Row], after: Iterable[Row]) -> Iterator[tuple[str, Row | None, Row | None]]:
    olds, news = iter(before), iter(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        incident_id = min(str(row["incident_id"]) for row in (old, new) if row is not None)
        this_old = old if old is not None and old["incident_id"] == incident_id else None
        this_new = new if new is not None and new["incident_id"] == incident_id else None
        yield incident_id, this_old, this_new
        old = next(olds, None) if this_old is not None else old
        new = next(news, None) if this_new is not None else new


def _updates(incident_id: str, before: Row, after: Row, release_id: str) -> Iterator[Row]:
    for name in after:
        if before.get(name) != after[name]:
            old, new = as_text(before.get(name)), as_text(after[name])
            if old != new:
                yield _change(incident_id, "updated", release_id, name, old, new)


def _change(
    incident_id: str,
    change: str,
    release_id: str,
    name: str | None = None,
    old: str | None = None,
    new: str | None = None,
) -> Row:
    return {
        "incident_id": incident_id,
        "change": change,
        "field": name,
        "old": old,
        "new": new,
        "release_id": release_id,
    }


def as_text(value: Any) -> str | None:
    """A value as the changes table shows it; None for null and for an empty list."""
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value)
