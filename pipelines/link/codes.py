"""Code lists as linking needs them: ranks, interactions, other codings, scales of sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pipelines.metadata import load_codes


def rank_of(sub_event_type: str) -> int:
    """Place in ACLED's order of precedence, 1 first."""
    rank: int = load_codes("sub_event_type").value(sub_event_type, "hierarchy_rank")
    return rank


_OTHER_CODINGS = ("plover_type", "plover_mode", "cameo_root", "cameo_codes")


@cache
def other_codings(sub_event_type: str) -> Mapping[str, str | None]:
    """What comes nearest to a sub-event type in PLOVER and CAMEO, by column of incidents; lists as text, best first."""
    found = {name: load_codes("sub_event_type").value(sub_event_type, name) for name in _OTHER_CODINGS}
    return {name: "; ".join(value) if isinstance(value, list) else value for name, value in found.items()}


def interaction(actor_inter: int | None, target_inter: int | None) -> int | None:
    """ACLED's number of the two actor types together: the lower first, one-sided ending in 0; None without any type."""
    known = sorted(inter for inter in (actor_inter, target_inter) if inter)
    if not known:
        return None
    return known[0] * 10 + (known[1] if len(known) > 1 else 0)


def common_scale(scales: Iterable[str | None]) -> str | None:
    """The scale of several sources together: the narrowest and the widest; None when none is known."""
    ranks, mixed = _scales()
    ranked = sorted({scale for scale in scales if scale is not None and scale in ranks}, key=lambda scale: ranks[scale])
    if not ranked:
        return None
    return mixed.get((ranked[0], ranked[-1]), ranked[0])


@cache
def _scales() -> tuple[dict[str, int], dict[tuple[str, str], str]]:
    rows = load_codes("source_scale").rows
    ranks = {str(code): row["scale_rank"] for code, row in rows.items() if row.get("scale_rank") is not None}
    return ranks, {(row["narrowest"], row["widest"]): str(code) for code, row in rows.items()}


@cache
def iso3_of(country: str) -> str:
    """ISO 3166-1 alpha-3 code of a country's name; XXX ("unknown") for one that the code list lacks."""
    return next((str(code) for code, row in load_codes("country").rows.items() if row["label"] == country), "XXX")
