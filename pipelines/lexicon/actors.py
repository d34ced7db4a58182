"""The actor register: who can act or be acted upon, under which name on which day, from `schemas/actors/`.

`states.yml` makes the military and the police of every country by rule; `generics.yml` declares the unnamed sides
("Civilians (<Country>)"); every other file declares the actors of one theatre. Ids are stable, display names are not.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.lexicon.alternatives import expand
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder

STATE_FORCES = 1
EXTERNAL_FORCES = 8


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, inclusive."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class DatedName:
    """A display name, the period in which it is the right one, and its actor type then (None: the actor's own).

    `undated` is the name without regime years: for a day that is not known.
    """

    name: str
    period: Period
    inter: int | None = None
    undated: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """One way of writing an actor in a language.

    `needs` is "noun" when the words are common ones and name the actor only behind a group or member noun
    ("تنظيم القاعدة", the organisation al-Qaeda; "القاعدة" alone may be a base) or in quotes. `asset` is the means that
    the words name ("سلاح الجو السوري", the Syrian air force: air). `barred` are proclitics that make other words of it.
    """

    text: str
    needs: str | None = None
    asset: str | None = None
    barred: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """One side. `countries` are where it acts, its home first; a name holding `{country}` has a variant per country.

    `service` ("army", "police") marks the forces of a state, `is_party` a political party, whose members are unarmed;
    `civilians_of` is the country whose civilians its people are when they are hit without a fight (settlers).
    """

    actor_id: str
    names: tuple[DatedName, ...]
    inter: int
    countries: tuple[str, ...]
    families: tuple[str, ...]
    period: Period = Period()
    inter_in: Mapping[str, int] = field(default_factory=dict)
    service: str | None = None
    rank: int = 0
    is_party: bool = False
    civilians_of: str | None = None
    evidence: str = "unverified"
    aliases: Mapping[str, tuple[Alias, ...]] = field(default_factory=dict)
    source: str = ""

    @property
    def is_state(self) -> bool:
        """Whether this is a state's army, police or a unit of them."""
        return self.service is not None

    def exists_on(self, day: dt.date) -> bool:
        """Whether the actor existed on a day, as far as the register knows."""
        return day in self.period


@dataclass(frozen=True, slots=True)
class GenericSide:
    """An unnamed side: `name` with `{country}`, or the actors that stand for it in a country (`by_country`)."""

    generic_id: str
    name: str
    inter: int
    service: str | None
    by_country: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Register:
    """All actors, the generic sides, and the state forces per country and service."""

    actors: Mapping[str, Actor]
    generics: Mapping[str, GenericSide]
    state_forces: Mapping[tuple[str, str], tuple[str, ...]]
    country_of_code: Mapping[str, str]
    collisions: Mapping[str, str]


def first_day(value: str | int | None) -> dt.date:
    """The first day of a year, month or day as written in the register; the beginning of time for None."""
    if value is None:
        return dt.date.min
    year, month, day = _parts(value)
    return dt.date(year, month or 1, day or 1)


def last_day(value: str | int | None) -> dt.date:
    """The last day of a year, month or day as written in the register; the end of time for None."""
    if value is None:
        return dt.date.max
    year, month, day = _parts(value)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(value: str | int) -> tuple[int, int | None, int | None]:
    numbers: list[int | None] = [int(part) for part in str(value).split("-")]
    year, month, day = (*numbers, None, None)[:3]
    assert year is not None
    return year, month, day


def _period(entry: Mapping[str, Any]) -> Period:
    return Period(first_day(entry.get("from")), last_day(entry.get("to")))


@cache
def load_register() -> Register:
    """The whole register. Raises SchemaError for files that do not fit, unknown references and ids given twice."""
    folder = schemas_folder() / "actors"
    states = read_yaml(folder / "states.yml", "states")["states"]
    generics = read_yaml(folder / "generics.yml", "actor_generics")
    actors: dict[str, Actor] = {}
    for state in states:
        for actor in _state_actors(state, shown(folder / "states.yml")):
            actors[actor.actor_id] = actor
    for path in sorted(folder.glob("*.yml")):
        if path.stem not in ("states", "generics"):
            _add_file(actors, path)
    forces: dict[tuple[str, str], list[str]] = {}
    for state in states:
        for service in ("army", "police"):
            forces.setdefault((state["country"], service), []).append(f"{state['id']}.{service}")
    _check_generics(generics["generics"], actors, shown(folder / "generics.yml"))
    return Register(
        actors=actors,
        generics={g["id"]: _generic(g) for g in generics["generics"]},
        state_forces={key: tuple(ids) for key, ids in forces.items()},
        country_of_code={state["id"].split(".")[0]: state["country"] for state in states},
        collisions={c["text"]: c["reason"] for c in generics["collisions"]},
    )


def _check_generics(entries: list[dict[str, Any]], actors: Mapping[str, Actor], file: str) -> None:
    for entry in entries:
        for country, ids in entry.get("by_country", {}).items():
            unknown = [actor_id for actor_id in ids if actor_id not in actors]
            if unknown:
                raise SchemaError(file, entry["id"], f"in {country} stands for {unknown[0]}, which is not declared")


def _generic(entry: Mapping[str, Any]) -> GenericSide:
    by_country = {country: tuple(ids) for country, ids in entry.get("by_country", {}).items()}
    return GenericSide(entry["id"], entry["name"], entry["inter"], entry.get("service"), by_country)


def _state_actors(state: Mapping[str, Any], source: str) -> list[Actor]:
    """The military and the police of a state, named with its regime years."""
    label = state.get("label", state["country"])
    made = []
    for service, kind in (("army", "Military Forces of"), ("police", "Police Forces of")):
        undated = f"{kind} {label}"
        names = tuple(
            DatedName(f"{undated} ({regime['years']})", _period(regime), undated=undated)
            for regime in state.get("regimes", [])
        ) or (DatedName(undated, Period(), undated=undated),)
        made.append(
            Actor(
                actor_id=f"{state['id']}.{service}",
                names=names,
                inter=STATE_FORCES,
                countries=(state["country"], *state.get("abroad", ())),
                families=(state.get("family", state["id"]),),
                period=Period(names[0].period.first if state.get("begins") else dt.date.min,
                              names[-1].period.last if state.get("ends") else dt.date.max),
                service=service,
                evidence=state.get("evidence", "unverified"),
                source=source,
            )
        )
    return made


def _add_file(actors: dict[str, Actor], path: Path) -> None:
    for entry in read_yaml(path, "actors")["actors"]:
        given = entry["id"]
        if given in actors and "extends" not in entry:
            raise SchemaError(shown(path), given, "this id stands twice in schemas/actors")
        if entry.get("extends"):
            if given not in actors:
                raise SchemaError(shown(path), given, "extends an actor that is not declared")
            evidence = entry.get("evidence", "unverified")
            actors[given] = replace(actors[given], aliases=_aliases(entry), evidence=evidence)
        elif "of" in entry:
            actors[given] = _unit(actors, entry, shown(path))
        else:
            actors[given] = _declared(entry, shown(path))


def _aliases(entry: Mapping[str, Any]) -> dict[str, tuple[Alias, ...]]:
    aliases: dict[str, tuple[Alias, ...]] = {}
    for language, given in entry.get("aliases", {}).items():
        found: dict[str, Alias] = {}
        for alias in given:
            declared = alias if isinstance(alias, dict) else {"text": alias}
            for text in expand(declared["text"]):
                found[text] = Alias(text, declared.get("needs"), declared.get("asset") or entry.get("asset"),
                                    tuple(declared.get("barred", ())))
        aliases[language] = tuple(found.values())
    return aliases


def _declared(entry: Mapping[str, Any], source: str) -> Actor:
    period = _period(entry)
    names = tuple(DatedName(n["name"], _period(n), n.get("inter"), n["name"]) for n in entry.get("names", []))
    return Actor(
        actor_id=entry["id"],
        names=names or (DatedName(entry["name"], period, undated=entry["name"]),),
        inter=entry["inter"],
        countries=tuple(entry["countries"]),
        families=tuple(entry.get("families", [entry["id"]])),
        period=period,
        inter_in=entry.get("inter_in", {}),
        rank=entry.get("rank", 0),
        is_party=bool(entry.get("is_party")),
        civilians_of=entry.get("civilians_of"),
        evidence=entry.get("evidence", "unverified"),
        aliases=_aliases(entry),
        source=source,
    )


def _unit(actors: Mapping[str, Actor], entry: Mapping[str, Any], source: str) -> Actor:
    """A unit of an actor: the actor's names with the unit's name behind them."""
    whole = actors.get(entry["of"])
    if whole is None:
        raise SchemaError(source, entry["id"], f"is a unit of {entry['of']}, which no earlier file declares")
    own = _period(entry)
    period = Period(max(own.first, whole.period.first), min(own.last, whole.period.last))
    unit = entry["unit"]
    names = tuple(replace(n, name=f"{n.name} {unit}", undated=f"{n.undated} {unit}") for n in whole.names)
    return replace(
        whole, actor_id=entry["id"], names=names, period=period, aliases=_aliases(entry), source=source,
        countries=tuple(entry.get("countries", whole.countries)), families=tuple(entry.get("families", whole.families)),
        inter_in=entry.get("inter_in", whole.inter_in), evidence=entry.get("evidence", "unverified"),
        rank=entry.get("rank", 0),
        is_party=bool(entry.get("is_party")),
        civilians_of=entry.get("civilians_of"),
    )
