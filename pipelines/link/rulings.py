"""What people ruled about pairs of reports (`schemas/corrections/links.yml`); it stands above every score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Ruling:
    """All reports named tell one incident (`is_same`), or no two of them do. `expect` are report → column → the
    value that it had when the ruling was made."""

    ruling_id: str
    is_same: bool
    reason: str
    expect: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings in force for a set of reports, and those that no longer fit, with what is in the way."""

    same: Mapping[Pair, Ruling] = field(default_factory=dict)
    different: Mapping[Pair, Ruling] = field(default_factory=dict)
    void: Sequence[tuple[Ruling, str]] = ()

    def is_named(self, report_id: str) -> bool:
        """Whether a ruling brings the report together with another."""
        return any(report_id in pair for pair in self.same)

    def barred(self, reports: Iterable[str]) -> frozenset[str]:
        """The reports that must not come together with any of these, nor with what these are ruled to be one with."""
        own = self._with_same(set(reports))
        apart = {other for pair in self.different if pair & own for other in pair - own}
        return frozenset(self._with_same(apart)) - own

    def _with_same(self, reports: set[str]) -> set[str]:
        while more := {other for pair in self.same if pair & reports for other in pair} - reports:
            reports |= more
        return reports


@cache
def declared_rulings() -> tuple[Ruling, ...]:
    """The rulings as declared. Raises SchemaError when the file is wrong."""
    declared = read_yaml(schemas_folder() / "corrections" / "links.yml", "link_rulings")
    return tuple(
        Ruling(
            entry["id"],
            entry["verdict"] == "same",
            entry["reason"],
            {report["report_id"]: report["expect"] for report in entry["reports"]},
        )
        for entry in declared["rulings"]
    )


def rulings_for(reports: Mapping[str, Mapping[str, Any]], declared: Sequence[Ruling]) -> Rulings:
    """The rulings on these reports (rows by id). One whose reports are not all there says nothing; one whose
    reports have changed since is void until somebody looks at it again."""
    same: dict[Pair, Ruling] = {}
    different: dict[Pair, Ruling] = {}
    void: list[tuple[Ruling, str]] = []
    for ruling in declared:
        if not ruling.expect.keys() <= reports.keys():
            continue
        changed = _changed(ruling, reports)
        if changed:
            void.append((ruling, changed))
            continue
        kept = same if ruling.is_same else different
        kept.update({frozenset(pair): ruling for pair in combinations(sorted(ruling.expect), 2)})
    return Rulings(same, different, tuple(void))


def joined_groups(rulings: Rulings, group_of: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Groups that rulings bring together: each with the group that stands for it, the lowest of theirs. `group_of` has
    the number of the group of each report that they name."""
    into: dict[int, int] = {}

    def root(number: int) -> int:
        while number in into:
            number = into[number]
        return number

    for pair in rulings.same:
        if not pair <= group_of.keys():
            continue  # reports without day or actor, none of which a ruling brings to an incident
        one, other = sorted(root(group_of[report]) for report in pair)
        if one != other:
            into[other] = one
    return ((number, root(number)) for number in into)


def _changed(ruling: Ruling, reports: Mapping[str, Mapping[str, Any]]) -> str:
    for report_id, expected in ruling.expect.items():
        for column, value in expected.items():
            found = reports[report_id].get(column)
            if str(found) != str(value):
                return f"report {report_id} has {column} {found}, the ruling expects {value}"
    return ""
