"""The fields that are scored: where gold and program state them, and when the two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.evaluate.agreement import is_named, same_actor, same_admin1, same_count, same_date, same_location
from pipelines.evaluate.gold import GoldIncident
from pipelines.metadata.taxonomy import event_type_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One scored field. `told` and `coded` give the values as people read them; None when nothing is stated."""

    name: str
    told: Callable[[GoldIncident], object]
    coded: Callable[[Row], object]
    agrees: Callable[[GoldIncident, Row], bool]
    is_slot: bool = True  # whether it counts for the slots figure
    is_optional: bool = False  # whether gold may leave it open, and is then not compared


def same_type(gold: GoldIncident, row: Row) -> bool:
    """Whether the sub-event type is one that the gold accepts."""
    return row["sub_event_type"] in gold.accepted_types


def same_event_type(gold: GoldIncident, row: Row) -> bool:
    """Whether the event type is that of an accepted sub-event type."""
    return row["event_type"] in {event_type_of(name) for name in gold.accepted_types}


def _plain(told: str, column: str, is_slot: bool = False, is_optional: bool = False) -> Field:
    """A field that agrees when both state the same."""
    return Field(
        column,
        lambda gold: getattr(gold, told),
        lambda row: row[column],
        lambda gold, row: getattr(gold, told) == row[column],
        is_slot,
        is_optional,
    )


def _side(name: str) -> Field:
    """A side of the incident; somebody unidentified is not stated."""
    return Field(
        name,
        lambda gold: getattr(gold, name) if is_named(getattr(gold, name)) else None,
        lambda row: row[name] if is_named(row[name]) else None,
        lambda gold, row: same_actor(getattr(gold, name), row[name]),
    )


def _count(name: str, column: str) -> Field:
    return Field(
        name,
        lambda gold: getattr(gold, name),
        lambda row: row[column],
        lambda gold, row: same_count(getattr(gold, name), row[column]),
    )


FIELDS: tuple[Field, ...] = (
    Field("event_type", lambda g: event_type_of(g.sub_event_type), lambda row: row["event_type"], same_event_type),
    Field("sub_event_type", lambda gold: gold.sub_event_type, lambda row: row["sub_event_type"], same_type),
    Field("event_date", lambda gold: gold.date, lambda row: row["event_date"], same_date),
    _plain("time_precision", "time_precision"),
    _plain("country", "country"),
    Field("admin1", lambda gold: gold.admin1, lambda row: row["admin1"], same_admin1),
    Field("location", lambda gold: gold.location, lambda row: row["location"], same_location),
    _plain("geo_precision", "geo_precision", is_slot=True),
    _side("actor"),
    _side("target"),
    _count("killed", "fatalities_best"),
    _count("injured", "injured_best"),
    _count("detained", "detained"),
    _plain("claim", "claim", is_optional=True),
    _plain("background", "is_background"),
    _plain("status", "status", is_optional=True),
)
_BY_NAME = {field.name: field for field in FIELDS}

STRICT = ("sub_event_type", "event_date", "admin1", "actor", "killed")
SURE = ("sub_event_type", "event_date", "admin1", "actor")  # what `confidence` promises


def all_agree(names: tuple[str, ...], gold: GoldIncident, row: Row) -> bool:
    """Whether all these fields of a pair agree."""
    return all(_BY_NAME[name].agrees(gold, row) for name in names)
