"""Work spread over processes that may die or fall silent; what they were at then is handed back, nothing else is lost.

A task writes its results to disk by itself, whole or not at all, so that nothing but its loss has to be told.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle  # nosec B403
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pipelines.settings import silence_seconds

Task = TypeVar("Task")

DIED, SILENT = "died", "silent"
START = "spawn"  # how processes are made
_LOOK_SECONDS = 0.5  # between two looks at the clocks of the workers
_beat: Any = None  # in a worker process: the moment it last got on, shared with the process that watches it


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task during which its process died (out of memory, say) or did not get on; `cause` is DIED or SILENT."""

    task: Task
    cause: str

    def told(self, done: str) -> str:
        """What happened, in words; `done` is what was being done ("coded", "read")."""
        if self.cause == DIED:
            return f"the process that {done} it died: out of memory?"
        return f"nothing came of it within {silence_seconds():.0f} seconds"


def get_on() -> None:
    """Called by tasks between two articles: a worker that does not is taken for hanging after `silence_seconds()`."""
    if _beat is not None:
        _beat.value = time.monotonic()


def run_all(
    run: Callable[[Task], object], tasks: Sequence[Task], jobs: int, marker: Path | None = None
) -> list[Lost[Task]]:
    """`run` every task, in this process (`jobs` 1) or in fresh ones; returns the tasks that were lost with a process.

    Processes are spawned, never forked: they start from the same state on every system, whatever threads run here.
    What a task raises is raised here. While work goes on in this process, `marker` exists: where it still does from an
    earlier run, that run was killed, perhaps by what it worked on, and the work goes to a process that may die.
    """
    if not tasks:
        return []
    if jobs <= 1 and (marker is None or not marker.exists()):
        with _marked(marker):
            for task in tasks:
                run(task)
        return []
    lost = _Crew(run, deque(tasks), max(1, min(jobs, len(tasks)))).work()
    if marker is not None:
        marker.unlink(missing_ok=True)
    return lost


@contextmanager
def _marked(marker: Path | None) -> Iterator[None]:
    """The marker while the block runs; gone when it ends in any way that leaves this process alive."""
    if marker is not None:
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
    try:
        yield
    finally:
        if marker is not None:
            marker.unlink(missing_ok=True)


class Worker(Generic[Task]):
    """One process, and the task it is at."""

    def __init__(self, run: Callable[[Task], object]) -> None:
        self.run = run
        context: Any = multiprocessing.get_context(START)
        self.connection, other = context.Pipe()
        self.beat = context.RawValue(ctypes.c_double, time.monotonic())
        self.process = context.Process(target=_serve, args=(other, run, self.beat), daemon=True)
        self.process.start()
        other.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        self.task, self.beat.value = task, time.monotonic()
        with suppress(OSError):  # it died before it got the task: seen, like every death, when its answer is waited for
            self.connection.send(task)

    def do(self, task: Task) -> Lost[Task] | None:
        """Give a task and wait for its end; a loss costs the process. Raises what the task raised."""
        self.give(task)
        while not self.connection.poll(_LOOK_SECONDS):
            if self.is_silent():
                self.end()
                return Lost(task, SILENT)
        try:
            error = self.connection.recv()
        except (EOFError, OSError):
            self.end()
            return Lost(task, DIED)
        self.task = None
        if error is not None:
            raise error
        return None

    def is_alive(self) -> bool:
        return bool(self.process.is_alive())

    def is_silent(self) -> bool:
        return self.task is not None and time.monotonic() - self.beat.value > silence_seconds()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Crew(Generic[Task]):
    """Processes that work off a queue; a dead one is replaced while there is work left."""

    def __init__(self, run: Callable[[Task], object], tasks: deque[Task], jobs: int) -> None:
        self._run, self._tasks, self._lost = run, tasks, list[Lost[Task]]()
        self._workers = [Worker(run) for _ in range(jobs)]

    def work(self) -> list[Lost[Task]]:
        """Until nothing is left to do. On any exception, an interrupt included, no process stays behind."""
        try:
            for worker in self._workers:
                self._next(worker)
            while any(worker.task is not None for worker in self._workers):
                self._look()
            return self._lost
        finally:
            for worker in self._workers:
                worker.end()

    def _look(self) -> None:
        busy = {worker.connection: worker for worker in self._workers if worker.task is not None}
        for connection in wait(list(busy), _LOOK_SECONDS):
            worker = busy[cast(Connection, connection)]
            try:
                error = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker, DIED)
                continue
            worker.task = None
            if error is not None:
                raise error
            self._next(worker)
        for worker in list(self._workers):
            if worker.is_silent():
                self._replace(worker, SILENT)

    def _next(self, worker: Worker[Task]) -> None:
        if self._tasks:
            worker.give(self._tasks.popleft())

    def _replace(self, worker: Worker[Task], cause: str) -> None:
        if worker.task is not None:
            self._lost.append(Lost(worker.task, cause))
        worker.end()
        self._workers.remove(worker)
        if self._tasks:
            fresh = Worker(self._run)
            self._workers.append(fresh)
            self._next(fresh)


def _serve(connection: Connection, run: Callable[[Any], object], beat: Any) -> None:
    """The life of a worker: a task comes, its exception or None goes back; it ends with the process that made it."""
    global _beat
    _beat = beat
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the one that watches ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    is_first = True
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        get_on()
        try:
            run(task)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the work was given out
            connection.send(_portable(error))
        else:
            connection.send(None)
            if is_first:
                is_first = False
                gc.collect()
                gc.freeze()  # lexicons stay: looking through them for garbage takes a fifteenth of the coding


def _portable(error: Exception) -> Exception:
    """The error, or its words when it does not survive the way to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # our own object  # nosec B301
    except Exception:  # noqa: BLE001 - errors of any library
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
