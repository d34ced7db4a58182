"""What validation hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True, order=True)
class CriticalFailure:
    """Something that stops the release: the table, the rule, and in words what is wrong, with examples."""

    table: str
    rule_id: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table}: {self.problem} ({self.rule_id})"


@dataclass(frozen=True, slots=True)
class ValidationOutcome:
    """The tables to publish (`quarantine` among them), and why they may not be published.

    `held_back` counts rows per table, `failed_rules` the rows that failed each rule; a row may fail several.
    """

    tables: Mapping[str, pa.Table]
    quarantine: pa.Table
    critical: tuple[CriticalFailure, ...]
    held_back: Mapping[str, int]
    failed_rules: Mapping[str, int]

    @property
    def is_publishable(self) -> bool:
        """Whether nothing critical failed."""
        return not self.critical

    @property
    def summary(self) -> tuple[str, ...]:
        """The outcome in lines for people: critical failures first, then rows held back by table and by rule."""
        lines = [str(failure) for failure in self.critical]
        lines += [f"{table}: {count:,} rows held back" for table, count in self.held_back.items()]
        lines += [f"  {rule_id}: {count:,}" for rule_id, count in self.failed_rules.items()]
        return tuple(lines) or ("all checks passed",)
