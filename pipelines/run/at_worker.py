"""What a worker of a cluster does with a task: it hands it to a process of its own and watches that.

So a task that kills or hangs what works on it costs that process alone: the worker lives on and tells of the loss. The
limits on an article's time, which need the main thread of a process, hold as they do on one machine.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pipelines.run import fingerprint
from pipelines.run.outcome import BuildError
from pipelines.run.workers import Lost, Worker
from pipelines.settings import article_seconds

Task = TypeVar("Task")

_idle: list[Worker[Any]] = []  # processes of this worker that wait for its next task, with their lexicons loaded
_starting = threading.Lock()


def project() -> str:
    """What must be the same wherever tasks of one build run: code, declarations, libraries, limits."""
    return f"{fingerprint.release_hash()} {article_seconds():g}"


def run_at_worker(
    run: Callable[[Task], object], task: Task, wanted: str, witnesses: tuple[str, ...]
) -> Lost[Task] | None:
    """Run a task in a process beside this one; returns the loss of it, None when it is done.

    Raises what the task raised, and BuildError when this machine has another project or does not see the `witnesses`.
    """
    _check(wanted, witnesses)
    worker = _hired(run)
    try:
        loss = worker.do(task)
    except Exception:
        _idle.append(worker)
        raise
    if loss is None:
        _idle.append(worker)
    return loss


def dismiss() -> None:
    """End the processes that wait for work."""
    while (worker := _waiting()) is not None:
        worker.end()


def _check(wanted: str, witnesses: tuple[str, ...]) -> None:
    if project() != wanted:
        raise BuildError(
            f"a worker on {_here()} has other code, declarations, libraries or limits than this build: bring it up to "
            "date and start it anew"
        )
    for path in witnesses:
        if not Path(path).exists():
            raise BuildError(
                f"a worker on {_here()} does not see {path}: raw and curated folder must be on a disk that all "
                "machines share under the same path"
            )


def _here() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def _hired(run: Callable[[Task], object]) -> Worker[Task]:
    """A waiting process for this kind of work, or a fresh one."""
    while (worker := _waiting()) is not None:
        if worker.run is run and worker.is_alive():
            return worker
        worker.end()
    with _starting, _may_start_processes():
        return Worker(run)


def _waiting() -> Worker[Any] | None:
    try:
        return _idle.pop()
    except IndexError:  # other threads take from it too
        return None


@contextmanager
def _may_start_processes() -> Iterator[None]:
    """Workers under a nanny are daemons, which may not start processes; ours end with the worker by themselves."""
    current = multiprocessing.current_process()
    was = current.daemon
    current.daemon = False
    try:
        yield
    finally:
        current.daemon = was
