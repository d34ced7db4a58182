"""The one row of an incident from the rows of its reports, by ACLED's rules for differing sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipelines.link.codes import rank_of
from pipelines.link.score import compatible, is_generic

Row = Mapping[str, Any]

# What reports are counted by, and what comes along from the first report that says so.
_DATE = ("event_date", "time_precision"), ("event_date", "event_date_end", "time_precision", "date_basis", "date_text")
_PLACE = (
    ("country", "admin1", "location", "geo_precision", "place_id"),
    (
        "country", "iso", "admin1", "admin2", "admin3", "admin1_pcode", "admin2_pcode", "admin3_pcode", "location",
        "latitude", "longitude", "geo_precision", "place_id", "place_text",
        "unlisted_place",
    ),
)  # fmt: skip
_ACTOR = ("actor_id", "actor"), ("actor_id", "actor", "actor_inter", "actor_text")
_TARGET = ("target_id", "target"), ("target_id", "target", "target_inter", "target_text")


def merge_reports(reports: Sequence[Row], told_in: Mapping[str, str]) -> dict[str, Any]:
    """The coded values of an incident; `reports` are its rows, the oldest first, `told_in` maps articles to their
    originals.

    - Type: what most articles say; of equals the type that outranks the other.
    - Date, place: the most precise; of equally precise what most articles say, then the oldest.
    - Sides: the identified before the unidentified, then as above; associates and persons of all reports.
    - Deaths: the lowest figure that any article states; the bounds span all of them.
    """
    support = _Support(told_in)
    kind = ("sub_event_type",), ("sub_event_type", "event_type", "disorder_type")
    merged = support.most(reports, *kind, lambda report: rank_of(report["sub_event_type"]))
    typed = [r for r in reports if r["sub_event_type"] == merged["sub_event_type"]]
    merged.update(support.most(typed, ("action",), ("action",)))
    for name in ("weapon", "crowd_text", "claim", "language"):
        merged.update(support.most(reports, (name,), (name,)))
    merged["is_background"] = all(r["is_background"] for r in reports)
    merged["confidence"] = max((r["confidence"] for r in reports if r["confidence"] is not None), default=None)
    merged.update(support.most(_lowest(reports, "time_precision"), *_DATE))
    merged.update(support.most(_lowest(reports, "geo_precision"), *_PLACE))
    merged.update(_merge_sides(typed, reports, support))
    merged.update(_merge_counts(reports))
    merged["persons"] = _union(reports, "persons")
    return merged


class _Support:
    """Counts how many independent articles say something; copies of an article are one voice."""

    def __init__(self, told_in: Mapping[str, str]) -> None:
        self._told_in = told_in

    def most(
        self,
        reports: Iterable[Row],
        counted: Sequence[str],
        taken: Sequence[str],
        rank: Callable[[Row], Any] = lambda report: 0,
    ) -> dict[str, Any]:
        """The values of `taken` in the first report that says of `counted` what most articles say.

        What leaves the first of `counted` open comes last; ties go by `rank`, then to the first report.
        """
        voices: dict[tuple[Any, ...], set[str]] = {}
        firsts: dict[tuple[Any, ...], Row] = {}
        for report in reports:
            said = tuple(report[name] for name in counted)
            voices.setdefault(said, set()).add(self._told_in[report["article_id"]])
            firsts.setdefault(said, report)
        best = min(firsts, key=lambda said: (said[0] is None, -len(voices[said]), rank(firsts[said])))
        return {name: firsts[best][name] for name in taken}


def _lowest(reports: Sequence[Row], name: str) -> list[Row]:
    lowest = min((r[name] for r in reports if r[name] is not None), default=None)
    return [r for r in reports if r[name] == lowest]


def _merge_sides(typed: Sequence[Row], reports: Sequence[Row], support: _Support) -> dict[str, Any]:
    """Actor and target as the best-informed report tells them; others add what it leaves open, without swapping
    sides."""
    lead = min(typed, key=lambda r: (_is_open(r["actor_id"]), _is_open(r["target_id"])))
    agreeing = [
        r for r in reports if _fits(r["actor_id"], lead["actor_id"]) and _fits(r["target_id"], lead["target_id"])
    ]
    merged: dict[str, Any] = {}
    for side, (counted, taken) in (("actor", _ACTOR), ("target", _TARGET)):
        voices = [r for r in agreeing if not _is_open(r[f"{side}_id"])] or agreeing
        merged.update(support.most(voices, counted, taken))
    for side in ("actor", "target"):
        named = (merged["actor"], merged["target"])
        merged[f"assoc_{side}s"] = [name for name in _union(agreeing, f"assoc_{side}s") if name not in named]
    return merged


def _is_open(actor_id: str | None) -> bool:
    """Whether a side is unknown or only described."""
    return actor_id is None or is_generic(actor_id)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or compatible(one, other)


def _merge_counts(reports: Sequence[Row]) -> dict[str, Any]:
    stating = [r for r in reports if r["fatalities_best"] is not None] or reports
    merged: dict[str, Any] = {
        "fatalities": min((r["fatalities"] for r in stating if r["fatalities"] is not None), default=0)
    }
    for name in ("fatalities", "injured"):
        merged[f"{name}_low"] = _bound(min, reports, f"{name}_low")
        merged[f"{name}_best"] = _bound(min, reports, f"{name}_best")
        merged[f"{name}_high"] = _bound(max, reports, f"{name}_high")
    merged["detained"] = _bound(min, reports, "detained")
    return merged


def _bound(choose: Callable[..., Any], reports: Sequence[Row], name: str) -> Any:
    return choose((r[name] for r in reports if r[name] is not None), default=None)


def _union(reports: Sequence[Row], name: str) -> list[str]:
    """The values of a list column over all reports, in order of first appearance."""
    return list(dict.fromkeys(value for r in reports for value in r[name] or ()))
