"""How fast the pipeline is on this machine: `make bench`, or `python -m benchmarks.bench --articles 4000`.

Coding on one core beside a bare automaton scan and a copy through Parquet of the same articles in the same run; the
share of every step and stage; how cost grows with the corpus (`--sizes 10000,100000`), with ten times the trigger words
and with cores. The corpus is made from the sample; `--own FILE` (JSON lines) codes articles of your own as well.
`--save` writes table and picture to `docs/`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.builds import build_cost, run_program, stage_costs
from benchmarks.coding import as_batch, code_all, cpu_seconds, sentence_count, share_of_steps, warmed
from benchmarks.corpus import sample_articles, synthetic_articles, write_corpus
from benchmarks.corpus_files import articles_of
from benchmarks.lexicon_size import larger_schemas
from benchmarks.report import save
from benchmarks.scan import automaton_scan, parquet_copy
from pipelines.settings import PROJECT, cpu_count

LARGER = 10  # times the trigger lexicon
Rows = list[tuple[str, str, str]]  # what, figure, unit


def main() -> None:
    """Run all measurements and print them."""
    parser = argparse.ArgumentParser(description="Time the pipeline on a corpus made from the sample.")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--sizes", default="1000,2000", help="corpus sizes of whole builds, with commas")
    parser.add_argument("--jobs", type=int, default=cpu_count())
    parser.add_argument("--own", type=Path, help="a file of JSON lines with articles of your own")
    parser.add_argument("--save", action="store_true", help="write docs/speed.md and its picture")
    wanted = parser.parse_args()
    records = list(synthetic_articles(sample_articles(PROJECT / "raw" / "sample"), wanted.articles))
    sections: dict[str, Rows] = {}
    with tempfile.TemporaryDirectory() as folder:
        for title, rows in measured(records, wanted, Path(folder)):
            sections[title] = rows
            _print(title, rows)
    if wanted.save:
        save(sections, PROJECT / "docs")


def measured(records: list[dict[str, Any]], wanted: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Rows]]:
    """Title and rows of each measurement, as they are finished. Builds come first: on Linux a program's peak memory is
    never told below that of the one that started it, which is small as yet."""
    yield "Stages, one core", stage_rows(records, folder)
    yield "Whole builds", build_rows([int(size) for size in wanted.sizes.split(",")], wanted.jobs, folder)
    yield "Coding, one core", coding_rows(records)
    yield "Share of coding time by step", share_rows(records)
    if wanted.own is not None:
        own = articles_of(wanted.own, wanted.articles)
        yield "Coding articles of one's own, one core", coding_rows(own)
        yield "Share by step, articles of one's own", share_rows(own)
    yield f"Trigger lexicon × {LARGER}", lexicon_rows(records, folder)


def coding_rows(records: list[dict[str, Any]]) -> Rows:
    """Coding beside the automaton scan and the copy through Parquet."""
    batch = warmed(as_batch(records))
    coding = cpu_seconds(lambda: code_all(batch))
    megabytes = sum(len(r["text"].encode()) for r in records) / 1e6
    rows = [
        ("articles coded", f"{len(records) / coding:,.0f}", "articles/s"),
        ("text coded", f"{megabytes / coding:.2f}", "MB/s"),
        ("sentences coded", f"{sentence_count(records) / coding:,.0f}", "sentences/s"),
    ]
    copying = cpu_seconds(parquet_copy(batch))
    rows.append(("the same articles through Parquet and back", f"{len(records) / copying:,.0f}", "articles/s"))
    scan = automaton_scan(records)
    if scan is not None:
        scanning = cpu_seconds(scan)
        rows.append(("bare automaton scan, same patterns", f"{len(records) / scanning:,.0f}", "articles/s"))
        rows.append(("coding against the scan", f"1/{coding / scanning:.0f}", "of its speed"))
    return rows


def share_rows(records: list[dict[str, Any]]) -> Rows:
    """The steps of coding by their share of its time."""
    return [(step, f"{100 * share:.1f}", "%") for step, share in share_of_steps(warmed(as_batch(records))).items()]


def lexicon_rows(records: list[dict[str, Any]], folder: Path) -> Rows:
    """Coding with the declared lexicon and with one of ten times as many triggers, each in a process of its own."""
    file = folder / "records.json"
    file.write_text(json.dumps(records[: len(records) // 2]), encoding="utf-8")
    languages = tuple(sorted({record["language"] for record in records}))
    schemas = larger_schemas(folder, LARGER, languages)
    plain, larger = (_coding_seconds(file, schemas_folder) for schemas_folder in (None, schemas))
    return [("coding time against the declared lexicon", f"{larger / plain:.2f}", "times")]


def _coding_seconds(file: Path, schemas: Path | None) -> float:
    """CPU seconds of coding a file, without those of starting."""
    environment = {"WAQAI_SCHEMAS": str(schemas)} if schemas else {}
    out = file.with_suffix(".seconds")
    run_program("benchmarks.coding", str(file), str(out), environment=environment)
    return float(out.read_text(encoding="utf-8"))


def stage_rows(records: list[dict[str, Any]], folder: Path) -> Rows:
    """Each stage by itself: CPU and peak memory, start-up included."""
    raw = write_corpus(iter(records), folder / "stages-raw")
    costs = stage_costs(raw, folder / "stages")
    whole = sum(cost.cpu for cost in costs.values())
    return [
        (f"{stage} ({cost.cpu:.1f} s CPU, peak {cost.peak_mb:,.0f} MB)", f"{100 * cost.cpu / whole:.0f}", "%")
        for stage, cost in costs.items()
    ]


def build_rows(sizes: list[int], jobs: int, folder: Path) -> Rows:
    """Builds of growing corpora on one core and on all, then again with nothing new."""
    sample, rows = sample_articles(PROJECT / "raw" / "sample"), []
    for size in sizes:
        raw = write_corpus(synthetic_articles(sample, size), folder / f"raw-{size}")
        for processes in sorted({1, jobs}):
            curated = folder / f"curated-{size}-{processes}"
            cost = build_cost(raw, curated, processes)
            what = f"{size:,} articles, {processes} processes (peak {cost.peak_mb:,.0f} MB)"
            rows.append((what, f"{size / cost.wall:,.0f}", "articles/s"))
        again = build_cost(raw, curated, jobs)
        rows.append((f"{size:,} articles again, nothing new", f"{again.wall:.1f}", "s"))
    return rows


def _print(title: str, rows: Rows) -> None:
    table = Table(title, "", "", box=None, pad_edge=False, header_style="bold")
    for what, figure, unit in rows:
        table.add_row(what, figure, unit)
    Console().print(table)
    print()


if __name__ == "__main__":
    main()
