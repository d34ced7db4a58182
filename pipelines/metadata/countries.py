"""Countries by any name or code that metadata may use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.metadata.codes import load_codes
from pipelines.metadata.errors import SchemaError


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory: `name` as published, ISO 3166-1 codes, region."""

    name: str
    iso3: str
    iso2: str
    iso: int
    region: str
    name_ar: str


def country_named(words: str) -> Country | None:
    """The country of a name or ISO code in any case ("Syria", "sy", "سوريا"); None when no country is called so."""
    return _names().get(" ".join(words.split()).casefold())


def country_numbered(iso: int) -> Country | None:
    """The country of an ISO 3166-1 number; None when none has it."""
    return _numbers().get(iso)


@cache
def _countries() -> dict[str, Country]:
    return {
        str(code): Country(row["label"], str(code), row["iso2"], row["iso"], row["region"], row["name_ar"])
        for code, row in load_codes("country").rows.items()
    }


@cache
def _numbers() -> dict[int, Country]:
    return {country.iso: country for country in _countries().values()}


@cache
def _names() -> dict[str, Country]:
    named: dict[str, Country] = {}
    for code, country in _countries().items():
        aliases = load_codes("country").row(code).get("aliases", [])
        for name in (country.name, country.iso3, country.iso2, country.name_ar, *aliases):
            other = named.setdefault(name.casefold(), country)
            if other is not country:
                raise SchemaError("schemas/codes/country.yml", code, f"{name} is also a name of {other.name}")
    return named
