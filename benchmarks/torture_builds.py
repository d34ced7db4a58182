"""Builds that are killed: each in a process forked from one that has loaded libraries, lexicons and gazetteer."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from pipelines.run import code_stage, coding, ingest_stage, ingesting, order, workers

STAGES = ("run_ingest", "run_code", "run_link", "run_validate", "run_publish")
STEPS = ("fsync", "rename", "replace", "symlink", "mkdir", "unlink", "rmdir")
"""Calls of the system after which other files are on the disk than before."""

PRELOAD = "benchmarks.torture_preload"
WORKER = "worker"
_ENDED, _BEFORE = "ended", "before"

Told = list[tuple[str, Any]]


def _build(raw: Path, curated: Path, jobs: int, wire: Any, kill_at: int | None) -> None:
    """In a process of its own: a build that tells its stages and workers, and kills itself at a step, if so wanted."""
    workers.START = "forkserver"  # workers too come from the process that has loaded everything; asked by this
    forkserver._forkserver.ensure_running = lambda: None  # type: ignore[attr-defined]  # process, it would start another
    if jobs > 1:
        _spread_little_work(wire)
    for name in STAGES:
        setattr(order, name, _telling(getattr(order, name), name, wire))
    counted = [0]
    for name in STEPS:
        setattr(os, name, _counting(getattr(os, name), counted, kill_at))
    order.build(raw, curated, jobs=jobs)
    wire.send(("steps", counted[0]))


def _spread_little_work(wire: Any) -> None:
    """Few articles are work for other processes too, in many pieces; the number of each process is told."""
    ingest_stage._WORTH_A_POOL_BYTES = code_stage._WORTH_A_POOL_ARTICLES = 0
    ingesting._GROUP_FILES, coding.CHUNK = 1, 2
    start = workers.Worker.__init__

    def told(self: workers.Worker[Any], *given: Any) -> None:
        start(self, *given)
        wire.send((WORKER, self.process.pid))

    workers.Worker.__init__ = told  # type: ignore[method-assign]


def _telling(run: Callable[..., Any], name: str, wire: Any) -> Callable[..., Any]:
    def told(*given: Any, **named: Any) -> Any:
        wire.send((name, time.monotonic()))
        result = run(*given, **named)
        wire.send(("end", time.monotonic()))
        return result

    return told


def _counting(call: Callable[..., Any], counted: list[int], kill_at: int | None) -> Callable[..., Any]:
    def one(*given: Any, **named: Any) -> Any:
        counted[0] += 1
        if counted[0] == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)

    return one


class Builder:
    """Starts builds of so many jobs; `preload` names the module that loads what they are forked with."""

    def __init__(self, jobs: int = 1, preload: str = PRELOAD) -> None:
        self.jobs = jobs
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([preload])

    def _start(self, raw: Path, curated: Path, kill_at: int | None = None) -> tuple[Any, Any]:
        """The process, and the wire on which it tells its stages."""
        wire, other = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_build, args=(raw, curated, self.jobs, other, kill_at))
        process.start()
        other.close()
        return process, wire

    def run(self, raw: Path, curated: Path, kill_at: int | None = None) -> tuple[int, Told]:
        """A build to its end; the exit code, and what it told."""
        process, wire = self._start(raw, curated, kill_at)
        told = _rest(wire)
        process.join()
        return process.exitcode, told

    def killed(self, raw: Path, curated: Path, stage: str, seconds: float) -> str:
        """A build that is killed so many seconds into a stage; returns where it was."""
        process, wire = self._start(raw, curated)
        at = _wait_for(wire, stage)
        if at == stage:
            time.sleep(seconds)
        process.kill()
        process.join()
        return at

    def robbed(self, raw: Path, curated: Path, which: int, seconds: float) -> tuple[int, str]:
        """A build of whose workers one is killed, so many seconds after its start; the build's exit code, and whether
        there was such a worker (`WORKER`) or the build had ended."""
        process, wire = self._start(raw, curated)
        found = _worker(wire, which)
        if found is not None:
            time.sleep(seconds)
            try:
                os.kill(found, signal.SIGKILL)
            except ProcessLookupError:
                found = None
        _rest(wire)
        process.join()
        return process.exitcode, _ENDED if found is None else WORKER


def _rest(wire: Any) -> Told:
    told = []
    try:
        while True:
            told.append(wire.recv())
    except EOFError:
        return told


def _wait_for(wire: Any, stage: str) -> str:
    at = _BEFORE
    try:
        while at != stage:
            at = wire.recv()[0]
    except EOFError:
        return _ENDED
    return at


def _worker(wire: Any, which: int) -> int | None:
    """The process number of the worker that starts after so many others."""
    try:
        while True:
            word, value = wire.recv()
            if word == WORKER:
                if which == 0:
                    return int(value)
                which -= 1
    except EOFError:
        return None
