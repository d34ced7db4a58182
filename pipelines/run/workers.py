"""Work spread over processes, results in the order of the tasks."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pipelines.run.outcome import BuildError

Task = TypeVar("Task")
Result = TypeVar("Result")

ENGINES = ("local",)


def in_order(run: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    """`run` of every task, in this process or in `jobs` fresh ones; the results come in the order of the tasks.

    Processes are spawned, never forked: they start from the same state on every system, whatever threads run here.
    Raises BuildError when a process dies (out of memory, say).
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(run, tasks)
        return
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=context) as pool:
            yield from pool.map(run, tasks)
    except BrokenProcessPool as error:
        raise BuildError(
            "a worker process died (out of memory?); what is done is kept: build again, with fewer --jobs"
        ) from error
