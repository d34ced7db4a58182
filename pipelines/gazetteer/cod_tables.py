"""Rows of OCHA COD-AB tables: administrative units or places, under the column names that OCHA offices use."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.gazetteer.index import load_gazetteer
from pipelines.gazetteer.outcomes import ImportOutcome, PlaceTableError, Reject, Rows, position_of
from pipelines.gazetteer.place import ADMIN_KINDS
from pipelines.gazetteer.spelling import bare_unit_name, fold_name, plain_latin, spellings, unique
from pipelines.gazetteer.tables import OWN_FIELDS

_COLUMN = re.compile(
    r"^(?:adm(?:in)?(?P<level>\d)|(?P<place>place|village|community|loc(?:ality)?|settlement|ppl))_?(?P<what>\w+)$"
)
_JOINT = re.compile(r"(?<!\s)(?:\s*[_/\\]\s*|\s+[-–]\s+|\s*[-–]\s*(?=[\u0621-\u064a]))")  # joins two names in one cell
_SHORTEST_PART = 3  # letters
_POSITION = {
    "latitude": ("lat", "latitude", "y", "lat_y", "y_coord", "latitude_y", "point_y"),
    "longitude": ("lon", "long", "lng", "longitude", "x", "long_x", "lon_x", "x_coord", "point_x"),
}


def _cod_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a COD-AB table by lower-case column name, with line numbers."""
    if path.suffix.lower() == ".xlsx":
        yield from _xlsx_table(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = file.readline(100_000)
        file.seek(0)
        delimiter = max(",;\t", key=sample.count)
        for line, row in enumerate(csv.DictReader(file, delimiter=delimiter), 2):
            yield (
                line,
                {(k or "").strip().lower(): (v or "").strip() for k, v in row.items() if isinstance(v, str | None)},
            )


def _xlsx_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped,unused-ignore]
    except ModuleNotFoundError as error:
        raise PlaceTableError(f"{path}: reading xlsx needs the package openpyxl; or save the sheet as CSV") from error
    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[-1]
    rows = sheet.iter_rows(values_only=True)
    header = [str(cell or "").strip().lower() for cell in next(rows, ())]
    for line, cells in enumerate(rows, 2):
        yield line, {k: "" if v is None else str(v).strip() for k, v in zip(header, cells, strict=False)}


@dataclass(frozen=True)
class CodColumns:
    """Which column of a COD-AB table holds what: "adm1_en" and the like per level, place columns, the position."""

    names: Mapping[tuple[str, str], str]
    latitude: str
    longitude: str
    has_places: bool
    level: int

    @classmethod
    def of(cls, header: Iterable[str]) -> CodColumns:
        """Find the columns by the naming habits of OCHA tables. Raises ValueError naming what is missing."""
        columns = list(header)
        names: dict[tuple[str, str], str] = {}
        for column in columns:
            found = _COLUMN.match(column)
            if found:
                owner = found["level"] or "place"
                names.setdefault((owner, _meaning(found["what"])), column)
        position = {what: next((c for c in columns if c in known), "") for what, known in _POSITION.items()}
        for what, column in position.items():
            if not column:
                raise ValueError(f"no column for the {what} (columns: {', '.join(columns)[:200]})")
        levels = [int(owner) for owner, what in names if owner.isdecimal() and what in ("en", "ar", "pcode")]
        has_places = any(owner == "place" for owner, _ in names)
        if not levels and not has_places:
            raise ValueError(f"no columns like adm1_en or place_en (columns: {', '.join(columns)[:200]})")
        return cls(names, position["latitude"], position["longitude"], has_places, max(levels, default=0))

    def get(self, row: Mapping[str, str], owner: str, what: str) -> str:
        """A cell, "" when the table has no such column."""
        return row.get(self.names.get((owner, what), ""), "")


def _meaning(what: str) -> str:
    if what in ("en", "name", "name_en", "nameen", "ref", "english"):
        return "en"
    if what in ("ar", "name_ar", "namear", "arabic"):
        return "ar"
    return {"pcode": "pcode", "code": "pcode", "p_code": "pcode", "type": "type"}.get(what, what)


