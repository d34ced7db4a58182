"""Where the time of coding goes: the CPU seconds of each step, its own without those of the steps inside it."""

from __future__ import annotations

import importlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# step → the functions that do it, as "module:name" where they are called from
STEPS = {
    "fold, cut into words and look at them": [
        "pipelines.text.words:WordReader.cut", "pipelines.text.words:CutText.placed",
    ],
    "sentences and triggers": [
        "pipelines.coding.events.passages:find_triggers", "pipelines.coding.events.passages:split_sentences",
    ],
    "page furniture": ["pipelines.coding.events.annotate:boilerplate_spans"],
    "language of paragraphs": ["pipelines.coding.events.passages:language_stretches"],
    "day of writing": ["pipelines.coding.coder:_reading_frame"],
    "first look for places": ["pipelines.coding.coder:survey"],
    "places": ["pipelines.coding.events.place_turns:read_places", "pipelines.coding.events.place_turns:mentions_in"],
    "actors": ["pipelines.coding.events.annotate:read_actors"],
    "numbers and counts": ["pipelines.coding.events.annotate:read_counts"],
    "dates": ["pipelines.coding.events.annotate:_dates"],
    "markers, cues, weapons, voice": ["pipelines.coding.coder:annotate"],
    "incidents": ["pipelines.coding.coder:read_story", "pipelines.coding.coder:name_persons"],
    "rows": ["pipelines.coding.coder:_write"],
}


@contextmanager
def timed_steps() -> Iterator[Counter[str]]:
    """Within it every call of a step is timed; gives the seconds of CPU by step. Raises AttributeError when a step is
    no longer where it was."""
    seconds: Counter[str] = Counter()
    running: list[float] = []  # the time spent in inner steps, per step that is running
    replaced = []
    for step, names in STEPS.items():
        for name in names:
            holder, attribute = _holder(name)
            original = getattr(holder, attribute)
            setattr(holder, attribute, _timed(original, step, seconds, running))
            replaced.append((holder, attribute, original))
    try:
        yield seconds
    finally:
        for holder, attribute, original in replaced:
            setattr(holder, attribute, original)


def _holder(name: str) -> tuple[Any, str]:
    module, path = name.split(":")
    *outer, attribute = path.split(".")
    holder: Any = importlib.import_module(module)
    for part in outer:
        holder = getattr(holder, part)
    return holder, attribute


def _timed(run: Callable[..., Any], step: str, seconds: Counter[str], running: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        running.append(0.0)
        started = time.process_time()
        try:
            return run(*arguments, **named)
        finally:
            spent = time.process_time() - started
            seconds[step] += spent - running.pop()  # type: ignore[assignment]
            if running:
                running[-1] += spent

    return timed
