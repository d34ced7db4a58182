"""From the tables to one list of places: the same place in several tables becomes one, with all its spellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipelines.gazetteer.drafts import Draft, Drafts, distance_km, is_settled
from pipelines.gazetteer.place import ADMIN_KINDS, KINDS
from pipelines.gazetteer.rough_places import found_again
from pipelines.gazetteer.spelling import fold_name
from pipelines.gazetteer.tables import parted, read_rows
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown

SAME_PLACE_KM = 3.0  # one name this near is one place
SUPPLEMENT_KM = (
    10.0  # supplement positions are rough: one name in one first-level unit this near is one place
)


def merge_tables(folder: Path, extra: Iterable[Path]) -> Drafts:
    """All places of the committed tables and of further ones (own places, imported tables), merged.

    * units and places come with their ids, `admin_names.csv` gives first-level units ACLED's name
    * the supplement adds places, spellings and chosen names
    * own and imported rows join a place by P-code, GeoNames id, or name within 3 km, and then decide its name and
      position
    * languages add the names by which they call known places (`lexicons/<lang>/place_names.yml`)
    * units get their capitals, capitals their units
    """
    drafts = Drafts()
    for row in read_rows(folder / "countries.csv"):
        drafts.add(_country(row))
    chosen = {row["geonames_code"]: row["name"] for row in read_rows(folder / "admin_names.csv")}
    for row in read_rows(folder / "admin.csv"):
        drafts.add(_unit(row, chosen))
    for unit in list(drafts):
        unit.unit_ids = _own_units(unit, drafts)
    for row in read_rows(folder / "places.csv.gz"):
        drafts.add(_place(row, drafts))
    for path in sorted((folder / "supplement").glob("*.csv")):
        _add_table(path, drafts, is_leading=False)
    for path in language_names(folder.parent / "lexicons"):
        _add_language_names(path, drafts)
    _seat(drafts)
    for path in extra:
        _add_table(path, drafts, is_leading=True)
    _seat(drafts)
    return drafts


def _country(row: Mapping[str, str]) -> Draft:
    arabic, english = parted(row["names_ar"]), parted(row["names_en"])
    position = float(row["latitude"]), float(row["longitude"])
    draft = Draft(f"iso:{row['iso2']}", row["name"], arabic[0] if arabic else None, "country", row["iso2"], *position)
    draft.add_names((*english, *arabic))
    draft.geonames_id, draft.capital_id = int(row["geonames_id"]), row["capital_id"] or None
    return draft


def _unit(row: Mapping[str, str], chosen: Mapping[str, str]) -> Draft:
    level = int(row["level"])
    name = chosen.get(row["geonames_code"], row["name"]) if level == 1 else row["name"]
    position = float(row["latitude"]), float(row["longitude"])
    draft = Draft(
        row["place_id"], name, row["name_ar"] or None, ADMIN_KINDS[level - 1], row["country"], *position
    )
    draft.add_names((row["name"], *parted(row["names_en"]), *parted(row["names_ar"])))
    draft.pcode, draft.capital_id = row["pcode"] or None, row["capital_id"] or None
    draft.geonames_id = int(row["geonames_id"]) if row["geonames_id"] else None
    draft.unit_ids[0] = row["parent_id"] or None  # the parent alone; `_own_units` puts all levels in place
    draft.is_named = bool(row["pcode"])
    return draft


def _own_units(unit: Draft, drafts: Drafts) -> list[str | None]:
    """The ids of a unit and of those above it, by level."""
    if unit.kind == "country":
        return [None, None, None]
    chain: list[str | None] = []
    above: Draft | None = unit
    while above is not None and len(chain) < 3:
        chain.append(above.place_id)
        parents = [i for i in above.unit_ids if i and i != above.place_id]
        above = drafts.get(parents[-1]) if parents and above.kind != "admin1" else None
    chain.reverse()
    return [*chain, None, None, None][:3]


def _place(row: Mapping[str, str], drafts: Drafts) -> Draft:
    place_id = f"gn:{row['geonames_id']}"
    position = float(row["latitude"]), float(row["longitude"])
    draft = Draft(place_id, row["name"], row["name_ar"] or None, row["kind"], row["country"], *position)
    draft.add_names(parted(row["names"]))
    draft.geonames_id, draft.population = int(row["geonames_id"]), int(row["population"] or 0)
    for level, unit_id in enumerate((row["admin1_id"], row["admin2_id"])):
        draft.unit_ids[level] = unit_id if drafts.get(unit_id) else None
    return draft


def _add_table(path: Path, drafts: Drafts, *, is_leading: bool) -> None:
    """Join the rows of a supplement-like table; `is_leading` tables decide names and positions."""
    rows = [_drafted(path, number, row, drafts) for number, row in enumerate(read_rows(path), 2)]
    again = found_again(rows, drafts) if is_leading else {}
    added: list[Draft] = []
    for draft in rows:
        known = _same_place(draft, drafts, added, is_leading=is_leading) or again.get(draft.place_id)
        if known is not None:
            _join(known, draft, is_leading=is_leading)
            drafts.note(known)
            continue
        draft.is_imported = is_leading and not draft.place_id.startswith("own:")
        try:
            drafts.add(draft)
        except ValueError as error:
            raise SchemaError(shown(path), draft.place_id, str(error)) from error
        added.append(draft)


def _drafted(path: Path, number: int, row: Mapping[str, str], drafts: Drafts) -> Draft:
    """A row of a supplement-like table with the units it names. Raises SchemaError."""
    where = row["id"] or f"line {number}"
    if row["kind"] not in KINDS:
        raise SchemaError(shown(path), where, f"{row['kind']!r} is not a kind of place")
    if drafts.get(f"iso:{row['country']}") is None:
        raise SchemaError(shown(path), where, f"{row['country']!r} is not a country's ISO 3166 code")
    try:
        draft = _own(row)
        draft.unit_ids = list(_units_named(row, drafts))
    except ValueError as error:
        raise SchemaError(shown(path), where, str(error)) from error
    if draft.kind in ADMIN_KINDS:
        draft.unit_ids[ADMIN_KINDS.index(draft.kind)] = draft.place_id
    return draft


def language_names(lexicons: Path) -> list[Path]:
    """The files in which languages name places that the tables know."""
    return sorted(lexicons.glob("*/place_names.yml"))


def _add_language_names(path: Path, drafts: Drafts) -> None:
    for entry in read_yaml(path, "place_names")["names"]:
        known = drafts.get(entry["id"])
        if known is None:
            raise SchemaError(shown(path), entry["id"], "is the id of no place that the gazetteer knows")
        known.add_names((known.name, known.name_ar, *entry["words"]))
        drafts.note(known)


def _own(row: Mapping[str, str]) -> Draft:
    position = float(row["latitude"]), float(row["longitude"])
    draft = Draft(row["id"], row["name"], row["name_ar"] or None, row["kind"], row["country"], *position, is_named=True)
    draft.add_names(parted(row["names"]))
    draft.population, draft.pcode = int(row["population"] or 0), row["pcode"] or None
    draft.geonames_id = int(row["geonames_id"]) if row["geonames_id"] else None
    return draft


def _units_named(row: Mapping[str, str], drafts: Drafts) -> Iterable[str | None]:
    """The units that a row names, by name or P-code, each within the one above. Raises ValueError for an unknown
    one."""
    above: str | None = None
    for kind in ADMIN_KINDS:
        if not row[kind]:
            yield None
            continue
        known = drafts.get(f"pc:{row[kind]}")
        if known is None:
            found = [d for d in drafts.named(row["country"], row[kind]) if d.kind == kind]
            inside = [d for d in found if above is None or above in d.unit_ids]
            exact = [d for d in inside if fold_name(d.name) == fold_name(row[kind])]
            known = next(iter(exact or inside), None)
        if known is None:
            raise ValueError(f"{row[kind]!r} is no {kind} of {row['country']} that the gazetteer knows")
        above = known.place_id
        yield above


def _same_place(draft: Draft, drafts: Drafts, added: list[Draft], *, is_leading: bool) -> Draft | None:
    for code in (
        f"pc:{draft.pcode}" if draft.pcode else None,
        f"gn:{draft.geonames_id}" if draft.geonames_id else None,
    ):
        if (known := drafts.get(code)) is not None:
            return known
    if draft.kind in ADMIN_KINDS or draft.kind == "country":
        return None
    near = []
    for name in (draft.name_ar, draft.name, *draft.names):
        for known in drafts.named(draft.country, name) if name else ():
            if is_settled(known.kind) != is_settled(draft.kind) or known.kind in ADMIN_KINDS or known in added:
                continue
            in_one_unit = draft.unit_ids[0] is not None and known.unit_ids[0] == draft.unit_ids[0]
            limit = SUPPLEMENT_KM if in_one_unit and not is_leading else SAME_PLACE_KM
            if _may_be_one(known, draft) and (apart := distance_km(known.position, draft.position)) < limit:
                near.append((apart, known.place_id, known))
    return min(near)[2] if near else None


def _may_be_one(known: Draft, draft: Draft) -> bool:
    """Two different codes of one scheme are two places, however near."""
    if known.pcode and draft.pcode and known.pcode != draft.pcode:
        return False
    return not (known.geonames_id and draft.geonames_id and known.geonames_id != draft.geonames_id)


def _join(known: Draft, draft: Draft, *, is_leading: bool) -> None:
    known.add_names((known.name, known.name_ar, draft.name, draft.name_ar, *draft.names))
    known.other_ids.append(draft.place_id)
    if draft.pcode and not known.pcode:
        known.other_ids.append(f"pc:{draft.pcode}")
    known.pcode, known.geonames_id = known.pcode or draft.pcode, known.geonames_id or draft.geonames_id
    leads = is_leading and not draft.place_id.startswith("gn:")  # a GeoNames dump adds spellings and positions only
    if leads or not is_leading or not known.is_named:
        known.name, known.is_named = draft.name, True
    known.name_ar = draft.name_ar or known.name_ar
    known.population = max(known.population, draft.population)
    if draft.kind in ("camp", "neighbourhood"):
        known.kind = draft.kind
    if leads and known.kind not in ADMIN_KINDS:
        known.latitude, known.longitude = draft.position
    if draft.unit_ids[0] is not None:
        known.unit_ids = [new or old for new, old in zip(draft.unit_ids, known.unit_ids, strict=True)]


def _seat(drafts: Drafts) -> None:
    """Units and their capitals: position, name and the units below the first level that a capital lies in."""
    for unit in drafts:
        if unit.kind not in ADMIN_KINDS and unit.kind != "country":
            continue
        capital = drafts.get(unit.capital_id) or _namesake(unit, drafts)
        if capital is None:
            continue
        unit.capital_id = capital.place_id
        unit.latitude, unit.longitude = capital.position
        if unit.place_id not in capital.capital_of:
            capital.capital_of.append(unit.place_id)
        if unit.kind == "country":
            continue
        if unit.unit_ids[0] == capital.unit_ids[0]:
            capital.unit_ids = [old or new for old, new in zip(capital.unit_ids, unit.unit_ids, strict=True)]
        if unit.is_named and not capital.is_named and _shares_name(unit, capital):
            capital.add_names((capital.name,))
            capital.name, capital.is_named = unit.name, True
            drafts.note(capital)


def _namesake(unit: Draft, drafts: Drafts) -> Draft | None:
    """The largest settled place of the unit's name within the unit above it."""
    if unit.kind in ("country", "admin1"):
        return None
    inside = unit.unit_ids[ADMIN_KINDS.index(unit.kind) - 1], unit.unit_ids[0]
    found = [
        place
        for name in (unit.name, unit.name_ar, *unit.names)
        for place in (drafts.named(unit.country, name) if name else ())
        if is_settled(place.kind) and (inside[0] in place.unit_ids or inside[1] in place.unit_ids)
    ]
    near = [place for place in found if distance_km(place.position, unit.position) < 60]
    return max(near, key=lambda place: (place.population, place.place_id), default=None)


def _shares_name(unit: Draft, place: Draft) -> bool:
    spelled = {fold_name(name) for name in (unit.name, unit.name_ar, *unit.names) if name}
    return any(fold_name(name) in spelled for name in (place.name, place.name_ar, *place.names) if name)
