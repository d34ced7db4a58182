"""The readable sentence of an incident, from its coded values and the patterns in `schemas/linking/notes.yml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")


def incident_notes(incident: Mapping[str, Any]) -> str:
    """One English paragraph for an `incidents` row. Raises KeyError for a sub-event type without a declared
    sentence."""
    declared = _declared()
    values = {
        "when": _fill(declared["when"][str(incident["time_precision"])], {"date": _day(incident["event_date"])}),
        "where": _where(incident),
        "actor": incident["actor"] or declared["unknown_actor"],
        "target": incident["target"],
    }
    sentences = [_fill(declared["sentences"][incident["sub_event_type"]], values), _toll(incident)]
    if incident.get("persons"):
        sentences.append(_fill(declared["persons"], {"persons": "; ".join(incident["persons"])}))
    return " ".join(sentence for sentence in sentences if sentence)


@cache
def _declared() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(schemas_folder() / "linking" / "notes.yml", "incident_notes")
    return found


def _fill(pattern: str, values: Mapping[str, Any]) -> str:
    """The pattern with its values; a bracketed part stands only when all its values are known."""
    kept = _OPTIONAL.sub(
        lambda part: part[1] if all(values.get(name) for name in _FIELD.findall(part[1])) else "", pattern
    )
    return _FIELD.sub(lambda found: str(values[found[1]]), kept)


def _day(day: dt.date) -> str:
    return f"{day.day} {_declared()['months'][day.month - 1]} {day.year}"


def _where(incident: Mapping[str, Any]) -> str:
    units = [incident[name] for name in ("location", "admin1", "country") if incident[name]]
    region = [incident[name] for name in ("admin1", "country") if incident[name]]
    values = {"place": ", ".join(dict.fromkeys(units)), "region": ", ".join(region or units)}
    return _fill(_declared()["where"][str(incident["geo_precision"])], values)


def _toll(incident: Mapping[str, Any]) -> str:
    words, parts = _declared()["toll"], []
    for name, column in (("killed", "fatalities"), ("injured", "injured_best"), ("detained", "detained")):
        number = incident.get(column)
        if number:
            parts.append(words[f"{name}_one"] if number == 1 else _fill(words[name], {"number": number}))
    return f"{words['join'].join(parts)}." if parts else ""
