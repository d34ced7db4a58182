"""The values of a draft: date, place, parties and figures decided, each with the words it rests on.

Nothing is filled in: what the words and the article's metadata do not support stays None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.coding.actors import ResolvedActor, generic_actor, resolve_actor
from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.parties import PEOPLE, Party
from pipelines.coding.events.setting import is_stale
from pipelines.coding.events.sides import civilians_of
from pipelines.coding.events.uncounted import PLURAL, Toll
from pipelines.coding.places import seat_kind
from pipelines.coding.readings import DateReading, PlaceReading
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.lexicon.actors import load_register

WEEK, MONTH = 7, 31
UNKNOWN_SIDE = "generic.unidentified"
CIVILIANS = 7  # actor type
# Types that imply their doer, as ACLED codes them when nobody is named.
_CROWD_TYPES = {
    "Peaceful protest": "protesters", "Protest with intervention": "protesters", "Violent demonstration": "rioters",
    "Mob violence": "rioters", "Excessive force against protesters": "protesters",
}  # fmt: skip
_MET_BY_POLICE = frozenset({"Protest with intervention"})  # it is police that disperse and arrest
CIVILIANS = 7  # actor type
_ARMED = frozenset({"assault", "attack", "clash", "strike", "blast"})
_REBELS = (2, 3)  # against whom military things are the state's
_FORCES = (1, 2, 3, 8)  # actor types that intervene against crowds
_CIVILIAN_BY_DEFAULT = frozenset({"strike", "harm", "attack", "abduction", "sexual", "loot"})
_UNKNOWN_DOER = frozenset(
    {"strike", "blast", "attack", "harm", "clash", "assault", "abduction", "disrupt", "loot", "sexual"}
)


@dataclass(slots=True)
class When:
    """The day that stands for the incident, its period, and what it rests on."""

    day: dt.date | None = None
    last: dt.date | None = None
    precision: int | None = None
    basis: str | None = None
    reading: DateReading | None = None


@dataclass(slots=True)
class Where:
    """The place of the incident. `country` may be known without a place."""

    country: str | None = None
    place: Place | None = None
    precision: int | None = None
    reading: PlaceReading | None = None
    is_unknown: bool = False


@dataclass(slots=True)
class Who:
    """The decided sides."""

    actor: ResolvedActor | None = None
    target: ResolvedActor | None = None
    assoc_actors: list[ResolvedActor] = field(default_factory=list)
    assoc_targets: list[ResolvedActor] = field(default_factory=list)
    actor_party: Party | None = None
    target_party: Party | None = None


def settle_date(draft: Draft, published: dt.date | None) -> When:
    """When it happened: the date told; for fresh news without a day word the publication, never finer than a week."""
    reading = draft.date()
    if reading is not None and reading is draft.carried_date and is_stale(reading, published):
        reading = None
    if reading is None:
        if published is None or draft.is_background:
            return When()
        return When(published, None, 2, "publication")
    if reading.value is None:
        return When(basis=reading.basis, reading=reading)
    basis = "context" if reading in (draft.carried_date, draft.set_date) else reading.basis
    last = reading.value_end if reading.value_end != reading.value else None
    precision = reading.precision or None
    if precision is None:
        return When(basis=basis, reading=reading)
    day = reading.value
    if last is not None and precision > 1:
        last = min(last, published) if published is not None and day < published else last  # "in August", on the ninth
        day = reading.value + (last - reading.value) // 2
    return When(day, last, precision, basis, reading)


def settle_place(draft: Draft, country: str | None, main_unit: Callable[[], Place | None]) -> Where:
    """Where it happened; a place that the gazetteer lacks is coded at the area named around it, less precisely.

    `main_unit` gives the first-level unit that the article as a whole is about: the area of an unknown place without
    another.
    """
    reading = draft.place
    gazetteer = load_gazetteer()
    if reading is None:
        return Where(country)
    if reading.candidates:
        place = gazetteer.by_id(reading.candidates[0].place_id)
        if place.kind == "country":
            return Where(place.country, None, None, reading)
        return Where(place.country, place, reading.precision, reading)
    around = [gazetteer.by_id(parent_id) for parent_id in reading.parents]
    parent = min(around, key=_width, default=None)
    if parent is None or parent.kind == "country":
        unit = main_unit()
        is_inside = parent is None or (unit is not None and unit.country == parent.country)
        parent = unit if is_inside else parent
    if parent is None or parent.kind == "country":
        return Where(parent.country if parent else country, None, None, reading, is_unknown=True)
    is_part = reading.rule == "place.unknown.part" and parent.kind != "admin1"  # a district's quarters: its seat's
    is_wide = _width(parent) > 0 and not (reading.is_by_town and parent.kind != "admin1")
    return Where(parent.country, parent, 1 if is_part else 3 if is_wide else 2, reading, is_unknown=True)


def _width(place: Place) -> int:
    """How wide an area around an unknown place is: a town or district, a governorate or its capital, a country."""
    if place.kind == "country":
        return 2
    return 1 if place.kind == "admin1" or seat_kind(place.place_id) == "admin1" else 0


def settle_parties(draft: Draft, where: Where, when: When, context: Sequence[str], antecedent: Party | None) -> Who:
    """Who acted and who was hit, under the names of that country and day."""
    who = Who(actor_party=_named(draft.actor(), antecedent), target_party=_named(draft.target(), antecedent))
    day = when.day
    if who.actor_party is not None:
        who.actor = resolve_actor(who.actor_party.keys, where.country, day, context)
    if who.target_party is not None:
        who.target = resolve_actor(who.target_party.keys, where.country, day, context)
    if who.actor is not None and who.actor.inter == CIVILIANS and draft.typed().family in _UNKNOWN_DOER:
        who.actor = generic_actor("rioters", where.country)  # people who act with force (ACLED: code 5)
    is_same = who.target is not None and who.actor is not None and who.target.actor_id == who.actor.actor_id
    if is_same and (who.target_party is None or who.target_party.rule != PEOPLE):
        who.target = who.target_party = None
    crowd = _CROWD_TYPES.get(draft.typed().sub_event_type)
    if crowd is not None:
        _settle_crowd(who, crowd, draft, where.country, resolve_actor(("generic.police",), where.country, day, context))
    elif who.actor is None:
        who.actor = _implied_actor(draft, where.country)
    seizes = draft.typed().family == "arrest" and any("detained" in telling.tolls for telling in draft.tellings)
    if (
        who.target is None
        and (draft.typed().family in _CIVILIAN_BY_DEFAULT or seizes or _bombs_people(draft))
        and draft.typed().sub_event_type != "Armed clash"
        and not draft.typed().hits_military
    ):
        who.target = generic_actor("civilians", where.country)
    home = civilians_of([who.target.actor_id]) if who.target is not None else None
    if who.target is not None and home is not None and crowd is None and draft.typed().family != "clash":
        who.assoc_targets.append(who.target)
        who.target = generic_actor("civilians", home)
    if _hides_opponent(who, draft):
        who.target, who.target_party = generic_actor("unidentified", where.country), None
    is_against_state = who.actor is not None and who.actor.inter in _REBELS and draft.typed().family in _ARMED
    if who.target is None and is_against_state and any(telling.hits_military for telling in draft.tellings):
        who.target = resolve_actor(("generic.army",), where.country, day, context)
    for telling in draft.tellings:
        _add(who.assoc_actors, telling.assoc_actors, where, day, context, who)
        _add(who.assoc_targets, telling.assoc_targets, where, day, context, who)
    return who


def _bombs_people(draft: Draft) -> bool:
    """Whether a blast cost lives or hurt people of whom nothing more is said: civilians, as of other vague targets."""
    tolls = (t.tolls.get(outcome) for t in draft.tellings for outcome in ("killed", "injured"))
    return draft.typed().family == "blast" and any(toll is not None and toll.best for toll in tolls)


def _hides_opponent(who: Who, draft: Draft) -> bool:
    """Whether a battle names an armed side and, beside it, only civilians: they were hurt in it, and whom that side
    fought is unknown (ACLED codebook: civilians are no side of a battle)."""
    typed = draft.typed()
    is_battle = typed.sub_event_type == "Armed clash" and typed.family == "clash"
    is_civilian = who.target is not None and who.target.inter == CIVILIANS
    is_named = who.actor_party is not None and who.actor is not None and who.actor.actor_id != UNKNOWN_SIDE
    return is_battle and is_civilian and is_named


def _settle_crowd(who: Who, kind: str, draft: Draft, country: str | None, police: ResolvedActor) -> None:
    """A crowd acts for itself; forces that intervene are the other side, police where nobody is named, and the doers
    when they use excessive force. Whom a mob sets upon are civilians."""
    crowd = generic_actor(kind, country)
    sides = [
        (side, party)
        for side, party in ((who.actor, who.actor_party), (who.target, who.target_party))
        if side and party
    ]
    hits_people = draft.typed().sub_event_type == "Mob violence" and any(side.inter == CIVILIANS for side, _ in sides)
    armed = [s for s in sides if s[0].inter in _FORCES and not _is_party(s[0])]
    armed.sort(key=lambda s: s[0].inter in _REBELS)  # the state's before others
    forces = next((s for s in armed if not (hits_people and s[0].inter in _REBELS)), None)
    if who.target is not None and _is_party(who.target):
        who.assoc_targets.insert(0, who.target)
    own = who.actor if who.actor is not None and _is_party(who.actor) else None
    named = next((party for side, party in sides if side.actor_id == crowd.actor_id), None)
    sub_event_type = draft.typed().sub_event_type
    if own is not None:
        who.assoc_actors.insert(0, own)  # settlers, party members: the crowd is theirs
    hit = next(((side, party) for side, party in sides[::-1] if side.inter == CIVILIANS), None)
    who.actor, who.actor_party, who.target, who.target_party = crowd, named, None, None
    if forces is None and sub_event_type in _MET_BY_POLICE:
        who.target = police
    if hit is not None and forces is None and sub_event_type == "Mob violence":
        who.target, who.target_party = hit
    if forces is not None and sub_event_type != "Peaceful protest":
        who.target, who.target_party = forces
        if sub_event_type == "Excessive force against protesters":
            who.actor, who.actor_party, who.target, who.target_party = forces[0], forces[1], crowd, named


def _is_party(side: ResolvedActor) -> bool:
    """Whether a side is a party or another unarmed group: its members are civilians or the crowd themselves."""
    actor = load_register().actors.get(side.actor_id)
    return actor is not None and actor.is_party


def _named(party: Party | None, antecedent: Party | None) -> Party | None:
    """An anaphor stands for the side named last; without one for what its words mean by themselves, if anything."""
    if party is None or not (party.is_anaphor or not party.keys):
        return party
    if antecedent is None:
        return party if party.keys else None
    return Party(antecedent.keys, party.start, party.end, "party.anaphor")


def _implied_actor(draft: Draft, country: str | None) -> ResolvedActor | None:
    return generic_actor("unidentified", country) if draft.typed().family in _UNKNOWN_DOER else None


def _add(
    known: list[ResolvedActor],
    parties: Sequence[Party],
    where: Where,
    day: dt.date | None,
    context: Sequence[str],
    who: Who,
) -> None:
    for party in parties:
        if not party.keys:
            continue
        actor = resolve_actor(party.keys, where.country, day, context)
        main = {side.actor_id for side in (who.actor, who.target) if side is not None}
        if actor.actor_id not in main and all(actor.actor_id != other.actor_id for other in known):
            known.append(actor)


def settle_toll(draft: Draft, outcomes: Sequence[str]) -> Toll | None:
    """The figure for an outcome: the first counted one of the body (later details repeat parts of it), unless an update
    raises it; a title's only when the body has none. A vague number told before it that says more ("dozens were hurt …
    a boy was hurt") is the whole, and the count a part; a bare plural ("casualties fell … a woman was killed") is none,
    and where there are but vague ones the largest tells most."""
    told = sorted(draft.tellings, key=lambda telling: telling.sentence.is_headline)
    tolls = [(t.tolls[name], t.sentence) for t in told for name in outcomes if name in t.tolls]
    if not tolls:
        return None
    counted = [(toll, sentence) for toll, sentence in tolls if not toll.is_vague]
    if not counted:
        return max((toll for toll, _ in tolls), key=lambda toll: toll.best)
    updates = [toll for toll, sentence in counted if sentence.has_cue("update", "toll", "sum")]
    figure = max([counted[0][0], *updates], key=lambda toll: toll.best)
    first = next(number for number, (toll, _) in enumerate(tolls) if toll is counted[0][0])
    told_before = (toll for toll, _ in tolls[:first] if toll.rule != PLURAL or not figure.best)
    wholes = [toll for toll in told_before if toll.low > figure.best]
    return max([figure, *wholes], key=lambda toll: toll.best)
