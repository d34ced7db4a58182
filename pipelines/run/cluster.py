"""Tasks given to the workers of a Dask cluster; Dask gives those of a worker that died to another one.

The cluster moves no data: tasks read and write a folder that all machines see under the same path. What is lost after
several deaths comes back as lost, so that no task is tried for ever.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pipelines.run.at_worker import dismiss, project, run_at_worker
from pipelines.run.outcome import BuildError
from pipelines.run.workers import DIED, Lost, run_all
from pipelines.settings import cluster_seconds

Task = TypeVar("Task")

_LOOK_SECONDS = 2.0  # between two looks whether there are workers
_REACH_SECONDS = 15.0  # within which a scheduler answers, or there is none
_KEPT = "what is done is kept: build again"


class DaskEngine:
    """A cluster that is called when there is work for it, and not before."""

    def __init__(self, jobs: int, scheduler: str | None, witnesses: Sequence[Path]) -> None:
        self.jobs, self._scheduler = jobs, scheduler
        self._witnesses = tuple(map(str, witnesses))
        self._client: Any = None
        self._cluster: Any = None

    def run_all(
        self, run: Callable[[Task], object], tasks: Sequence[Task], marker: Path, is_little: bool
    ) -> list[Lost[Task]]:
        """As `engines.Engine.run_all`; the results are those of the local engine to the byte."""
        if is_little:
            return run_all(run, tasks, 1, marker)
        client, done = self._called(), queue.SimpleQueue[Any]()
        given = {}
        here = project()
        for task in tasks:
            future = client.submit(run_at_worker, run, task, here, self._witnesses, pure=False)
            given[future] = task
            future.add_done_callback(done.put)
        lost: list[Lost[Task]] = []
        try:
            for _ in range(len(given)):
                future = self._next(done)
                found = _outcome(future, given.pop(future))
                lost += [found] if found is not None else []
                future.release()
        finally:
            client.cancel(list(given))
        marker.unlink(missing_ok=True)
        return lost

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._client is not None:
            with suppress(Exception):  # it may be gone already
                self._client.run(dismiss)
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()
        self._client = self._cluster = None

    def _called(self) -> Any:
        """The connection to the cluster, made when first asked for."""
        if self._client is None:
            distributed = _library()
            if self._scheduler is None:
                self._cluster = distributed.LocalCluster(
                    n_workers=self.jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
                )
            try:
                self._client = distributed.Client(
                    self._cluster or self._scheduler, timeout=_REACH_SECONDS, set_as_default=False
                )
            except (OSError, ValueError) as error:
                raise BuildError(f"no scheduler answers at {self._scheduler}: {error}") from error
        return self._client

    def _next(self, done: queue.SimpleQueue[Any]) -> Any:
        """The next task that ended. Raises BuildError when there is nobody to work on one for long."""
        deserted_since: float | None = None
        while True:
            try:
                return done.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if self._workers():
                    deserted_since = None
                    continue
            now = time.monotonic()
            deserted_since = deserted_since or now
            if now - deserted_since > cluster_seconds():
                raise BuildError(
                    f"the scheduler has had no worker for {cluster_seconds():g} seconds; start workers; {_KEPT}"
                )

    def _workers(self) -> int:
        try:
            return len(self._client.scheduler_info(n_workers=-1)["workers"])
        except (OSError, TimeoutError):
            return 0


def _outcome(future: Any, task: Task) -> Lost[Task] | None:
    """What became of a task: None when it was done. Raises what it raised."""
    if future.status == "finished":
        found: Lost[Task] | None = future.result()
        return found
    if future.status != "error":
        raise BuildError(f"the scheduler went away or dropped the work ({future.status}); {_KEPT}")
    error = future.exception()
    if isinstance(error, _library().KilledWorker):
        return Lost(task, DIED)
    raise error


def _library() -> Any:
    try:
        import distributed  # late: it takes half a second to load, and is no part of a plain installation
    except ImportError as error:
        raise BuildError("the engine dask needs the package distributed: install waqai[cluster]") from error
    return distributed
