"""How far the tables moved from the release before: fewer rows, or other shares, out of the same articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from pipelines.metadata.ddl import quoted_name, quoted_text
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.validate.sources import Source

_FILE = "drift.yml"


@dataclass(frozen=True, slots=True)
class Drift:
    """One rule measured: rows by those of before, or the share of rows in other classes than before."""

    table: str
    rule_id: str
    says: str
    rows: int
    observed: float
    is_stop: bool
    is_warning: bool

    @property
    def problem(self) -> str:
        """Why no release is written, and what helps."""
        return f"{self.observed:.2f} {self.says}; where that is meant, lower `least` of the rule in schemas/{_FILE}"


def drift(con: duckdb.DuckDBPyConnection, sources: Mapping[str, Source], before: Path) -> Iterator[Drift]:
    """Every rule of `schemas/drift.yml` that can be measured against the release in the folder `before`."""
    declared = read_yaml(schemas_folder() / _FILE, "drift_rules")
    articles = sources["articles"].relation(con)
    for rule in declared["rules"]:
        before_rows, now_rows = _before(before / f"{rule['table']}.parquet", rule), sources[rule["table"]].relation(con)
        if before_rows is None:
            continue
        now = _classes(con, now_rows, before_rows, rule)
        then = _classes(con, before_rows, articles, rule)
        if then.total() < declared["fewest_rows"]:
            continue
        observed = now.total() / then.total() if rule["measure"] == "rows" else _moved(now, then)
        is_stop, is_warning = observed < rule.get("least", 0), observed > rule["most"]
        yield Drift(rule["table"], rule["id"], rule["says"], now.total(), round(observed, 4), is_stop, is_warning)


def _before(path: Path, rule: Mapping[str, Any]) -> str | None:
    """SQL for a table of the release before; None when an older one does not have what a rule needs."""
    columns = {"article_id", *([rule["column"]] if "column" in rule else [])}
    if not path.exists() or not columns <= set(pq.read_schema(path).names):
        return None
    return f"read_parquet({quoted_text(str(path))})"


def _classes(con: duckdb.DuckDBPyConnection, rows: str, others: str, rule: Mapping[str, Any]) -> Counter[Any]:
    """Rows by class, of the articles that the others have too; all of one class where a rule counts rows alone."""
    column = quoted_name(rule["column"]) if "column" in rule else "NULL"
    query = f"SELECT {column}, count(*) FROM {rows} WHERE article_id IN (SELECT article_id FROM {others}) GROUP BY ALL"
    return Counter(dict(con.sql(query).fetchall()))


def _moved(now: Counter[Any], then: Counter[Any]) -> float:
    """The share of rows that would have to change class to have the shares of before (total variation distance)."""
    if not now.total():
        return 1.0
    shares = (abs(now[value] / now.total() - then[value] / then.total()) for value in now.keys() | then.keys())
    return float(sum(sorted(shares)) / 2)
