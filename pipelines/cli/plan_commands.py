"""`build --explain-plan` and `impact`: what a build would do, and what it would change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.cli.comparing import compare_releases, compare_values
from pipelines.metadata import load_tables
from pipelines.run.impact import try_stages
from pipelines.run.plan import StagePlan, explain_plan

_HISTORY = ("changes", "checks")  # tell of releases, the ones before included
_MADE_OF_OTHERS = ("notes", "notes_ar")  # sentences made from the other values
_MOST_SHOWN = 40


def print_plan(raw: str, curated: str, as_of: dt.date | None) -> None:
    """Per stage what it would run on, "nothing" when it would not, and below it why."""
    for planned in explain_plan(raw, curated, as_of):
        _print_stage(planned)


def _print_stage(planned: StagePlan) -> None:
    print(f"{planned.stage:<9} {planned.work if planned.runs else 'nothing'}")
    for reason in planned.reasons:
        print(f"{'':<9}   {reason}")


def print_impact(raw: Path, curated: Path, jobs: int) -> None:
    """How many articles a change bears on and why; per table the rows added, removed and changed; then the values of
    reports and incidents that would change."""
    for planned in explain_plan(raw, curated):
        if planned.stage in ("ingest", "code") and planned.runs:
            _print_stage(planned)
    old, new = try_stages(raw, curated, jobs)
    console = Console(markup=False, highlight=False, soft_wrap=True)
    changes = [c for c in compare_releases(old, new) if c.table not in _HISTORY and (c.added or c.removed or c.changed)]
    if not changes:
        console.print(f"no row of the release {old.name} would change")
        return
    heads = ("Table", "Rows now", "Rows then", "Added", "Removed", "Changed", "In columns")
    table = Table(*heads, box=None, pad_edge=False)
    for change in changes:
        columns = ", ".join(f"{name} {count:,}" for name, count in change.columns.items())
        counts = (change.old, change.new, change.added, change.removed, change.changed)
        table.add_row(change.table, *(f"{count:,}" for count in counts), columns)
    console.print(table)
    console.print()
    for name in ("reports", "incidents"):
        _print_values(console, name, old, new)
    console.print(f"\nnothing was published: the release in force is {old.name}")


def _print_values(console: Console, name: str, old: Path, new: Path) -> None:
    values = [value for value in compare_values(old, new, load_tables()[name]) if value.column not in _MADE_OF_OTHERS]
    for value in values[:_MOST_SHOWN]:
        console.print(f"{name} {value.key} {value.column}: {_shown(value.old)} → {_shown(value.new)}")
    if len(values) > _MOST_SHOWN:
        rest = Counter(value.column for value in values[_MOST_SHOWN:])
        told = ", ".join(f"{column} {count:,}" for column, count in rest.most_common())
        console.print(f"… and {len(values) - _MOST_SHOWN:,} more: {told}")


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value
