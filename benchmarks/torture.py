"""Kills builds at random moments of all stages, and at single flushes and renames: `make torture KILLS=200`.

After every kill the release in force must be whole, the old one or the new one; the next build must end in the bytes
that an undisturbed build gives. Builds run in copies of two folders: an empty one, and one with an older release whose
raw files have changed since.

With `--jobs 2` the builds spread their work over workers, which outlive a killed build for a moment; every third kill
then strikes a worker, and that very build must end in the same bytes.

Where a small disk may be mounted, `--disks` fills it up in the middle of a build, and makes it read-only.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.torture_builds import PRELOAD, STAGES, Builder
from pipelines.run.outcome import BuildError

PROJECT = Path(__file__).resolve().parents[1]
_TELL_EVERY = 20  # kills
_TOWNS = ("بنش", "معرة النعمان", "الباب", "منبج")
_WORDS = "قُتل {} مدنيين وأصيب آخرون أمس جراء قصف مدفعي لقوات النظام على مدينة {}، بحسب مراسلنا."


def write_raw(folder: Path, first: int, last: int) -> Path:
    """A raw folder: a file of lines with a broken one, a text with its sidecar."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"id": str(n), "text": _WORDS.format(2 + n % 5, _TOWNS[n % 4]), "source": f"source {n % 3}",
                    "published": f"2020-02-{1 + n % 20:02d}", "language": "ar", "country": "Syria"})
        for n in range(first, last)
    ]  # fmt: skip
    (folder / "articles.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    (folder / "single.txt").write_text(_WORDS.format(last, _TOWNS[0]), encoding="utf-8")
    (folder / "single.txt.meta.yml").write_text("source: single\npublished: 2020-02-21\n", encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Scene:
    """A curated folder to start from, the raw folder to build, and the tables that must come of it."""

    name: str
    raw: Path
    start: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    steps: int


@dataclass(slots=True)
class Tally:
    """What the kills came to."""

    kills: int = 0
    met: Counter[str] = field(default_factory=Counter)  # where the kill struck
    failures: list[str] = field(default_factory=list)


def tables(curated: Path) -> dict[str, bytes]:
    """The bytes of the release in force, nothing without one."""
    return {path.name: path.read_bytes() for path in sorted((curated / "current").glob("*.parquet"))}


def make_scenes(folder: Path, builder: Builder) -> tuple[list[Scene], dict[str, float]]:
    """The two folders to start from, and how long each stage takes."""
    old, new = write_raw(folder / "old", 0, 12), write_raw(folder / "new", 3, 18)
    empty, older = folder / "empty", folder / "older"
    empty.mkdir()
    _sound(builder.run(old, older))
    scenes, seconds = [], dict.fromkeys(STAGES, 0.0)
    for name, start in (("from nothing", empty), ("over an older release", older)):
        trial = shutil.copytree(start, folder / "trial", symlinks=True)
        told = _sound(builder.run(new, trial))
        seconds = {stage: max(took, seconds[stage]) for stage, took in _durations(told).items()}
        steps = next(count for word, count in told if word == "steps")
        scenes.append(Scene(name, new, start, tables(start), tables(trial), steps))
        shutil.rmtree(trial)
    return scenes, seconds


def _sound(result: tuple[int, list[tuple[str, Any]]]) -> list[tuple[str, Any]]:
    if result[0] != 0:
        raise BuildError(f"an undisturbed build failed (exit code {result[0]})")
    return result[1]


def _durations(told: list[tuple[str, Any]]) -> dict[str, float]:
    found, begun = {}, ("", 0.0)
    for word, value in told:
        if word == "end":
            found[begun[0]] = value - begun[1]
        elif word in STAGES:
            begun = (word, value)
    return found


def torture(folder: Path, kills: int, seed: int = 1, jobs: int = 1, preload: str = PRELOAD) -> Tally:
    """By turns: kills at single steps, spread over all of them, kills by the clock, all stages alike, and kills of
    workers where there are any."""
    luck, tally = random.Random(seed), Tally()
    builder = Builder(jobs, preload)
    scenes, seconds = make_scenes(folder, builder)
    kinds = (_kill_at_step, _kill_by_clock, _kill_worker) if jobs > 1 else (_kill_at_step, _kill_by_clock)
    for number in range(kills):
        turn = number // len(kinds)
        scene, curated = scenes[turn % len(scenes)], folder / "curated"
        shutil.rmtree(curated, ignore_errors=True)
        shutil.copytree(scene.start, curated, symlinks=True)
        met, wrong = kinds[number % len(kinds)](scene, curated, builder, turn, seconds, luck)
        tally.kills += 1
        tally.met[met] += 1
        wrong = wrong or _wrong(scene, curated, builder)
        if wrong:
            tally.failures.append(f"kill {number} ({scene.name}, {met}): {wrong}")
            shutil.copytree(curated, folder / f"failed-{number}", symlinks=True, dirs_exist_ok=True)
        if tally.kills % _TELL_EVERY == 0:
            print(f"{tally.kills - len(tally.failures)} of {tally.kills} went on to the same bytes", flush=True)
    return tally


def _kill_at_step(
    scene: Scene, curated: Path, builder: Builder, turn: int, _: dict[str, float], luck: random.Random
) -> tuple[str, str]:
    builder.run(scene.raw, curated, kill_at=1 + (turn * 15838 + luck.randrange(3)) % scene.steps)
    return "step", ""


def _kill_by_clock(
    scene: Scene, curated: Path, builder: Builder, turn: int, seconds: dict[str, float], luck: random.Random
) -> tuple[str, str]:
    stage = STAGES[turn // 2 % len(STAGES)]
    return builder.killed(scene.raw, curated, stage, luck.uniform(0, seconds[stage])), ""


def _kill_worker(
    scene: Scene, curated: Path, builder: Builder, turn: int, seconds: dict[str, float], luck: random.Random
) -> tuple[str, str]:
    """The first workers read, those behind them code."""
    which = turn % (2 * builder.jobs)
    stage = STAGES[which // builder.jobs]
    code, met = builder.robbed(scene.raw, curated, which, luck.uniform(0, seconds[stage]))
    if code != 0:
        return met, f"the build that lost a worker failed (exit code {code})"
    return met, "" if tables(curated) == scene.after else "the build that lost a worker ended in other bytes"


def _wrong(scene: Scene, curated: Path, builder: Builder) -> str:
    """What is wrong after a kill, "" when nothing is."""
    if tables(curated) not in (scene.before, scene.after):
        return "the release in force is neither the old one nor the new one"
    if tables(curated):
        with duckdb.connect(str((curated / "waqai.duckdb").resolve()), read_only=True) as con:
            con.execute("SELECT count(*) FROM acled_events").fetchall()
    code, _ = builder.run(scene.raw, curated)
    if code != 0:
        return f"the next build failed (exit code {code})"
    return "" if tables(curated) == scene.after else "the next build ended in other bytes"


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """A folder on a disk of its own; raises OSError where none may be mounted."""
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", place], check=False,
                              capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            raise OSError(f"no disk can be mounted here: {done.stderr.strip()}")
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)


def torture_disks(folder: Path, sizes: tuple[int, ...]) -> list[str]:
    """Builds on disks that fill up, are made larger, and then are read-only; returns what went wrong."""
    raw, failures = write_raw(folder / "raw", 0, 12), []
    command = [sys.executable, "-m", "pipelines", "build", "--raw", str(raw), "--jobs", "1", "--curated"]
    reference = folder / "reference"
    subprocess.run([*command, str(reference)], check=True, capture_output=True)
    for kilobytes in sizes:
        with small_disk(kilobytes) as disk:
            full = subprocess.run([*command, str(disk / "c")], check=False, capture_output=True, text=True)
            if full.returncode != 1 or full.stderr.count("\n") != 1 or "disk is full" not in full.stderr:
                failures.append(f"{kilobytes} kB: exit code {full.returncode}, {full.stderr.strip()[-400:]}")
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            subprocess.run([*command, str(disk / "c")], check=False, capture_output=True)
            if tables(disk / "c") != tables(reference):
                failures.append(f"{kilobytes} kB: other bytes once there was room")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            sealed = subprocess.run([*command, str(disk / "c")], check=False, capture_output=True, text=True)
            if sealed.returncode != 1 or sealed.stderr.count("\n") != 1 or tables(disk / "c") != tables(reference):
                failures.append(f"read-only: exit code {sealed.returncode}, {sealed.stderr.strip()[-400:]}")
    return failures


def main() -> int:
    """Exit code 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes of each build")
    parser.add_argument("--disks", action="store_true", help="full and read-only disks too (needs the right to mount)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as given:
        tally = torture(Path(given), wanted.kills, wanted.seed, wanted.jobs)
        failures = list(tally.failures)
        if wanted.disks:
            failures += torture_disks(Path(given) / "disks", (40, 200, 1_000, 4_000))
    where = ", ".join(f"{name.removeprefix('run_')} {count}" for name, count in sorted(tally.met.items()))
    print(f"{tally.kills - len(tally.failures)} of {tally.kills} builds went on to the same bytes (killed in: {where})")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
