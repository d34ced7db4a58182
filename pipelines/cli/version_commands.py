"""`versions`: the texts of one article as they stand in the releases of a folder, and what changed between them."""

from __future__ import annotations

import difflib
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from pipelines.ingest.identity import domain_of, url_key
from pipelines.run.outcome import BuildError

_MOST_LINES = 20  # changed lines shown per version
_CONTEXT = 0
_QUERY = """
    SELECT filename, article_id, raw_path, raw_record, published, url, text
    FROM read_parquet($files, filename = true, union_by_name = true)
    WHERE article_id = $asked OR external_id = $asked OR contains(lower(url), $domain)
"""

_Version = dict[str, Any]


def print_versions(asked: str, curated: Path) -> None:
    """Print each text once, with the releases that hold it, older ones first, and the lines in which it differs from
    the one before. `asked` is an address, an article's id or the record's own.

    Raises BuildError when no release here knows it.
    """
    versions = find_versions(asked, curated)
    if not versions:
        raise BuildError(f"no release in {curated} has an article with the address or id {asked!r}")
    console = Console(markup=False, highlight=False, soft_wrap=True)
    table = Table("Text", "Article", "Published", "File", "Record", "Releases", box=None, pad_edge=False)
    for number, version in enumerate(versions, start=1):
        table.add_row(
            str(number), version["article_id"], str(version["published"] or ""), version["raw_path"],
            str(version["raw_record"]), ", ".join(version["releases"]),
        )  # fmt: skip
    console.print(table)
    for number, (before, after) in enumerate(pairwise(versions), start=2):
        console.print(f"\ntext {number} against text {number - 1}")
        for line in _changed(before["text"], after["text"]):
            console.print(line)


def find_versions(asked: str, curated: Path) -> list[_Version]:
    """The different texts of an article over all releases of a folder, each with its `releases`; the releases in the
    order in which they were written, the texts of one release by publication and place."""
    files = sorted((curated / "releases").glob("*/articles.parquet"), key=lambda path: path.stat().st_mtime_ns)
    order = {str(path): number for number, path in enumerate(files)}
    if not files:
        raise BuildError(f"there is no release in {curated}; run `waqai build` first")
    current = (curated / "current").resolve().name
    found: dict[tuple[str, str], _Version] = {}
    for row in sorted(_rows(asked, list(order)), key=lambda row: (order[row["filename"]], *_place(row))):
        release = Path(row["filename"]).parent.name
        version = found.setdefault((row["article_id"], row["text"]), {**row, "releases": []})
        version["releases"].append(f"{release} (in force)" if release == current else release)
    return list(found.values())


def _rows(asked: str, files: list[str]) -> list[_Version]:
    key, domain = url_key(asked), domain_of(asked)
    with duckdb.connect() as con:
        given = {"files": files, "asked": asked, "domain": domain}
        answer = con.execute(_QUERY, given)
        names = [column[0] for column in answer.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return [row for row in rows if key is None or (row["url"] and url_key(row["url"]) == key)]


def _place(row: _Version) -> tuple[str, str, int]:
    return str(row["published"] or "~"), row["raw_path"], row["raw_record"]


def _changed(before: str, after: str) -> list[str]:
    lines = list(difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=_CONTEXT))[2:]
    shown = [line for line in lines if not line.startswith("@@")]
    rest = [f"… and {len(shown) - _MOST_LINES:,} more lines"] if len(shown) > _MOST_LINES else []
    return shown[:_MOST_LINES] + rest
