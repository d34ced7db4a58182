"""Coding alone, on one core: `python -m benchmarks.coding FILE OUT` codes records and writes the CPU seconds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.steps import timed_steps
from pipelines.code import code_batch
from pipelines.lexicon.language import load_language
from pipelines.text.sentences import sentence_spans

BATCH = 500  # articles


def as_batch(records: Sequence[dict[str, Any]]) -> pa.Table:
    """The records as the code stage takes them."""
    table = pa.Table.from_pylist([{"article_id": r["id"], "title": None, "published": None, **r} for r in records])
    published = table["published"].cast(pa.timestamp("us"))
    return table.set_column(table.schema.get_field_index("published"), "published", published)


def code_all(batch: pa.Table) -> None:
    """Code a table batch by batch, as the stage does."""
    for start in range(0, batch.num_rows, BATCH):
        code_batch(batch.slice(start, BATCH))


def cpu_seconds(run: Callable[[], Any]) -> float:
    """CPU seconds of this process that a call takes: other programs on the machine count less than in wall time."""
    started = time.process_time()
    run()
    return time.process_time() - started


def warmed(batch: pa.Table) -> pa.Table:
    """The batch, after some of its articles were coded: what is loaded once is not what is measured."""
    code_batch(batch.slice(0, 20))
    return batch


def share_of_steps(batch: pa.Table) -> dict[str, float]:
    """Step of coding → its share of the CPU time."""
    with timed_steps() as seconds:
        whole = cpu_seconds(lambda: code_all(batch))
    seconds["batches and the rest"] = max(0.0, whole - sum(seconds.values()))  # type: ignore[assignment]
    return {step: spent / whole for step, spent in seconds.most_common()}


def sentence_count(records: Sequence[dict[str, Any]]) -> int:
    """Sentences of all texts."""
    return sum(len(sentence_spans(load_language(r["language"]).fold(r["text"]))) for r in records)


def main() -> None:
    """Code a file of records and write the CPU seconds to another."""
    records = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    batch = warmed(as_batch(records))
    Path(sys.argv[2]).write_text(str(cpu_seconds(lambda: code_all(batch))), encoding="utf-8")


if __name__ == "__main__":
    main()
