"""How fast the pipeline is on this machine: `make bench`, or `python -m benchmarks.bench --articles 4000`.

Prints whole builds (from nothing, again, with one article more), coding alone on one core, and for comparison a bare
scan of the same texts (spelling folded, cut into words): what no coder can be faster than.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
from rich.console import Console
from rich.table import Table

from benchmarks.corpus import sample_articles, synthetic_articles, write_corpus
from pipelines.code import code_batch
from pipelines.lexicon.language import load_language
from pipelines.run import build
from pipelines.settings import PROJECT, cpu_count
from pipelines.text.tokens import tokenise

Result = TypeVar("Result")


def main() -> None:
    """Run all measurements and print them."""
    parser = argparse.ArgumentParser(description="Time the pipeline on a corpus made from the sample.")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=cpu_count())
    wanted = parser.parse_args()
    records = list(synthetic_articles(sample_articles(PROJECT / "raw" / "sample"), wanted.articles))
    table = Table("What", "Seconds", "Articles/s", box=None, pad_edge=False, header_style="bold")
    for name, seconds, count in [*time_coding(records), *time_builds(records, wanted.jobs)]:
        table.add_row(name, f"{seconds:.2f}", f"{count / seconds:,.0f}")
    Console().print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"peak memory of this process {peak:,.0f} MB, {wanted.articles:,} articles, {wanted.jobs} processes")


def time_coding(records: list[dict[str, str]]) -> list[tuple[str, float, int]]:
    """Coding on one core, and the bare scan; the knowledge is loaded before the clock starts."""
    batch = as_batch(records)
    code_batch(batch.slice(0, 20))
    scanned, scan = timed(lambda: [tokenise(load_language(r["language"]).normalise(r["text"]).text) for r in records])
    _, coding = timed(lambda: code_batch(batch))
    count = len(scanned)
    ratio = f"code, one core ({coding / scan:.1f} times the bare scan)"
    return [("bare scan, one core", scan, count), (ratio, coding, count)]


def time_builds(records: list[dict[str, str]], jobs: int) -> list[tuple[str, float, int]]:
    """Builds from nothing on one core and on all, then again without change, then with one article more."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        raw = write_corpus(iter(records), Path(folder) / "raw")
        for processes in sorted({1, jobs}):
            curated = Path(folder) / f"curated-{processes}"
            _, seconds = timed(lambda curated=curated, processes=processes: build(raw, curated, processes))  # type: ignore[misc]
            found.append((f"build from nothing, {processes} processes", seconds, len(records)))
        _, again = timed(lambda: build(raw, curated, jobs))
        found.append(("build again, nothing new", again, len(records)))
        write_corpus(
            iter([{**records[0], "id": "one more", "text": records[0]["text"][:500]}]), Path(folder) / "raw" / "later"
        )
        _, later = timed(lambda: build(raw, curated, jobs))
        found.append(("build again, one article more", later, len(records)))
    return found


def as_batch(records: list[dict[str, str]]) -> pa.Table:
    """The records as the code stage takes them."""
    table = pa.Table.from_pylist([{"article_id": r["id"], "title": None, **r} for r in records])
    published = table["published"].cast(pa.timestamp("us"))
    return table.set_column(table.schema.get_field_index("published"), "published", published)


def timed(run: Callable[[], Result]) -> tuple[Result, float]:
    """What a call returns, and the seconds it took."""
    started = time.perf_counter()
    result = run()
    return result, time.perf_counter() - started


if __name__ == "__main__":
    main()
