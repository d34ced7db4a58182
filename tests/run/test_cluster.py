"""A Dask scheduler and workers, each a process of its own: what dies on the way changes nothing in the release."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.run import BuildError, build, cluster, code_stage, coding, engines
from pipelines.run.cluster import DaskEngine
from pipelines.run.order import run_stage
from pipelines.run.workers import DIED, Lost
from tests.run.test_workers import TASKS, die_at_two, refuse, write

PROJECT = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).parent / "faults"
PYTHON_PATH = os.pathsep.join((str(FAULTS), str(PROJECT)))
WORDS = "قُتل ثلاثة مدنيين أمس جراء قصف مدفعي لقوات النظام على مدينة بنش."


class Cluster:
    """A scheduler and its workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self.workers = [self.add_worker() for _ in range(2)]
        deadline = time.monotonic() + 30
        while not self._file.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.address = json.loads(self._file.read_text())["address"]

    def add_worker(self) -> subprocess.Popen:
        return self._start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def _start(self, kind: str, *options: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", str(self._file), *options]
        environment = os.environ | {"PYTHONPATH": PYTHON_PATH}
        with (self._folder / "log").open("a") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, env=environment)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    yield found
    found.end()


@pytest.fixture
def engine(started, tmp_path):
    found = DaskEngine(1, started.address, (tmp_path,))
    yield found
    found.close()


@pytest.fixture
def in_small_pieces(monkeypatch):
    """Also few articles are work for the cluster, and many tasks."""
    monkeypatch.setattr(code_stage, "_WORTH_A_POOL_ARTICLES", 0)
    monkeypatch.setattr(coding, "CHUNK", 8)


def kill_when_coding(worker: subprocess.Popen, curated: Path) -> threading.Thread:
    """Kill a worker once the first articles are coded."""

    def watch() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not list((curated / ".work" / "coded").glob("*/[!.]*")):
            time.sleep(0.02)
        worker.send_signal(signal.SIGKILL)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_worker_killed_in_the_middle_changes_no_byte(started, sample_curated, tmp_path, in_small_pieces):
    thread = kill_when_coding(started.workers[0], tmp_path)
    outcome = build(PROJECT / "raw", tmp_path, 1, engine="dask", scheduler=started.address)
    thread.join()
    assert started.workers[0].wait() == -signal.SIGKILL
    assert outcome.coded == 125
    here, there = sorted((tmp_path / "current").glob("*.parquet")), sample_curated / "current"
    assert [path.name for path in here] == [path.name for path in sorted(there.glob("*.parquet"))]
    assert [path.name for path in here if path.read_bytes() != (there / path.name).read_bytes()] == []
    assert outcome.release_id == there.resolve().name


def test_an_article_that_kills_its_process_is_a_reject(started, tmp_path, monkeypatch, in_small_pieces):
    monkeypatch.setenv("PYTHONPATH", PYTHON_PATH)
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, fault in enumerate(("", "FAULT_DIE", "")):
        article = {"id": str(number), "text": f"{WORDS} {fault} {number}", "published": "2020-02-05", "language": "ar"}
        (raw / f"{number}.jsonl").write_text(json.dumps(article), encoding="utf-8")
    run_stage("ingest", tmp_path / "c", raw, 1)
    coded = run_stage("code", tmp_path / "c", None, 1, engine="dask", scheduler=started.address)
    rejects = pq.read_table(coded / "rejects.parquet").to_pylist()
    assert [(row["raw_path"], row["reason"]) for row in rejects] == [("1.jsonl", "coder_died")]
    assert started.workers[1].poll() is None


def test_what_kills_its_process_is_lost_and_nothing_else(engine, tmp_path):
    tasks = [str(tmp_path / name) for name in TASKS]
    assert engine.run_all(die_at_two, tasks, tmp_path / "marker", False) == [Lost(tasks[1], DIED)]
    assert [Path(task).name for task in tasks if Path(task).exists()] == ["one", "three", "four"]


def test_what_a_task_raises_is_raised(engine, tmp_path):
    with pytest.raises(ValueError, match="not one"):
        engine.run_all(refuse, [str(tmp_path / "one")], tmp_path / "marker", False)


def test_little_work_calls_no_cluster(tmp_path):
    engine = DaskEngine(1, "tcp://127.0.0.1:1", ())
    assert engine.run_all(write, [str(tmp_path / "one")], tmp_path / "marker", True) == []
    assert (tmp_path / "one").exists()


def test_a_worker_of_another_project_is_refused(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "project", lambda: "another")
    with pytest.raises(BuildError, match=r"a worker on tcp://.* has other code, declarations, libraries or limits"):
        engine.run_all(write, [str(tmp_path / "one")], tmp_path / "marker", False)


def test_a_worker_without_the_folders_is_refused(started, tmp_path):
    engine = DaskEngine(1, started.address, (tmp_path / "elsewhere",))
    with pytest.raises(BuildError, match=r"does not see .*/elsewhere"):
        engine.run_all(write, [str(tmp_path / "one")], tmp_path / "marker", False)
    engine.close()


def test_without_scheduler_the_build_stops_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_REACH_SECONDS", 0.3)
    with pytest.raises(BuildError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        DaskEngine(1, "tcp://127.0.0.1:1", ()).run_all(write, [""], tmp_path / "marker", False)


def test_without_workers_the_build_stops_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.1)
    monkeypatch.setattr(cluster, "cluster_seconds", lambda: 0.2)
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, processes=False, dashboard_address="127.0.0.1:0") as empty:
        engine = DaskEngine(1, empty.scheduler_address, ())
        with pytest.raises(BuildError, match=r"no worker for 0\.2 seconds"):
            engine.run_all(write, [""], tmp_path / "marker", False)
        engine.close()


def test_a_scheduler_without_the_engine_that_asks_it_is_refused(tmp_path):
    with (
        pytest.raises(BuildError, match="add --engine dask"),
        engines.opened("local", 1, "tcp://127.0.0.1:1", (tmp_path,)),
    ):
        pass
