"""The order of the stages. Nothing else knows it."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from pipelines.run.code_stage import forget_coded, run_code
from pipelines.run.failures import told
from pipelines.run.ingest_stage import forget_ingested, run_ingest
from pipelines.run.link_stage import run_link
from pipelines.run.lock import only_build
from pipelines.run.outcome import BuildError, BuildOutcome
from pipelines.run.plan import remember
from pipelines.run.release_stages import describe, publish_unchanged, run_publish, run_validate, start_loading
from pipelines.run.workers import ENGINES
from pipelines.run.workspace import Workspace
from pipelines.settings import cpu_count


def build(
    raw: Path | str,
    curated: Path | str,
    jobs: int = 0,
    engine: str = "local",
    as_of: dt.date | None = None,
    is_retry: bool = False,
) -> BuildOutcome:
    """All stages: the articles below `raw` become a release in `curated`, or the release before stays as it is.

    `jobs` processes share the work (0: one per core); the tables are the same whatever their number. Results of earlier
    builds are used again where neither input, declarations nor code changed. Articles published after `as_of` are
    left out. `is_retry` tries again what was rejected for want of time or memory.

    Raises BuildError when the build cannot go on: raw folder missing, curated folder not writable or in use, disk full,
    accounting uneven, critical checks failed; SchemaError when a declaration is wrong.
    """
    if engine not in ENGINES:
        raise BuildError(f"there is no engine {engine!r}; there is {', '.join(ENGINES)}")
    started = time.monotonic()
    space = Workspace(Path(curated))
    with only_build(space.work), told(space.curated):
        space.sweep()
        workers = jobs or cpu_count()
        if is_retry:
            forget_ingested(space)
            forget_coded(space)
            space.clear()
        files = run_ingest(space, Path(raw).absolute(), workers, as_of)
        coded, release = 0, None if is_retry else publish_unchanged(space)
        if release is None:
            loading = start_loading() if workers > 1 else None
            coded = run_code(space, workers)
            run_link(space)
            if loading is not None:
                loading.join()
            run_validate(space)
            release = run_publish(space)
        remember(space, files, as_of)
        return describe(space, release, coded, time.monotonic() - started)


def run_stage(
    stage: str, curated: Path | str, raw: Path | str | None = None, jobs: int = 0, as_of: dt.date | None = None
) -> Path:
    """One stage alone, on what the stage before left; returns the folder with its tables (for `publish`, the release).

    Raises OrderError naming the stage to run first when its input is missing or outdated, and BuildError as `build`
    does.
    """
    space = Workspace(Path(curated))
    with only_build(space.work), told(space.curated):
        workers = jobs or cpu_count()
        if stage == "ingest":
            if raw is None:
                raise BuildError("stage ingest needs a raw folder")
            run_ingest(space, Path(raw).absolute(), workers, as_of)
        elif stage == "code":
            run_code(space, workers)
        elif stage == "link":
            run_link(space)
        elif stage == "validate":
            run_validate(space)
        else:
            return run_publish(space).folder
    return space.stages / stage
