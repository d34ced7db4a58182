"""Questions that coding asks of the code lists: what a sub-event type belongs to and how it ranks."""

from __future__ import annotations

from functools import cache

from pipelines.metadata.codes import load_codes


@cache
def hierarchy_rank(sub_event_type: str) -> int:
    """ACLED's order of sub-event types, 1 first: of several tactics in one event the first names it. Raises KeyError."""
    return int(load_codes("sub_event_type").value(sub_event_type, "hierarchy_rank"))


@cache
def event_type_of(sub_event_type: str) -> str:
    """The event type of a sub-event type. Raises KeyError."""
    return str(load_codes("sub_event_type").value(sub_event_type, "event_type"))


@cache
def disorder_type_of(sub_event_type: str) -> str:
    """The disorder type of a sub-event type. Raises KeyError."""
    return str(load_codes("sub_event_type").value(sub_event_type, "disorder_type"))
