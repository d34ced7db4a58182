"""What a build came to, for people to read: counts, what was left out and why, where the outputs are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.run.outcome import BuildOutcome


def print_summary(outcome: BuildOutcome) -> None:
    """The summary of a build on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    _print_counts(console, "Table", "Rows", outcome.counts.items())
    _print_counts(console, "Rejected because of", "Articles", outcome.rejected.items())
    _print_counts(console, "Kept and not coded, in language", "Articles", outcome.left_alone.items())
    _print_counts(console, "Pending because of", "Reports", outcome.pending.items())
    _print_counts(console, "Held back from", "Rows", outcome.held_back.items())
    _print_counts(console, "Place not in the gazetteer", "Times", outcome.unknown_places)
    for balance in outcome.accounting:
        console.print(f"  {balance}", markup=False)
    articles = outcome.counts.get("articles", 0)
    speed = articles / outcome.seconds if outcome.seconds > 0 else 0.0
    console.print(
        f"\n{articles:,} articles ({outcome.coded:,} coded anew) in {outcome.seconds:.1f} s: {speed:,.0f} articles/s"
    )
    console.print(f"release   {outcome.release_id}", markup=False)
    if outcome.stored:
        console.print(f"stored    {outcome.stored}/releases/{outcome.release_id}", markup=False)
    console.print(f"tables    {outcome.curated / 'current'}", markup=False)
    console.print(f"database  {outcome.curated / 'waqai.duckdb'}", markup=False)


def print_stage(stage: str, folder: Path) -> None:
    """Where a single stage left its tables."""
    print(f"{stage}: tables in {folder}")


def _print_counts(console: Console, head: str, unit: str, counts: Iterable[tuple[str, int]]) -> None:
    rows = list(counts)
    if not rows:
        return
    table = Table(head, box=None, pad_edge=False, header_style="bold")
    table.add_column(unit, justify="right")
    for name, count in rows:
        table.add_row(name, f"{count:,}")
    console.print(table)
    console.print()
