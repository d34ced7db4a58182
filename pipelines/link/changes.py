"""Incident ids that stay, and what changed since the release before."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.link.judge import Group

Row = dict[str, Any]

OPEN_RELEASE = ""  # stands in changes until the release is written, whose id is a hash of all its tables


@dataclass(frozen=True, slots=True)
class Registry:
    """What the release before said: report → incident, the rows of its incidents by id, and all changes so far."""

    incident_of: Mapping[str, str] = field(default_factory=dict)
    incidents: Mapping[str, Row] = field(default_factory=dict)
    changes: Sequence[Row] = ()


def empty_registry() -> Registry:
    """The registry of a folder without a release."""
    return Registry()


def incident_ids(groups: Sequence[Group], registry: Registry) -> list[str]:
    """One id per group, unique.

    - A group keeps the id under which its oldest already published report was known; of several it is the older one's.
    - An id that several groups could keep goes to the one with the oldest of its reports.
    - A new incident's id is a hash of its oldest report, so a build from nothing gives the same ids again.
    """
    claims = sorted(
        (member.age, number, registry.incident_of[member.report_id])
        for number, group in enumerate(groups)
        for member in group.members
        if member.report_id in registry.incident_of
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, number, incident_id in claims:
        if number not in ids and incident_id not in taken:
            ids[number] = incident_id
            taken.add(incident_id)
    for number, group in enumerate(groups):
        if number not in ids:
            ids[number] = _new_id(group, taken)
            taken.add(ids[number])
    return [ids[number] for number in range(len(groups))]


def _new_id(group: Group, taken: set[str]) -> str:
    """A hash of the oldest report; of the next oldest when an incident that was split still bears that one."""
    for member in sorted(group.members, key=lambda m: m.age):
        made = "inc-" + hashlib.sha256(member.report_id.encode()).hexdigest()[:16]
        if made not in taken:
            return made
    raise ValueError(f"no free incident id for report {group.oldest.report_id}")


def list_changes(
    incidents: Mapping[str, Row], incident_of: Mapping[str, str], registry: Registry, release_id: str
) -> list[Row]:
    """All changes so far and those of this release: one row per new, merged or removed incident and per changed
    value."""
    fresh: list[Row] = []
    for incident_id in sorted(incidents.keys() | registry.incidents.keys()):
        before, after = registry.incidents.get(incident_id), incidents.get(incident_id)
        if before is None:
            fresh.append(_change(incident_id, "added", release_id))
        elif after is None:
            fresh.append(_ending(incident_id, incident_of, registry, release_id))
        else:
            fresh.extend(_updates(incident_id, before, after, release_id))
    return [*registry.changes, *fresh]


def _ending(incident_id: str, incident_of: Mapping[str, str], registry: Registry, release_id: str) -> Row:
    """The tombstone of an incident: merged into the one that has its reports now, or removed with them."""
    heirs = sorted(
        {
            incident_of[report]
            for report, was in registry.incident_of.items()
            if was == incident_id and report in incident_of
        }
    )
    if heirs:
        return _change(incident_id, "merged", release_id, "incident_id", incident_id, "; ".join(heirs))
    return _change(incident_id, "removed", release_id)


def _updates(incident_id: str, before: Row, after: Row, release_id: str) -> Iterable[Row]:
    for name in after:
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
