"""Nothing gets lost: what came in equals what came out, counted in every build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.run.outcome import BuildError


@dataclass(frozen=True, slots=True)
class Balance:
    """One equation: a total and the parts that have to make it up."""

    total_name: str
    total: int
    parts: Mapping[str, int]

    @property
    def is_even(self) -> bool:
        """Whether the parts make up the total."""
        return self.total == sum(self.parts.values())

    def __str__(self) -> str:
        parts = " + ".join(f"{count:,} {name}" for name, count in self.parts.items())
        return f"{self.total:,} {self.total_name} = {parts}"


def check_balances(balances: list[Balance]) -> tuple[str, ...]:
    """The equations in words. Raises BuildError naming the first that does not hold: then rows were lost or doubled."""
    for balance in balances:
        if not balance.is_even:
            raise BuildError(f"accounting failed: {balance} does not hold; no release was written, please report this")
    return tuple(map(str, balances))


def balances(records: int, articles: int, rejects: int, mentions: pa.Table, reports: pa.Table) -> list[Balance]:
    """The equations of design section 6. `records` are articles and unreadable files as counted while reading."""
    return [
        Balance("records", records, {"articles": articles, "rejects": rejects}),
        Balance("triggers", mentions.num_rows, _counts(mentions, "disposition")),
        Balance("reports", reports.num_rows, _only(_counts(reports, "status"), ("published", "pending"))),
    ]


def _counts(table: pa.Table, column: str) -> dict[str, int]:
    """Rows per value, nulls left out: a row without value makes the equation uneven."""
    counted = table[column].drop_null().value_counts().to_pylist()
    return dict(sorted((entry["values"], entry["counts"]) for entry in counted))


def _only(counts: Mapping[str, int], names: tuple[str, ...]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in names}


def counts_by(table: pa.Table, column: str) -> dict[str, int]:
    """Rows per value of a column, the most frequent first."""
    counted = _counts(table.filter(pc.is_valid(table[column])), column)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
