"""Who the words mean in a country on a day, and how that side is displayed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipelines.lexicon.actors import EXTERNAL_FORCES, Actor, DatedName, GenericSide, Register, load_register
from pipelines.readonly import readonly

# Weights of the evidence for a candidate. A day outside an actor's life is worse than anything else: no army acts
# before it exists. Then the country decides, then who else the article speaks of.
_ALIVE, _ACTIVE, _AT_HOME, _SEEN, _FAMILY_SEEN = 100, 40, 4, 20, 8
UNIDENTIFIED = "generic.unidentified"


@readonly
class ResolvedActor:
    """One side, decided: stable id, display name, actor type (None while the country of state forces is unknown)."""

    actor_id: str
    name: str
    inter: int | None


def resolve_actor(
    keys: Sequence[str], country: str | None, date: dt.date | None, context_ids: Sequence[str] = ()
) -> ResolvedActor:
    """The actor that `keys` (ids the words may mean) are in a country on a day.

    - Actors alive on the day come first, then those active in the country (at home before abroad), then those already
      named in the article (`context_ids`), then the declared rank and the latest.
    - Generic sides become the state forces of the country ("generic.army") or a name by country.
    - Without a day nothing is said about the regime: the name without regime years stands when it is the same for all
      regimes; otherwise the latest name.

    Raises ValueError for no keys and KeyError for an id that is not in the register.
    """
    if not keys:
        raise ValueError("no actor ids to decide between")
    register = load_register()
    candidates = _candidates(register, keys, country, context_ids)
    if not candidates:
        return generic_actor(_kind(keys[0]), country)
    families = {family for given in context_ids for family in actor_families(given)}
    ranked = sorted(candidates, key=lambda a: _score(a, country, date, context_ids, families), reverse=True)
    best = ranked[0]
    if best.actor_id in context_ids:
        ranked = [best]  # the article itself has named this one: no other is open
    return ResolvedActor(best.actor_id, _display(best, ranked, country, date), _inter(best, country, date))


def generic_actor(kind: str, country: str | None) -> ResolvedActor:
    """An unnamed side of a kind ("civilians", "protesters", "unidentified", …) in a country.

    Raises KeyError for a kind that `schemas/actors/generics.yml` does not declare.
    """
    side = load_register().generics[f"generic.{kind}"]
    return ResolvedActor(side.generic_id, _with_country(side.name, country), side.inter)


def actor_families(actor_id: str) -> tuple[str, ...]:
    """The sides an actor belongs to, the main one first; a generic side is its own family."""
    actor = load_register().actors.get(actor_id)
    return actor.families if actor else (actor_id,)


def actor_family(actor_id: str) -> str:
    """The main side an actor belongs to."""
    return actor_families(actor_id)[0]


def are_compatible(a: str, b: str) -> bool:
    """Whether reports of one incident may name both: the same side, or one of them unknown or just state forces."""
    if a == b or UNIDENTIFIED in (a, b):
        return True
    if set(actor_families(a)) & set(actor_families(b)):
        return True
    return _is_open_for(a, b) or _is_open_for(b, a)


def _is_open_for(a: str, b: str) -> bool:
    """Whether `a` is an unnamed state force or group that `b` may turn out to be."""
    register = load_register()
    side, actor = register.generics.get(a), register.actors.get(b)
    if side is None or actor is None:
        return False
    return (side.service is not None and actor.is_state) or any(b in ids for ids in side.by_country.values())


def _kind(key: str) -> str:
    return key.removeprefix("generic.") if key.startswith("generic.") else "unidentified"


def _candidates(register: Register, keys: Sequence[str], country: str | None, context: Sequence[str]) -> list[Actor]:
    """The actors that the keys may be, in order, generic sides replaced by the actors that stand for them."""
    ids: dict[str, None] = {}
    for key in keys:
        side = register.generics.get(key)
        for actor_id in (key,) if side is None else _stand_ins(register, side, country, context):
            ids[actor_id] = None
    return [register.actors[actor_id] for actor_id in ids]


def _stand_ins(register: Register, side: GenericSide, country: str | None, context: Sequence[str]) -> Sequence[str]:
    if country is None:
        if side.service is None:
            return ()
        return tuple(i for i in context if i in register.actors and i.endswith(f".{side.service}"))
    if country in side.by_country:
        return side.by_country[country]
    return register.state_forces.get((country, side.service), ()) if side.service else ()


def _score(
    actor: Actor, country: str | None, date: dt.date | None, context: Sequence[str], families: set[str]
) -> tuple[int, int, dt.date]:
    points = _ALIVE if date is None or actor.exists_on(date) else 0
    if country is not None and country in actor.countries:
        points += _ACTIVE + (_AT_HOME if actor.countries[0] == country else 0)
    if actor.actor_id in context:
        points += _SEEN
    elif families.intersection(actor.families):
        points += _FAMILY_SEEN
    return points, actor.rank, actor.period.first


def _display(best: Actor, ranked: Sequence[Actor], country: str | None, date: dt.date | None) -> str:
    named = _name_on(best, date)
    if named is None:
        open_names = {n.undated for actor in ranked if actor.countries[0] == best.countries[0] for n in actor.names}
        many = len(best.names) > 1 or len(ranked) > 1
        text = best.names[-1].undated if many and len(open_names) == 1 else best.names[-1].name
    else:
        text = named.name
    return _with_country(text, country)


def _name_on(actor: Actor, date: dt.date | None) -> DatedName | None:
    """The name of an actor on a day: before the first it is the first, after the last the last."""
    if date is None:
        return None
    past = [n for n in actor.names if n.period.first <= date]
    return past[-1] if past else actor.names[0]


def _inter(actor: Actor, country: str | None, date: dt.date | None) -> int | None:
    if country is not None and country in actor.inter_in:
        return actor.inter_in[country]
    named = _name_on(actor, date) or actor.names[-1]
    if actor.is_state:
        if country is None:
            return None
        return named.inter or (actor.inter if country == actor.countries[0] else EXTERNAL_FORCES)
    return named.inter or actor.inter


def _with_country(name: str, country: str | None) -> str:
    """A name by country: "Islamic State ({country})", "Police Forces of {country}"; without a country the bare name."""
    if country is not None:
        return name.replace("{country}", country)
    return name.replace(" ({country})", "").replace(" of {country}", "")
