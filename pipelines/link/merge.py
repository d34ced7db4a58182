"""The one row of an incident from the rows of its reports, by ACLED's rules for differing sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipelines.link.codes import Crosswalk
from pipelines.link.score import compatible

Row = Mapping[str, Any]

_DATE = ("event_date", "event_date_end", "time_precision", "date_basis")
_PLACE = (
    "country", "iso", "admin1", "admin2", "admin3", "admin1_pcode", "admin2_pcode", "admin3_pcode", "location", "latitude",
    "longitude", "geo_precision", "place_id",
)  # fmt: skip
_ACTOR = ("actor_id", "actor", "actor_inter")
_TARGET = ("target_id", "target", "target_inter")


def merge_reports(reports: Sequence[Row], told_in: Mapping[str, str], crosswalk: Crosswalk) -> dict[str, Any]:
    """The coded values of an incident; `reports` are its rows, the oldest first, `told_in` maps articles to their originals.

    - Type: what most articles say; of equals the type that outranks the other.
    - Date, place: the most precise; of equally precise what most articles say, then the oldest.
    - Sides: the identified before the unidentified, then as above; associates and persons of all reports.
    - Deaths: the lowest figure that any article states; the bounds span all of them.
    """
    support = _Support(told_in)
    merged: dict[str, Any] = {}
    merged["sub_event_type"] = support.most(reports, ("sub_event_type",), lambda r: crosswalk.rank(r["sub_event_type"]))[0]
    typed = [r for r in reports if r["sub_event_type"] == merged["sub_event_type"]]
    merged.update({name: typed[0][name] for name in ("disorder_type", "event_type")})
    merged["action"] = support.most(typed, ("action",))[0]
    merged["weapon"] = support.most(reports, ("weapon",))[0]
    merged["claim"] = support.most(reports, ("claim",))[0]
    merged["is_background"] = all(r["is_background"] for r in reports)
    merged["confidence"] = max((r["confidence"] for r in reports if r["confidence"] is not None), default=None)
    best_dated = _lowest(reports, "time_precision")
    merged.update(zip(_DATE, support.most(best_dated, _DATE), strict=True))
    best_placed = _lowest(reports, "geo_precision")
    merged.update(zip(_PLACE, support.most(best_placed, _PLACE), strict=True))
    _merge_sides(merged, typed, reports, support)
    _merge_counts(merged, reports)
    merged["persons"] = _union(reports, "persons")
    return merged


class _Support:
    """Counts how many independent articles say something; copies of an article are one voice."""

    def __init__(self, told_in: Mapping[str, str]) -> None:
        self._told_in = told_in

    def most(self, reports: Iterable[Row], names: Sequence[str], rank: Callable[[Row], Any] | None = None) -> tuple[Any, ...]:
        """The values of `names` that most articles give together, nulls last; ties by `rank`, then the first report's."""
        voices: dict[tuple[Any, ...], set[str]] = {}
        ranks: dict[tuple[Any, ...], Any] = {}
        for report in reports:
            values = tuple(report[name] for name in names)
            voices.setdefault(values, set()).add(self._told_in[report["article_id"]])
            ranks.setdefault(values, rank(report) if rank else 0)
        order = list(voices)
        return min(order, key=lambda v: (v[0] is None, -len(voices[v]), ranks[v], order.index(v)))


def _lowest(reports: Sequence[Row], name: str) -> list[Row]:
    lowest = min((r[name] for r in reports if r[name] is not None), default=None)
    return [r for r in reports if r[name] == lowest]


def _merge_sides(merged: dict[str, Any], typed: Sequence[Row], reports: Sequence[Row], support: _Support) -> None:
    """Actor and target as the best-informed report tells them; others add what it leaves open, without swapping sides."""
    lead = min(typed, key=lambda r: (_is_open(r["actor_id"]), _is_open(r["target_id"])))
    same_way = [r for r in reports if _fits(r["actor_id"], lead["actor_id"]) and _fits(r["target_id"], lead["target_id"])]
    for side, names in (("actor", _ACTOR), ("target", _TARGET)):
        voices = [r for r in same_way if not _is_open(r[names[0]])] or same_way
        merged.update(zip(names, support.most(voices, names), strict=True))
        others = set(_union(same_way, f"assoc_{side}s")) - {merged["actor"], merged["target"]}
        merged[f"assoc_{side}s"] = [name for name in _union(same_way, f"assoc_{side}s") if name in others]


def _is_open(actor_id: str | None) -> bool:
    """Whether a side is unknown or only described ("generic.…")."""
    return actor_id is None or actor_id.startswith("generic.")


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or compatible(one, other)


def _merge_counts(merged: dict[str, Any], reports: Sequence[Row]) -> None:
    stating = [r for r in reports if r["fatalities_best"] is not None]
    merged["fatalities"] = min((r["fatalities"] for r in stating or reports if r["fatalities"] is not None), default=0)
    for name in ("fatalities", "injured"):
        merged[f"{name}_low"] = _bound(min, reports, f"{name}_low")
        merged[f"{name}_best"] = _bound(min, reports, f"{name}_best")
        merged[f"{name}_high"] = _bound(max, reports, f"{name}_high")
    merged["detained"] = _bound(min, reports, "detained")


def _bound(choose: Callable[..., Any], reports: Sequence[Row], name: str) -> Any:
    return choose((r[name] for r in reports if r[name] is not None), default=None)


def _union(reports: Sequence[Row], name: str) -> list[str]:
    """The values of a list column over all reports, in order of first appearance."""
    return list(dict.fromkeys(value for r in reports for value in r[name] or ()))
