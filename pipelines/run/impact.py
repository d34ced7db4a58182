"""What the declarations and the code of now would change in the release in force, before anything is published."""

from __future__ import annotations

from pathlib import Path

from pipelines.run.code_stage import run_code
from pipelines.run.engines import LocalEngine
from pipelines.run.failures import told
from pipelines.run.ingest_stage import run_ingest
from pipelines.run.link_stage import run_link
from pipelines.run.lock import only_build
from pipelines.run.outcome import BuildError
from pipelines.run.release_stages import run_validate
from pipelines.run.workspace import Workspace
from pipelines.settings import cpu_count


def try_stages(raw: Path, curated: Path, jobs: int = 0) -> tuple[Path, Path]:
    """Run all stages but `publish` on the side; returns the folders of the release in force and of the new tables.

    Results of articles that nothing changed for are taken from those kept, and what is coded anew is kept for the build
    that may follow. Raises BuildError without a release to compare with, and as `build` does.
    """
    space = Workspace(curated, is_trial=True)
    current = space.curated / "current"
    if not (current / "incidents.parquet").exists():
        raise BuildError(f"there is no release in {curated}; run `waqai build` first")
    with only_build(space.work), told(space.curated):
        space.sweep()
        engine = LocalEngine(jobs or cpu_count())
        run_ingest(space, raw.absolute(), engine)
        run_code(space, engine)
        run_link(space)
        run_validate(space)
    return current.resolve(), space.stages / "validate"
