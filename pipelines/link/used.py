"""Tables `actors` and `places`: the part of the registers that this release's incidents and reports speak of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from pipelines.gazetteer import Place, load_gazetteer
from pipelines.lexicon.actors import Actor, GenericSide, load_register
from pipelines.metadata import load_tables


def used_actors(reports: pa.Table) -> pa.Table:
    """One row per name that an actor of the reports bore in a period; unnamed sides have one row. Ordered by id and
    day."""
    register = load_register()
    rows: list[dict[str, Any]] = []
    for actor_id in _ids(reports, ("actor_id", "target_id")):
        actor, side = register.actors.get(actor_id), register.generics.get(actor_id)
        if actor is not None:
            rows.extend(_names_of(actor))
        elif side is not None:
            rows.append(_unnamed(side))
    return load_tables()["actors"].from_rows(rows)


def used_places(reports: pa.Table) -> pa.Table:
    """One row per place of the reports, by id, as the gazetteer has it. Places that it no longer has are left out."""
    gazetteer = load_gazetteer()
    rows: list[dict[str, Any]] = []
    for place_id in _ids(reports, ("place_id",)):
        try:
            place = gazetteer.by_id(place_id)
        except KeyError:
            continue
        rows.append(_place_row(place))
    return load_tables()["places"].from_rows(rows)


def _ids(reports: pa.Table, columns: Iterable[str]) -> list[str]:
    return sorted({value for column in columns for value in reports[column].drop_null().unique().to_pylist()})


def _names_of(actor: Actor) -> Iterator[dict[str, Any]]:
    for name in sorted(actor.names, key=lambda name: (name.period.first, name.name)):
        yield {
            "actor_id": actor.actor_id,
            "name": name.name,
            "inter": actor.inter if name.inter is None else name.inter,
            "countries": list(actor.countries),
            "valid_from": None if name.period.first == dt.date.min else name.period.first,
            "valid_to": None if name.period.last == dt.date.max else name.period.last,
            "attribution": actor.source or None,
        }


def _unnamed(side: GenericSide) -> dict[str, Any]:
    return {"actor_id": side.generic_id, "name": side.name, "inter": side.inter, "countries": sorted(side.by_country)}


def _place_row(place: Place) -> dict[str, Any]:
    same_name = ("place_id", "name", "name_ar", "kind", "country", "admin1", "admin2", "admin3", "pcode", "latitude")
    row = {name: getattr(place, name) for name in (*same_name, "longitude", "geonames_id")}
    return row | {"population": place.population or None}
