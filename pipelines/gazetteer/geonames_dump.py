"""Rows of a GeoNames country dump (tab-separated, as `SY.txt` or `allCountries.txt`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from pipelines.gazetteer.index import load_gazetteer
from pipelines.gazetteer.outcomes import ImportOutcome, Reject, Rows, position_of
from pipelines.gazetteer.spelling import is_arabic, plain_latin, unique
from pipelines.gazetteer.tables import OWN_FIELDS, read_rows
from pipelines.settings import schemas_folder

# Columns of a GeoNames dump, https://download.geonames.org/export/dump/readme.txt
GEONAMES = (
    *("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature_class", "feature_code"),
    *(
        "country",
        "cc2",
        "admin1",
        "admin2",
        "admin3",
        "admin4",
        "population",
        "elevation",
        "dem",
        "timezone",
        "changed",
    ),
)
# GeoNames feature codes → kinds of places; other codes of classes P and A are left out, each counted.
FEATURES = {
    "PPLC": "city",
    "PPLA": "city",
    "PPLA2": "town",
    "PPLA3": "town",
    "PPLA4": "village",
    "PPL": "village",
    "PPLL": "village",
    "PPLX": "neighbourhood",
    "PPLF": "village",
    "PPLS": "village",
    "PPLQ": "village",
    "DAM": "dam",
    "AIRP": "airport",
    "AIRB": "base",
    "MILB": "base",
    "PRN": "prison",
    "DSRT": "desert",
    "MT": "mountain",
    "MTS": "mountain",
    "STM": "river",
    "BRKS": "camp",
    "CMPRF": "camp",
    "OILF": "facility",
    "BDG": "road",
}


def geonames_rows(path: Path, outcome: ImportOutcome) -> Rows:
    """Populated places and other features of use; what else there is gets counted by feature code."""
    units = {f"{r.geonames_id}": r for r in load_gazetteer().places() if r.kind == "admin1" and r.geonames_id}
    codes = _geonames_codes()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, cells in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            outcome.rows += 1
            if len(cells) != len(GEONAMES):
                outcome.rejects.append(Reject(line, f"has {len(cells)} columns instead of {len(GEONAMES)}"))
                continue
            entry = dict(zip(GEONAMES, cells, strict=True))
            kind = FEATURES.get(entry["feature_code"])
            if kind is None:
                outcome.left_out[entry["feature_code"]] = outcome.left_out.get(entry["feature_code"], 0) + 1
                continue
            try:
                latitude, longitude = position_of(entry["latitude"], entry["longitude"])
                if load_gazetteer().country(entry["country"]) is None:
                    raise ValueError(f"{entry['country']!r} is not a country's ISO 3166 code")
            except ValueError as error:
                outcome.rejects.append(Reject(line, str(error)))
                continue
            unit = units.get(codes.get(f"{entry['country']}.{entry['admin1']}", ""))
            yield line, _geonames_row(entry, kind, unit.name if unit else "", latitude, longitude)


def _geonames_row(entry: Mapping[str, str], kind: str, admin1: str, latitude: str, longitude: str) -> dict[str, str]:
    others = [name for name in entry["alternatenames"].split(",") if "|" not in name]
    arabic = [name for name in others if is_arabic(name)]
    latin = [plain_latin(name) for name in others if not is_arabic(name) and name[:1].isupper() and name.isascii()]
    name = plain_latin(entry["name"])
    population = int(entry["population"] or 0)
    if kind == "village" and population >= 5_000:
        kind = "town" if population < 50_000 else "city"
    return {
        **dict.fromkeys(OWN_FIELDS, ""),
        "id": f"gn:{entry['geonameid']}",
        "name": name,
        "name_ar": arabic[0] if arabic else "",
        "names": "|".join(n for n in unique((*latin, *arabic[1:])) if n != name),
        "kind": kind,
        "country": entry["country"],
        "admin1": admin1,
        "latitude": latitude,
        "longitude": longitude,
        "population": str(population),
        "geonames_id": entry["geonameid"],
    }


def _geonames_codes() -> dict[str, str]:
    """GeoNames first-level codes ("SY.09") → the units' GeoNames ids."""
    rows = read_rows(schemas_folder() / "gazetteer" / "admin.csv")
    return {row["geonames_code"]: row["geonames_id"] for row in rows if row["level"] == "1"}