def cod_rows(path: Path, country: str | None, outcome: ImportOutcome) -> Rows:
    """Each row as an own place; rows without name, position or known first-level unit are rejected."""
    columns: CodColumns | None = None
    for line, row in _cod_table(path):
        outcome.rows += 1
        try:
            if columns is None:
                columns = CodColumns.of(row)
        except ValueError as error:
            raise PlaceTableError(f"{path}: {error}") from error
        try:
            yield line, _cod_row(row, columns, country)
        except ValueError as error:
            outcome.rejects.append(Reject(line, str(error)))


def _cod_row(row: Mapping[str, str], columns: CodColumns, country: str | None) -> dict[str, str]:
    owner = "place" if columns.has_places else str(columns.level)
    english, arabic = columns.get(row, owner, "en"), columns.get(row, owner, "ar")
    if not english and not arabic:
        raise ValueError("has no name")
    latitude, longitude = position_of(row.get(columns.latitude, ""), row.get(columns.longitude, ""))
    pcode = columns.get(row, owner, "pcode")
    iso2 = _country_of(row, columns, country)
    units = _cod_units(row, columns, iso2)
    kind = "village" if owner == "place" else ADMIN_KINDS[min(int(owner), 3) - 1]
    name = plain_latin(english or arabic)
    others = [english, *_other_names(english, row, columns, "en"), *_other_names(arabic, row, columns, "ar")]
    return {
        **dict.fromkeys(OWN_FIELDS, ""),
        **units,
        "id": f"pc:{pcode}"
        if pcode
        else f"imp:{iso2.lower()}-{fold_name(name).replace(' ', '-')}-{latitude}-{longitude}",
        "name": name,
        "name_ar": arabic,
        "names": "|".join(n for n in unique(others) if n not in (name, arabic)),
        "kind": kind,
        "country": iso2,
        "latitude": latitude,
        "longitude": longitude,
        "pcode": pcode,
    }


def _other_names(name: str, row: Mapping[str, str], columns: CodColumns, script: str) -> Iterator[str]:
    """The names that OCHA writes into one cell: a place's two names joined by a stroke ("السنبلة_صابويران"), or a name
    with that of its unit behind it, to tell it from namesakes ("خالدية عفرين")."""
    parts = [part.strip() for part in _JOINT.split(name)]
    units = [fold_name(bare_unit_name(columns.get(row, level, script))) for level in ("3", "2", "1")]
    if len(parts) > 1 and all(len(part) >= _SHORTEST_PART for part in parts):
        yield from (part for part in parts if fold_name(part) not in units)
    for unit in units:
        for ending in {unit, *spellings(unit)} if unit else ():
            if fold_name(name).endswith(f" {ending}"):
                yield " ".join(name.split()[: -len(ending.split())])


def _country_of(row: Mapping[str, str], columns: CodColumns, country: str | None) -> str:
    code = columns.get(row, "0", "pcode") or columns.get(row, "1", "pcode")
    named = columns.get(row, "0", "en") or row.get("country", "")
    for wanted in (country, re.sub(r"[\d ].*$", "", code)[:3], code[:2], named):
        known = load_gazetteer().country(wanted) if wanted else None
        if known is not None:
            return known.iso2
    raise ValueError("does not say its country (give it with the import)")


def _cod_units(row: Mapping[str, str], columns: CodColumns, iso2: str) -> dict[str, str]:
    """The units above, by P-code where the gazetteer knows it, else by name. Raises ValueError for an unknown first
    one."""
    gazetteer, found = load_gazetteer(), dict.fromkeys(ADMIN_KINDS, "")
    above: str | None = None
    for level, kind in enumerate(ADMIN_KINDS, 1):
        code, name = columns.get(row, str(level), "pcode"), columns.get(row, str(level), "en")
        if not code and not name:
            continue
        named = (
            [p for p in gazetteer.lookup(fold_name(name)) if p.kind == kind and iso2 in _iso2(p.iso)] if name else []
        )
        try:
            known = gazetteer.by_id(f"pc:{code}") if code else None
        except KeyError:
            known = None
        unit = known or next((p for p in named if above is None or above in (p.admin1, p.admin2)), None)
        if unit is None and level == 1:
            raise ValueError(f"{name or code!r} is no {kind} of {iso2} that the gazetteer knows")
        if unit is None:
            break
        found[kind] = (unit.pcode or unit.name) if unit.kind == kind else unit.name
        above = unit.name
    return found


def _iso2(iso: int) -> tuple[str, ...]:
    known = load_gazetteer().country(iso)
    return (known.iso2,) if known else ()
