"""Names of sides, places and persons in the language of a note: Latin names in English notes, Arabic ones in Arabic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from pipelines.gazetteer import Place, load_gazetteer
from pipelines.lexicon.actors import load_register
from pipelines.metadata import load_codes
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

Row = Mapping[str, Any]


class Names(Protocol):
    """How one language names what an incident's row names; empty or None for what the row does not know."""

    def side(self, incident: Row, side: str) -> str | None:
        """The actor or the target."""

    def place(self, incident: Row) -> str | None:
        """The place."""

    def admin1(self, incident: Row) -> str | None:
        """The first administrative unit."""

    def country(self, incident: Row) -> str | None:
        """The country."""

    def as_written(self, name: str) -> str:
        """A person or place, named as an article writes."""


class PublishedNames:
    """The names as the row has them, which are Latin; persons are romanised."""

    def side(self, incident: Row, side: str) -> str | None:
        """The side under its published name."""
        name: str | None = incident[side]
        return name

    def place(self, incident: Row) -> str | None:
        """The place under its published name."""
        return romanised(incident["location"]) if incident["location"] else None

    def admin1(self, incident: Row) -> str | None:
        """The unit under its published name."""
        name: str | None = incident["admin1"]
        return name

    def country(self, incident: Row) -> str | None:
        """The country under its published name."""
        name: str | None = incident["country"]
        return name

    def as_written(self, name: str) -> str:
        """The name in Latin letters."""
        return romanised(name)


class ArabicNames:
    """Names in Arabic where the registers have one, else as published."""

    def side(self, incident: Row, side: str) -> str | None:
        """The side: by the declared name, for state forces by declared wording, else by the register."""
        declared, actor_id = _arabic(), incident[f"{side}_id"] or ""
        actor = load_register().actors.get(actor_id)
        named: str | None = declared["named"].get(actor_id) or declared["unnamed"].get(actor_id)
        if named is not None or actor is None:
            return named or incident[side]
        aliases = actor.aliases.get("ar", ())
        if actor.service in declared["services"] and actor.countries:
            force = str(declared["services"][actor.service]).format(country=_country_ar(actor.countries[0]))
            is_unit = not actor_id.endswith(f".{actor.service}")
            return str(declared["unit"]).format(force=force, unit=aliases[0].text) if is_unit and aliases else force
        published: str | None = incident[side]
        return aliases[0].text if aliases else published

    def place(self, incident: Row) -> str | None:
        """The place by the gazetteer's Arabic name."""
        return _place_ar(incident["place_id"]) or incident["location"]

    def admin1(self, incident: Row) -> str | None:
        """The unit by the gazetteer's Arabic name."""
        published: str | None = incident["admin1"]
        return _units_ar(incident["country"]).get(published or "", published)

    def country(self, incident: Row) -> str | None:
        """The country by the code list's Arabic name."""
        return _country_ar(incident["country"]) if incident["country"] else None

    def as_written(self, name: str) -> str:
        """The name itself."""
        return name


@cache
def names_in(language: str) -> Names:
    """How a language names things; English for any other than Arabic."""
    return ArabicNames() if language == "ar" else PublishedNames()


def romanised(name: str) -> str:
    """A name in Latin letters: familiar names in their usual spelling, others letter by letter; Latin names stay."""
    return " ".join(_romanised_word(word) for word in name.split())


@cache
def _romanised_word(word: str) -> str:
    declared = _latin()
    if word in declared["names"]:
        return str(declared["names"][word])
    if not any(letter in declared["letters"] for letter in word):
        return word
    for prefix, latin in declared["prefixes"].items():
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return f"{latin}{_romanised_word(word.removeprefix(prefix))}"
    spelt = "".join(declared["letters"].get(letter, letter) for letter in word)
    for rule in declared["vowels"]:
        spelt = re.sub(rule["match"], rule["to"], spelt)
    return spelt[:1].upper() + spelt[1:]


def _place_ar(place_id: str | None) -> str | None:
    try:
        return load_gazetteer().by_id(place_id).name_ar if place_id else None
    except KeyError:
        return None


@cache
def _units_ar(country: str) -> Mapping[str, str]:
    """A country's first-level units: published name → Arabic name, as far as known."""
    declared = _arabic()["units"].get(country, {})
    units = ((unit.admin1 or unit.name, unit) for unit in load_gazetteer().admin1_units(country))
    named = ((name, unit.name_ar or declared.get(name) or _name_of_seat(name, unit)) for name, unit in units)
    return {name: in_arabic for name, in_arabic in named if in_arabic}


def _name_of_seat(name: str, unit: Place) -> str | None:
    """The Arabic name of the town that a unit is named after and governed from."""
    seat = load_gazetteer().by_id(unit.capital_id) if unit.capital_id else None
    return seat.name_ar if seat is not None and seat.name == name else None


@cache
def _country_ar(country: str) -> str:
    rows = load_codes("country").rows.values()
    return next((row["name_ar"] for row in rows if row["label"] == country and row.get("name_ar")), country)


@cache
def _latin() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(schemas_folder() / "linking" / "romanisation.yml", "romanisation")
    return found


@cache
def _arabic() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(schemas_folder() / "linking" / "names_ar.yml", "side_names")
    return found
