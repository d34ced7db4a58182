"""Where the work of a build is done: by processes of this machine, or by the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from pipelines.run.cluster import DaskEngine
from pipelines.run.outcome import BuildError
from pipelines.run.workers import Lost, run_all

Task = TypeVar("Task")

LOCAL, DASK = "local", "dask"
ENGINES = (LOCAL, DASK)


class Engine(Protocol):
    """What runs tasks that write their results to disk by themselves, whole or not at all."""

    @property
    def jobs(self) -> int:
        """How many processes of this machine may work."""

    def run_all(
        self, run: Callable[[Task], object], tasks: Sequence[Task], marker: Path, is_little: bool
    ) -> list[Lost[Task]]:
        """Run every task; returns those that were lost with the processes that were at them. What a task raises is
        raised here. `is_little` work is not worth more than one process; `marker` is told in `workers.run_all`.
        """


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Up to `jobs` processes of this machine."""

    jobs: int

    def run_all(
        self, run: Callable[[Task], object], tasks: Sequence[Task], marker: Path, is_little: bool
    ) -> list[Lost[Task]]:
        """As `Engine.run_all`."""
        return run_all(run, tasks, 1 if is_little else self.jobs, marker)


@contextmanager
def opened(name: str, jobs: int, scheduler: str | None, witnesses: Sequence[Path]) -> Iterator[Engine]:
    """The engine of that name, closed when the block ends.

    `scheduler` is the address of a Dask scheduler; without one, engine `dask` starts a cluster of `jobs` workers here.
    Every worker must see the `witnesses`: files or folders of the raw and the curated folder.
    Raises BuildError when there is no such engine, or it cannot be used.
    """
    if name not in ENGINES:
        raise BuildError(f"there is no engine {name!r}; there is {', '.join(ENGINES)}")
    if name == LOCAL:
        if scheduler is not None:
            raise BuildError("a scheduler is of use to the engine dask alone: add --engine dask")
        yield LocalEngine(jobs)
        return
    engine = DaskEngine(jobs, scheduler, witnesses)
    try:
        yield engine
    finally:
        engine.close()
