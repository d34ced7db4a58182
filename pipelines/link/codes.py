"""Code lists as linking needs them: ranks, interactions, crosswalk to other schemes, scales of sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What follows from a code.

    `types` and `others`: sub-event type → its own entry and its entry in the crosswalk; `scales`: scale → rank; `mixed`:
    (narrowest, widest) → scale; `iso3`: country name → code.
    """

    types: Mapping[str, Mapping[str, Any]]
    others: Mapping[str, Mapping[str, Any]]
    scales: Mapping[str, int]
    mixed: Mapping[tuple[str, str], str]
    iso3: Mapping[str, str]

    def rank(self, sub_event_type: str) -> int:
        """Place in ACLED's order of precedence, 1 first."""
        rank: int = self.types[sub_event_type]["hierarchy_rank"]
        return rank

    def scale(self, scales: Iterable[str | None]) -> str | None:
        """The scale of several sources together; None when none of them is known."""
        ranked = sorted({scale for scale in scales if scale in self.scales}, key=lambda scale: self.scales[scale])
        if not ranked:
            return None
        return self.mixed.get((ranked[0], ranked[-1]), ranked[0])


@cache
def load_crosswalk() -> Crosswalk:
    """The code lists that linking uses. Raises SchemaError when one is declared wrongly."""
    scales = _entries("source_scale")
    return Crosswalk(
        types={entry["code"]: entry for entry in _entries("sub_event_type")},
        others={entry["code"]: entry for entry in _entries("crosswalk")},
        scales={entry["code"]: entry["scale_rank"] for entry in scales if entry.get("scale_rank") is not None},
        mixed={(entry["narrowest"], entry["widest"]): entry["code"] for entry in scales},
        iso3={entry["label"]: entry["code"] for entry in _entries("country")},
    )


def _entries(code_list: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_yaml(schemas_folder() / "codes" / f"{code_list}.yml", "code_list")["entries"]
    return entries


def interaction(actor_inter: int | None, target_inter: int | None) -> int | None:
    """ACLED's interaction code: the lower type first, one-sided events end in 0; None without an actor type."""
    known = sorted(inter for inter in (actor_inter, target_inter) if inter)
    if not known:
        return None
    return known[0] * 10 + (known[1] if len(known) > 1 else 0)
