"""How linking grows: `python -m benchmarks.linking 10000 100000 1000000`.

Links that many reports made by `benchmarks.reports`, each number in a process of its own, and prints the time per
report, the most memory that the process held, and how well the reports of one incident were brought together.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.reports import model_of, write_reports
from pipelines.link import empty_registry, link_files
from pipelines.metadata.spilling import spilling
from pipelines.run import build
from pipelines.settings import PROJECT

_PAIRS = """
    WITH linked AS (
      SELECT incident_id AS found, split_part(report_id, '-', 1) AS told
      FROM read_parquet('{path}') WHERE incident_id IS NOT NULL
    ),
    pairs AS (
      SELECT n * (n - 1) / 2 AS pairs, 'both' AS kind FROM (SELECT count(*) AS n FROM linked GROUP BY found, told)
      UNION ALL SELECT n * (n - 1) / 2, 'found' FROM (SELECT count(*) AS n FROM linked GROUP BY found)
      UNION ALL SELECT n * (n - 1) / 2, 'told' FROM (SELECT count(*) AS n FROM linked GROUP BY told)
    )
    SELECT sum(pairs) FILTER (kind = 'both'), sum(pairs) FILTER (kind = 'found'), sum(pairs) FILTER (kind = 'told')
    FROM pairs
"""


def main() -> None:
    """Measure every number of reports asked for."""
    parser = argparse.ArgumentParser(description="Time linking on synthetic reports.")
    parser.add_argument("counts", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--in", dest="folder", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.folder:
        measure(Path(wanted.folder))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(PROJECT / "raw" / "sample", folder / "curated", 1)
        model = model_of(folder / "curated" / "current")
        for count in wanted.counts:
            place = folder / str(count)
            place.mkdir()
            write_reports(model, count, place)
            print(f"{count:>9,} reports: ", end="", flush=True)
            subprocess.run([sys.executable, "-m", "benchmarks.linking", "--in", str(place)], check=True, cwd=PROJECT)


def measure(folder: Path) -> None:
    """Link what lies in a folder and print what it took."""
    (folder / "linked").mkdir()
    given = folder / "reports.parquet", folder / "articles.parquet"
    started, wall = time.process_time(), time.perf_counter()
    with spilling(folder / "spill") as con:
        link_files(con, *given, empty_registry(), folder / "linked")
    cpu, wall = time.process_time() - started, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    path = folder / "linked" / "reports.parquet"
    with duckdb.connect() as con:
        query = f"SELECT count(*), count(DISTINCT incident_id) FROM read_parquet('{path}')"
        counts = con.execute(query).fetchall()[0]
        both, found, told = con.execute(_PAIRS.format(path=path)).fetchall()[0]
    print(
        f"{counts[1]:,} incidents, {1e6 * cpu / counts[0]:.0f} µs CPU and {1e6 * wall / counts[0]:.0f} µs a report, "
        f"peak {peak:,.0f} MB, pairs: precision {both / found:.3f}, recall {both / told:.3f}"
    )


if __name__ == "__main__":
    main()
