"""The readable sentence of an incident, from its coded values and the patterns in `schemas/linking/notes_….yml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipelines.gazetteer import fold_name, sound_of
from pipelines.link.names import Names, names_in
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_CROWDS = (5, 6)  # actor types (code list `inter`): rioters, protesters
_COUNTED = (("killed", "fatalities"), ("injured", "injured_best"), ("detained", "detained"))


def incident_notes(incident: Mapping[str, Any], language: str = "en") -> str:
    """One paragraph for an `incidents` row, nothing in it but coded values. Raises KeyError for a sub-event type
    without a declared sentence."""
    declared, names = _declared(language), names_in(language)
    day = {"date": _day(incident["event_date"], declared)}
    values = {
        "when": _fill(declared["when"][str(incident["time_precision"])], day),
        "where": _where(incident, declared, names),
        "actor": names.side(incident, "actor") or declared["unknown_actor"],
        "target": names.side(incident, "target"),
    }
    sentences = [_fill(_sentence(incident, declared["sentences"]), values), _toll(incident, declared)]
    if incident.get("persons"):
        persons = declared["list"].join(names.as_written(name) for name in incident["persons"])
        sentences.append(_fill(declared["persons"], {"persons": persons}))
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(incident: Mapping[str, Any], sentences: Mapping[str, str]) -> str:
    kind = incident["sub_event_type"]
    of_crowds = sentences.get(f"{kind}/crowd") if incident.get("actor_inter") in _CROWDS else None
    return of_crowds or sentences[kind]


@cache
def _declared(language: str) -> Mapping[str, Any]:
    path = schemas_folder() / "linking" / f"notes_{language}.yml"
    found: Mapping[str, Any] = read_yaml(path, "incident_notes")
    return found


def _fill(pattern: str, values: Mapping[str, Any]) -> str:
    """The pattern with its values; a bracketed part stands only when all its values are known."""
    kept = _OPTIONAL.sub(
        lambda part: part[1] if all(values.get(name) for name in _FIELD.findall(part[1])) else "", pattern
    )
    return _FIELD.sub(lambda found: str(values[found[1]]), kept)


def _day(day: dt.date, declared: Mapping[str, Any]) -> str:
    return f"{day.day} {declared['months'][day.month - 1]} {day.year}"


def _where(incident: Mapping[str, Any], declared: Mapping[str, Any], names: Names) -> str:
    region = [name for name in (names.admin1(incident), names.country(incident)) if name]
    is_seat = incident["location"] is not None and incident["location"] == incident["admin1"]
    place = [] if is_seat and region else _apart(names.place(incident), region)
    values = {name: declared["list_of_units"].join(dict.fromkeys(units)) for name, units in
              (("place", [*place, *region]), ("region", region or place))}  # fmt: skip
    where = _fill(declared["where"][str(incident["geo_precision"] or 3)], values)
    unlisted = incident.get("unlisted_place")
    return where + (_fill(declared["unlisted_place"], {"name": names.as_written(unlisted)}) if unlisted else "")


def _apart(place: str | None, region: list[str]) -> list[str]:
    """The place, unless it bears the name of its unit, and without that name behind its own ("Rawdah Shabwah")."""
    unit = fold_name(region[0]) if region else ""
    if not place or sound_of(fold_name(place)) == sound_of(unit):
        return [] if region else [name for name in (place,) if name]
    head, _, last = place.rpartition(" ")
    return [head if head and unit == fold_name(last) else place]


def _toll(incident: Mapping[str, Any], declared: Mapping[str, Any]) -> str:
    words, parts = declared["toll"], []
    for name, column in _COUNTED:
        number = incident.get(column)
        if number:
            keys = (f"{name}_{number}", f"{name}_{_plural(number)}", name)
            pattern = next(words[key] for key in keys if key in words)
            parts.append(_fill(pattern, {"number": number}))
    if not parts:
        return ""
    between = words.get("between", words["join"])
    told = words["join"].join([between.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
    return _fill(words["sentence"], {"toll": told})


def _plural(number: int) -> str:
    """Which of CLDR's plural forms a whole number may ask for, as in Arabic; one and two stand by number."""
    return "few" if 3 <= number % 100 <= 10 else "many" if number % 100 > 10 else "other"
