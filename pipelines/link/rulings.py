"""What people ruled about pairs of reports (`schemas/corrections/links.yml`); it stands above every score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

    def barred(self, reports: Iterable[str]) -> frozenset[str]:
        """The reports that must not come together with any of these."""
        own = set(reports)
        return frozenset(other for pair in self.different if pair & own for other in pair - own)


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


def _changed(ruling: Ruling, reports: Mapping[str, Mapping[str, Any]]) -> str:
    for report_id, expected in ruling.expect.items():
        for column, value in expected.items():
            found = reports[report_id].get(column)
            if str(found) != str(value):
                return f"report {report_id} has {column} {found}, the ruling expects {value}"
    return ""
