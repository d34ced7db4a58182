"""Where things are and how large they may be: the only module that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parent


def schemas_folder() -> Path:
    """The folder with all declarations: `WAQAI_SCHEMAS`, else the one beside the package."""
    return Path(os.environ.get("WAQAI_SCHEMAS") or PROJECT / "schemas")


def measured_accuracy() -> Path | None:
    """The figures measured on the committed sample (`evaluate --write-baseline`); None where they are missing."""
    path = PROJECT / "tests" / "corpus" / "sample" / "baseline.json"
    return path if path.is_file() else None


def cache_folder() -> Path:
    """Where compiled lexicons and gazetteers are kept, by content hash: `WAQAI_CACHE`, else the user's cache folder."""
    base = os.environ.get("WAQAI_CACHE")
    if base:
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "waqai"


def gazetteer_folder() -> Path:
    """Where a user's own places (`own.csv`) and imported place tables (`imported/`) are: `WAQAI_GAZETTEER`, else the
    schemas'.
    """
    return Path(os.environ.get("WAQAI_GAZETTEER") or schemas_folder() / "gazetteer")


def cpu_count() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def duckdb_memory() -> str:
    """How much memory DuckDB may use before it spills to disk while stages hand tables on: `WAQAI_SORT_MEMORY`."""
    return os.environ.get("WAQAI_SORT_MEMORY") or "512MB"


def article_seconds() -> float:
    """How much processor time one article may take before it becomes a reject: `WAQAI_ARTICLE_SECONDS`."""
    return float(os.environ.get("WAQAI_ARTICLE_SECONDS") or 30)


def task_memory() -> int | None:
    """How many bytes coding or reading a few articles may take more than the process has: `WAQAI_TASK_MEMORY`, else
    None: most of what is free then."""
    given = os.environ.get("WAQAI_TASK_MEMORY")
    return int(given) if given else None


def silence_seconds() -> float:
    """How long a worker process may not get on before it is taken for hanging: nine times what an article may take,
    at least half a minute, since processes need some seconds to start."""
    return max(30.0, 9 * article_seconds())


def cluster_seconds() -> float:
    """How long a build on a cluster waits while there is no worker at all: `WAQAI_CLUSTER_SECONDS`."""
    return float(os.environ.get("WAQAI_CLUSTER_SECONDS") or 300)


def stores_folder() -> Path:
    """Where builds work whose outputs go to an object store: `WAQAI_STORES`, else in the user's cache folder."""
    return Path(os.environ.get("WAQAI_STORES") or cache_folder() / "stores")


def partition_rows() -> int:
    """From how many rows on incidents and reports are published by country and year too: `WAQAI_PARTITION_ROWS`."""
    return int(os.environ.get("WAQAI_PARTITION_ROWS") or 1_000_000)
