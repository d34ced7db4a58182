"""The order of the stages. Nothing else knows it."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from pipelines.run.code_stage import forget_coded, run_code
from pipelines.run.engines import LOCAL, Engine, opened
from pipelines.run.failures import told
from pipelines.run.ingest_stage import forget_ingested, run_ingest
from pipelines.run.link_stage import run_link
from pipelines.run.lock import LOCK, only_build
from pipelines.run.object_stores import StoredFolder, home_of, is_stored
from pipelines.run.outcome import BuildError, BuildOutcome
from pipelines.run.plan import remember
from pipelines.run.raw_copies import copied
from pipelines.run.release_stages import describe, publish_unchanged, run_publish, run_validate, start_loading
from pipelines.run.stored_releases import bring_release, put_release
from pipelines.run.workspace import Workspace
from pipelines.settings import cpu_count


def build(
    raw: Path | str,
    curated: Path | str,
    jobs: int = 0,
    engine: str = LOCAL,
    as_of: dt.date | None = None,
    is_retry: bool = False,
    scheduler: str | None = None,
) -> BuildOutcome:
    """All stages: the articles below `raw` become a release in `curated`, or the release before stays as it is.

    `jobs` processes share the work (0: one per core), or the workers of a Dask cluster (`engine` "dask", `scheduler`
    its address, a cluster on this machine without one); the tables are the same whoever does it. Results of earlier
    builds are used again where neither input, declarations nor code changed. Articles published after `as_of` are
    left out. `is_retry` tries again what was rejected for want of time or memory. Both folders may be in an object
    store (`s3://…`, `gs://…`): `object_stores` says what that means.

    Raises BuildError when the build cannot go on: raw folder missing, curated folder not writable or in use, disk full,
    accounting uneven, critical checks failed; SchemaError when a declaration is wrong.
    """
    started = time.monotonic()
    store = StoredFolder.at(str(curated)) if is_stored(curated) else None
    space = Workspace(store.home if store else Path(curated))
    source = _source(raw, space)
    with _crew(engine, jobs, scheduler, space, source) as crew, only_build(space.work), told(space.curated):
        space.sweep()
        before = bring_release(store, space.curated) if store else ""
        source, refused = copied(str(raw), source) if is_stored(raw) else (source, [])
        if is_retry:
            forget_ingested(space)
            forget_coded(space)
            space.clear()
        files = run_ingest(space, source, crew, as_of, refused)
        coded, release = 0, None if is_retry else publish_unchanged(space)
        if release is None:
            loading = start_loading() if crew.jobs > 1 else None
            coded = run_code(space, crew)
            run_link(space)
            if loading is not None:
                loading.join()
            run_validate(space)
            release = run_publish(space)
        remember(space, files, as_of)
        if store:
            put_release(store, release.folder, before)
        outcome = describe(space, release, coded, time.monotonic() - started)
        return replace(outcome, stored=store.shown) if store else outcome


def run_stage(
    stage: str,
    curated: Path | str,
    raw: Path | str | None = None,
    jobs: int = 0,
    as_of: dt.date | None = None,
    engine: str = LOCAL,
    scheduler: str | None = None,
) -> Path:
    """One stage alone, on what the stage before left; returns the folder with its tables (for `publish`, the release).

    Raises OrderError naming the stage to run first when its input is missing or outdated, and BuildError as `build`
    does.
    """
    space = Workspace(Path(curated))
    source = Path(raw).absolute() if raw is not None else space.work
    with _crew(engine, jobs, scheduler, space, source) as crew, only_build(space.work), told(space.curated):
        if stage == "ingest":
            if raw is None:
                raise BuildError("stage ingest needs a raw folder")
            run_ingest(space, source, crew, as_of)
        elif stage == "code":
            run_code(space, crew)
        elif stage == "link":
            run_link(space)
        elif stage == "validate":
            run_validate(space)
        else:
            return run_publish(space).folder
    return space.stages / stage


def _source(raw: Path | str, space: Workspace) -> Path:
    """The folder to read from; for an object store, the one that its objects are copied into."""
    return space.work / "copies" / home_of(str(raw)).name if is_stored(raw) else Path(raw).absolute()


def _crew(
    engine: str, jobs: int, scheduler: str | None, space: Workspace, source: Path
) -> AbstractContextManager[Engine]:
    return opened(engine, jobs or cpu_count(), scheduler, (space.work / LOCK, source))
