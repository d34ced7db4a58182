"""`retry-rejects`: try again what was rejected, and say what helps where it stays rejected."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.run.retry import retry_rejects

_MOST_SHOWN = 50


def run_retry(raw: Path, curated: Path, jobs: int) -> None:
    """Print what became of every reject of the release before. Raises BuildError as the build does."""
    outcome = retry_rejects(raw, curated, jobs)
    console = Console(markup=False, highlight=False, soft_wrap=True)
    console.print(f"rejects mended: {len(outcome.mended):,}, remaining: {len(outcome.remaining):,}")
    if outcome.mended:
        mended = Table("Mended", "Record", "Was", box=None, pad_edge=False)
        for row in outcome.mended[:_MOST_SHOWN]:
            mended.add_row(*(_shown(row[name]) for name in ("raw_path", "raw_record", "reason")))
        console.print(mended)
    if len(outcome.mended) > _MOST_SHOWN:
        console.print(f"… and {len(outcome.mended) - _MOST_SHOWN:,} more")
    if outcome.remaining:
        table = Table("File", "Record", "Reason", "Detail", "What helps", box=None, pad_edge=False)
        for row in outcome.remaining[:_MOST_SHOWN]:
            table.add_row(*(_shown(row[name]) for name in ("raw_path", "raw_record", "reason", "detail", "remedy")))
        console.print(table)
    if len(outcome.remaining) > _MOST_SHOWN:
        console.print(f"… and {len(outcome.remaining) - _MOST_SHOWN:,} more in the table rejects")
    console.print(f"release   {outcome.build.release_id}")


def _shown(value: object) -> str:
    return "" if value is None else str(value)
