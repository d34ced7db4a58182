"""No article takes longer than it may."""

import signal
import threading
import time
from contextlib import suppress

import pytest

from pipelines.run import time_limit
from pipelines.run.time_limit import OverTimeError, within_limit


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(time_limit, "article_seconds", lambda: 0.2)
    monkeypatch.setattr(time_limit, "silence_seconds", lambda: 1.5)


def spin():
    while True:
        pass


def spin_through_faults():
    while True:
        with suppress(Exception):  # as libraries do
            spin()


@pytest.mark.parametrize("work", [spin, spin_through_faults, lambda: time.sleep(3600)])
def test_work_without_end_is_stopped(work):
    with pytest.raises(OverTimeError):
        within_limit(work)


def test_work_in_time_gives_its_result_and_no_alarm_rings_later():
    assert within_limit(lambda: 7) == 7
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_handlers_of_others_are_put_back():
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        within_limit(lambda: None)
        assert signal.getsignal(signal.SIGALRM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGALRM, before)


def test_where_no_alarm_can_ring_work_is_done_all_the_same():
    found = []
    thread = threading.Thread(target=lambda: found.append(within_limit(lambda: 7)))
    thread.start()
    thread.join()
    assert found == [7]
