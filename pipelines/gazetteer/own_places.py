"""A user's own places, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipelines.gazetteer.index import Country, load_gazetteer
from pipelines.gazetteer.outcomes import PlaceTableError, position_of, write_own
from pipelines.gazetteer.place import ADMIN_KINDS, KINDS
from pipelines.gazetteer.spelling import fold_name, plain_latin, unique
from pipelines.gazetteer.tables import OWN_FIELDS, read_rows
from pipelines.settings import gazetteer_folder


def add_place(
    *,
    name: str,
    latitude: float,
    longitude: float,
    country: str,
    kind: str = "village",
    name_ar: str = "",
    names: Iterable[str] = (),
    admin1: str = "",
    into: Path | None = None,
) -> str:
    """Add one own place to `own.csv` of the user's gazetteer folder; gives its place id.

    The first-level unit is taken from the outlines when it is not given. Raises PlaceTableError for a value that
    cannot be used or a place of this name and country that is there already.
    """
    known, lat, lon = _checked(country, kind, latitude, longitude)
    slug = re.sub(r"[^a-z0-9]+", "-", fold_name(plain_latin(name))).strip("-")
    if not slug:
        raise PlaceTableError(f"{name!r} has no Latin letters: give the Arabic spelling as name_ar")
    path = (into or gazetteer_folder()) / "own.csv"
    rows = list(read_rows(path)) if path.exists() else []
    place_id = f"own:{known.iso2.lower()}-{slug}"
    if any(row["id"] == place_id for row in rows):
        raise PlaceTableError(f"{place_id} is in {path} already")
    row = {
        **dict.fromkeys(OWN_FIELDS, ""),
        "id": place_id,
        "name": plain_latin(name),
        "name_ar": name_ar,
        "names": "|".join(unique(names)),
        "kind": kind,
        "country": known.iso2,
        "admin1": _unit(known, admin1, lat, lon),
        "latitude": lat,
        "longitude": lon,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write_own(path, [*rows, row])
    load_gazetteer.cache_clear()
    return place_id


def _checked(country: str, kind: str, latitude: float, longitude: float) -> tuple[Country, str, str]:
    """The country and the position as the table writes it."""
    known = load_gazetteer().country(country)
    if known is None:
        raise PlaceTableError(f"{country!r} is no country")
    if kind not in KINDS - {"country", *ADMIN_KINDS}:
        raise PlaceTableError(f"{kind!r} is not a kind of place that can be added")
    try:
        return (known, *position_of(str(latitude), str(longitude)))
    except ValueError as error:
        raise PlaceTableError(str(error)) from error


def _unit(known: Country, admin1: str, latitude: str, longitude: str) -> str:
    """The first-level unit: as given, else the one whose outline holds the position; "" when there is none."""
    gazetteer = load_gazetteer()
    units = gazetteer.admin1_units(known.iso2)
    if admin1 and not any(fold_name(admin1) in map(fold_name, unit.names) for unit in units):
        raise PlaceTableError(f"{admin1!r} is no first-level unit of {known.place.name}")
    around = gazetteer.admin1_at(float(latitude), float(longitude), known.iso2)
    return admin1 or (around.name if around else "")
