"""`build` and the single stages: run them and say what came of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pipelines.cli.summary import print_stage, print_summary
from pipelines.run.order import build
from pipelines.run.order import run_stage as run_one_stage


def run_build(
    raw: str, curated: str, jobs: int, engine: str, as_of: dt.date | None, scheduler: str | None = None
) -> None:
    """All stages, and the summary."""
    print_summary(build(raw, curated, jobs, engine, as_of, scheduler=scheduler))


def run_stage(
    stage: str,
    curated: Path,
    jobs: int = 0,
    raw: Path | None = None,
    as_of: dt.date | None = None,
    engine: str = "local",
    scheduler: str | None = None,
) -> None:
    """One stage, and where its tables are."""
    print_stage(stage, run_one_stage(stage, curated, raw, jobs, as_of, engine, scheduler))
