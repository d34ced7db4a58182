"""How long one article may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import TypeVar

from pipelines.settings import article_seconds, silence_seconds

Result = TypeVar("Result")

_AGAIN_SECONDS = 1.0  # in case something swallowed the first alarm


class OverTimeError(BaseException):
    """The limit is passed. No Exception, so that nothing on the way takes it for a fault it knows how to live with."""


def within_limit(work: Callable[[], Result]) -> Result:
    """What `work` returns; OverTimeError when it takes more than `article_seconds()` of the processor.

    Processor time, so that a busy machine refuses no article that an idle one takes; work that only waits is stopped
    by the clock, after a third of `silence_seconds()`. Outside the main thread, where no alarm can ring, there is no
    limit.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    before = {number: signal.signal(number, _ring) for number in (signal.SIGPROF, signal.SIGALRM)}
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, article_seconds(), _AGAIN_SECONDS)
            signal.setitimer(signal.ITIMER_REAL, silence_seconds() / 3, _AGAIN_SECONDS)
            return work()
        finally:
            _silence()
    finally:  # once more, in case the alarm rang within the line above
        _silence()
        for number, handler in before.items():
            signal.signal(number, handler)


def _silence() -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(*_: object) -> None:
    raise OverTimeError
