"""Whole builds in which something goes wrong underneath: the rest is built, and what went wrong is named."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.run import BuildError, build
from pipelines.run.retry import retry_rejects

PROJECT = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).parent / "faults"
WORDS = "قُتل ثلاثة مدنيين أمس جراء قصف مدفعي لقوات النظام على مدينة بنش."


def write_raw(folder: Path, *faults: str) -> Path:
    """An article per fault with its word in it, and two sound ones behind them, each in a file of its own."""
    folder.mkdir(parents=True)
    for number, fault in enumerate([*faults, "", ""]):
        article = {"id": str(number), "text": f"{WORDS} {fault} {number}", "published": "2020-02-05"}
        (folder / f"{number}.jsonl").write_text(json.dumps(article | {"language": "ar"}), encoding="utf-8")
    return folder


def command(raw: Path, curated: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "pipelines", "build", "--raw", str(raw), "--curated", str(curated), *options]


def environment(**given: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(FAULTS), str(PROJECT)))} | given


def run(raw: Path, curated: Path, *options: str, **given: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command(raw, curated, *options), capture_output=True, text=True, check=False, env=environment(**given)
    )


def rows(curated: Path, table: str) -> list[dict]:
    return pq.read_table(curated / "current" / f"{table}.parquet").to_pylist()


def refused(curated: Path) -> dict[str, str]:
    return {row["raw_path"]: row["reason"] for row in rows(curated, "rejects")}


def test_an_article_without_end_is_a_reject_and_can_be_tried_again(tmp_path):
    faults = ("FAULT_SPIN", "FAULT_MEMORY", "FAULT_HOARD", "FAULT_READ_HOARD")
    raw, curated = write_raw(tmp_path / "raw", *faults), tmp_path / "c"
    limits = {"WAQAI_ARTICLE_SECONDS": "2", "WAQAI_TASK_MEMORY": str(2 << 30)}
    done = run(raw, curated, "--jobs", "1", FAULT_LOADED="yes", **limits)
    assert done.returncode == 0, done.stderr
    assert refused(curated) == {"0.jsonl": "too_slow"} | {f"{n}.jsonl": "out_of_memory" for n in (1, 2, 3)}
    assert len(rows(curated, "articles")) == 2
    assert "retry-rejects" in next(row["remedy"] for row in rows(curated, "rejects") if row["reason"] == "too_slow")
    outcome = retry_rejects(raw, curated, jobs=1)  # in this process, which has no faults
    assert sorted(row["reason"] for row in outcome.mended) == ["out_of_memory"] * 3 + ["too_slow"]
    assert outcome.build.counts["articles"] == 6


def test_an_article_that_kills_its_process_is_a_reject_of_the_next_build_at_the_latest(tmp_path):
    raw, curated = write_raw(tmp_path / "raw", "FAULT_DIE"), tmp_path / "c"
    first = run(raw, curated, "--jobs", "1")  # too little work for other processes: the build itself is killed
    assert first.returncode == -signal.SIGKILL
    assert not (curated / "current").exists()
    second = run(raw, curated, "--jobs", "1")
    assert second.returncode == 0, second.stderr
    assert refused(curated) == {"0.jsonl": "coder_died"}
    assert len(rows(curated, "articles")) == 2


def test_a_file_that_kills_its_process_is_a_reject(tmp_path):
    raw, curated = write_raw(tmp_path / "raw", "FAULT_READ_DIE"), tmp_path / "c"
    run(raw, curated, "--jobs", "1")
    second = run(raw, curated, "--jobs", "1")
    assert second.returncode == 0, second.stderr
    assert refused(curated) == {"0.jsonl": "reader_died"}
    assert len(rows(curated, "articles")) == 2


def test_a_process_that_dies_by_mischance_costs_nothing(tmp_path):
    raw, curated = write_raw(tmp_path / "raw", "FAULT_DIE_ONCE"), tmp_path / "c"
    (curated / ".work").mkdir(parents=True)
    (curated / ".work" / "coding").touch()  # as after a kill: coding goes to another process
    done = run(raw, curated, "--jobs", "1", FAULT_FOLDER=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "died").exists()
    assert refused(curated) == {}
    assert len(rows(curated, "articles")) == 3


def _hear_interrupts() -> None:
    """As in a terminal: a process started in the background by a shell ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_cleanly_and_the_next_build_goes_on(tmp_path, number):
    raw, curated = write_raw(tmp_path / "raw", "FAULT_SPIN"), tmp_path / "c"
    started = subprocess.Popen(
        command(raw, curated, "--jobs", "1"), env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, preexec_fn=_hear_interrupts,
    )  # fmt: skip
    last = time.monotonic() + 120
    while not (curated / ".work" / "coding").exists() and time.monotonic() < last:
        time.sleep(0.01)
    started.send_signal(number)
    _, told = started.communicate(timeout=60)
    assert started.returncode == 130
    assert told.strip().splitlines() == ["waqai: stopped; what is done is kept, the same command goes on from there"]
    assert not (curated / ".work" / "coding").exists()
    assert build(raw, curated, jobs=1).counts["articles"] == 3  # without the fault


@pytest.mark.parametrize("most_bytes", [300, 12_000, 60_000])
def test_a_disk_that_takes_no_more_is_one_sentence_and_the_next_build_goes_on(tmp_path, most_bytes):
    """The kernel refuses to let any file grow further (RLIMIT_FSIZE), wherever the build happens to be."""
    raw, curated = write_raw(tmp_path / "raw"), tmp_path / "c"

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    done = subprocess.run(
        command(raw, curated, "--jobs", "1"), capture_output=True, text=True, check=False, preexec_fn=limit,
        env=environment(WAQAI_CACHE=str(warm_cache())),
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "File too large" in done.stderr or "may write" in done.stderr
    assert not (curated / "current").exists()
    assert build(raw, curated, jobs=1).counts["articles"] == 2


def warm_cache() -> Path:
    """The cache that this process uses: a build without room must not have to fill one first."""
    from pipelines.settings import cache_folder

    return cache_folder()


@pytest.mark.parametrize(
    ("number", "place"),
    [(errno.ENOSPC, "pipelines.run.shards.os.fsync"), (errno.EROFS, "pipelines.publish.durable.os.fsync")],
)
def test_a_full_or_broken_disk_leaves_the_release_in_force(tmp_path, monkeypatch, number, place):
    raw, curated = write_raw(tmp_path / "raw"), tmp_path / "c"
    before = build(raw, curated, jobs=1)
    (raw / "later.txt").write_text(WORDS, encoding="utf-8")

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(place, refuse)
        with pytest.raises(BuildError, match="release in force is untouched"):
            build(raw, curated, jobs=1)
    assert (curated / "current").resolve().name == before.release_id
    assert build(raw, curated, jobs=1).counts["articles"] == 3


def test_a_full_spill_disk_of_the_database_is_one_sentence(tmp_path, monkeypatch):
    import duckdb

    def refuse(*_: object) -> None:
        raise duckdb.IOException(f'IO Error: Could not write file "x": {os.strerror(errno.ENOSPC)}')

    monkeypatch.setattr("pipelines.publish.release.build_database", refuse)
    with pytest.raises(BuildError, match="disk is full: make room"):
        build(write_raw(tmp_path / "raw"), tmp_path / "c", jobs=1)
