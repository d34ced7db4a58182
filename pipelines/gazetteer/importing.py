"""Taking in place tables that users have: GeoNames country dumps and OCHA COD-AB tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.gazetteer.cod_tables import cod_rows
from pipelines.gazetteer.geonames_dump import GEONAMES, geonames_rows
from pipelines.gazetteer.index import load_gazetteer
from pipelines.gazetteer.outcomes import ImportOutcome, PlaceTableError, Reject, Rows, write_own
from pipelines.gazetteer.spelling import fold_name
from pipelines.settings import gazetteer_folder

MAX_BYTES = 2_000_000_000


def import_table(path: Path, kind: str = "auto", into: Path | None = None, country: str | None = None) -> ImportOutcome:
    """Check a place table and keep it as `imported/<name>.csv` in the user's gazetteer folder.

    `kind` is "geonames", "cod" (OCHA COD-AB: CSV, or xlsx when openpyxl is installed) or "auto". `country` (ISO
    alpha-2) is needed only when a COD table has neither P-codes nor a country column. The next `load_gazetteer` merges
    the table in. Rejected rows are listed in `imported/<name>.rejects.tsv`. Raises PlaceTableError when nothing in the
    file can be used.
    """
    if not path.is_file():
        raise PlaceTableError(f"{path}: there is no such file")
    if path.stat().st_size > MAX_BYTES:
        raise PlaceTableError(f"{path}: larger than {MAX_BYTES} bytes")
    kind = _kind_of(path) if kind == "auto" else kind
    if kind not in ("geonames", "cod"):
        raise PlaceTableError(f"{path}: {kind!r} is not a kind of place table (geonames, cod)")
    folder = (into or gazetteer_folder()) / "imported"
    name = re.sub(r"[^a-z0-9]+", "_", path.name.split(".")[0].lower()).strip("_") or "places"
    outcome = ImportOutcome(kind, folder / f"{name}.csv")
    rows = geonames_rows(path, outcome) if kind == "geonames" else cod_rows(path, country, outcome)
    kept = list(_distinct(rows, outcome))
    if not kept:
        first = (
            f"; first reason: line {outcome.rejects[0].line}, {outcome.rejects[0].reason}" if outcome.rejects else ""
        )
        raise PlaceTableError(f"{path}: no usable row of {outcome.rows}{first}")
    folder.mkdir(parents=True, exist_ok=True)
    write_own(outcome.table, kept)
    outcome.kept = len(kept)
    if outcome.rejects:
        outcome.rejects_file = folder / f"{name}.rejects.tsv"
        report = "".join(f"{reject.line}\t{reject.reason}\n" for reject in outcome.rejects)
        outcome.rejects_file.write_text("line\treason\n" + report, encoding="utf-8")
    load_gazetteer.cache_clear()
    return outcome


def _kind_of(path: Path) -> str:
    if path.suffix.lower() == ".xlsx":
        return "cod"
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        first = file.readline(100_000)
    columns = first.split("\t")
    return "geonames" if len(columns) == len(GEONAMES) and columns[0].isdecimal() else "cod"


def _distinct(rows: Rows, outcome: ImportOutcome) -> Iterator[Mapping[str, str]]:
    """Each code once; a further name under a code is a part of that place (a neighbourhood) with an id of its own."""
    seen: dict[str, str] = {}
    for line, row in rows:
        spelled = fold_name(row["name"])
        first = seen.setdefault(row["id"], spelled)
        part_id = f"{row['id']}/{spelled.replace(' ', '-')}"
        if first == spelled and f"{row['id']}/" not in seen:
            seen[f"{row['id']}/"] = spelled
            yield row
        elif first == spelled or part_id in seen:
            outcome.rejects.append(Reject(line, f"{row['name']} with the code {row['id']} stands twice"))
        else:
            seen[part_id] = spelled
            yield {**row, "id": part_id, "pcode": "", "geonames_id": "", "kind": "neighbourhood"}
