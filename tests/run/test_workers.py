"""Work in other processes: what dies or hangs costs its own task and no other."""

import os
import signal
import time
from pathlib import Path

import pytest

from pipelines.run import workers
from pipelines.run.workers import DIED, SILENT, Lost, run_all

TASKS = ("one", "two", "three", "four")


def write(path):
    Path(path).write_text("done")


def die_at_two(path):
    if path.endswith("two"):
        os.kill(os.getpid(), signal.SIGKILL)
    write(path)


def sleep_at_two(path):
    if path.endswith("two"):
        time.sleep(3600)
    write(path)


def refuse(path):
    raise ValueError(f"not {Path(path).name}")


class StubbornError(Exception):
    def __init__(self, one, other):
        super().__init__(f"{one} and {other}")


def refuse_stubbornly(path):
    raise StubbornError(path, "more")


@pytest.fixture
def tasks(tmp_path):
    return [str(tmp_path / name) for name in TASKS]


def done(tasks):
    return [Path(task).name for task in tasks if Path(task).exists()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_is_run(tasks, jobs):
    assert run_all(write, tasks, jobs) == []
    assert done(tasks) == list(TASKS)


def test_without_tasks_no_process_starts():
    assert run_all(write, [], 2) == []


def test_a_process_that_dies_costs_its_task(tasks):
    assert run_all(die_at_two, tasks, 2) == [Lost(tasks[1], DIED)]
    assert done(tasks) == ["one", "three", "four"]


def test_a_process_that_died_before_its_task_costs_that_task(tasks):
    worker = workers.Worker(write)
    worker.process.kill()
    worker.process.join()
    assert worker.do(tasks[0]) == Lost(tasks[0], DIED)


def test_a_process_that_hangs_costs_its_task(tasks, monkeypatch):
    monkeypatch.setattr(workers, "silence_seconds", lambda: 8.0)
    assert run_all(sleep_at_two, tasks, 2) == [Lost(tasks[1], SILENT)]
    assert done(tasks) == ["one", "three", "four"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised(tasks, jobs):
    with pytest.raises(ValueError, match="not "):
        run_all(refuse, tasks, jobs)


def test_an_error_that_cannot_travel_is_told_all_the_same(tasks):
    with pytest.raises(RuntimeError, match=r"StubbornError: .* and more"):
        run_all(refuse_stubbornly, tasks, 2)


def test_after_a_run_that_was_killed_the_work_goes_to_another_process(tasks, tmp_path):
    marker = tmp_path / "marker"
    marker.touch()
    assert run_all(die_at_two, tasks, 1, marker) == [Lost(tasks[1], DIED)]
    assert not marker.exists()


def test_the_marker_goes_whatever_is_raised(tasks, tmp_path):
    marker = tmp_path / "marker"
    with pytest.raises(ValueError, match="not one"):
        run_all(refuse, tasks, 1, marker)
    assert not marker.exists()
