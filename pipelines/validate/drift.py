"""How far the tables moved from the release before: fewer rows, or other shares, out of the same articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

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


def drift(tables: Mapping[str, pa.Table], before: Path) -> Iterator[Drift]:
    """Every rule of `schemas/drift.yml` that can be measured against the release in the folder `before`."""
    declared = read_yaml(schemas_folder() / _FILE, "drift_rules")
    for rule in declared["rules"]:
        now, then = tables[rule["table"]], _before(before / f"{rule['table']}.parquet", rule)
        if then is None:
            continue
        now, then = _of(now, then["article_id"]), _of(then, tables["articles"]["article_id"])
        if then.num_rows < declared["fewest_rows"]:
            continue
        observed = now.num_rows / then.num_rows if rule["measure"] == "rows" else _moved(now, then, rule["column"])
        is_stop, is_warning = observed < rule.get("least", 0), observed > rule["most"]
        yield Drift(rule["table"], rule["id"], rule["says"], now.num_rows, round(observed, 4), is_stop, is_warning)


def _before(path: Path, rule: Mapping[str, Any]) -> pa.Table | None:
    """The columns that a rule needs of a table of the release before; None when an older one does not have them."""
    columns = ["article_id", *([rule["column"]] if "column" in rule else [])]
    if not path.exists() or not set(columns) <= set(pq.read_schema(path).names):
        return None
    return pq.read_table(path, columns=columns)


def _of(rows: pa.Table, articles: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.is_in(rows["article_id"], pc.unique(articles)))


def _moved(now: pa.Table, then: pa.Table, column: str) -> float:
    """The share of rows that would have to change class to have the shares of before (total variation distance)."""
    if not now.num_rows:
        return 1.0
    here, there = (Counter(table[column].to_pylist()) for table in (now, then))
    shares = (abs(here[value] / now.num_rows - there[value] / then.num_rows) for value in here.keys() | there.keys())
    return float(sum(sorted(shares)) / 2)
