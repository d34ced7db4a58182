"""Event types and actor types: what follows from a sub-event type, and what two actor types make together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pipelines.metadata.codes import load_codes

_CROSSWALK = (
    *("plover_type", "plover_mode", "cameo_root", "cameo_codes"),
    *("gdelt_quad_class", "ucdp_violence_types", "gtd_attack_types"),
)


@cache
def hierarchy_rank(sub_event_type: str) -> int:
    """ACLED's order of sub-event types, 1 first: the first of several tactics names the event. Raises KeyError."""
    return int(load_codes("sub_event_type").value(sub_event_type, "hierarchy_rank"))


@cache
def event_type_of(sub_event_type: str) -> str:
    """The event type of a sub-event type. Raises KeyError."""
    return str(load_codes("sub_event_type").value(sub_event_type, "event_type"))


@cache
def disorder_type_of(sub_event_type: str) -> str:
    """The disorder type of a sub-event type. Raises KeyError."""
    return str(load_codes("sub_event_type").value(sub_event_type, "disorder_type"))


@cache
def crosswalk(sub_event_type: str) -> Mapping[str, Any]:
    """What comes nearest in PLOVER, CAMEO, GDELT, UCDP and GTD; None where nothing does. Raises KeyError."""
    row = load_codes("sub_event_type").row(sub_event_type)
    return MappingProxyType({column: row.get(column) for column in _CROSSWALK})


@cache
def interaction(inter1: int, inter2: int | None) -> tuple[int, str]:
    """ACLED's interaction as number and label, whoever acted: (1, 2) and (2, 1) → 12; one-sided (3, None) → 30.

    Raises KeyError for actor types that do not exist.
    """
    low, high = sorted((inter1, inter2)) if inter2 else (inter1, 0)
    number = low * 10 + high
    return number, str(load_codes("interaction").row(number)["label"])
