"""Whole builds, stage by stage, each stage a program of its own so that time and memory are the system's account."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

STAGES = ("ingest", "code", "link", "validate", "publish")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took: seconds on the clock, CPU seconds of it and its processes, peak memory of the largest."""

    wall: float
    cpu: float
    peak_mb: float


def run_program(*arguments: str, environment: dict[str, str] | None = None) -> Cost:
    """Run `python -m …` to its end. Raises CalledProcessError when it fails."""
    started = time.perf_counter()
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, kilobytes / 1024)


def build_cost(raw: Path, curated: Path, jobs: int) -> Cost:
    """A whole build."""
    return run_program("pipelines", "build", "--raw", str(raw), "--curated", str(curated), "--jobs", str(jobs))


def stage_costs(raw: Path, curated: Path) -> dict[str, Cost]:
    """Each stage by itself, on one core."""
    options = {"ingest": ["--raw", str(raw), "--jobs", "1"], "code": ["--jobs", "1"]}
    return {s: run_program("pipelines", s, "--curated", str(curated), *options.get(s, [])) for s in STAGES}
