"""An incident as one article tells it, gathered from its frames before it becomes a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parties import Party
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.uncounted import Toll
from pipelines.coding.readings import DateReading, PlaceReading
from pipelines.lexicon.triggers import TriggerForm
from pipelines.metadata.taxonomy import hierarchy_rank

MOST_TELLINGS = 100  # that are looked at; no article tells one incident that often
_KIND_ORDER = {"event": 0, "generic": 2, "result": 4, "context": 6}
_WEAK_TYPES = frozenset({"Change to group/activity", "Attack"})


FIGHTS = frozenset({"assault", "clash", "territory"})
PEACEFUL = "Peaceful protest"
INTERVENTION = "Protest with intervention"
SUICIDE = "Suicide bomb"
ATTACK = "Attack"
CLASH = "Armed clash"
_BY_THE_WAY = frozenset({"disrupt", "loot", "movement", "base"})  # what an operation with deaths did besides
_ATTACKS = frozenset({"assault", "attack"})
_CROWD_FAMILIES = frozenset({"protest", "riot"})


@dataclass(slots=True)
class Telling:
    """One frame's account: what a stretch of a sentence says of an incident."""

    sentence: Sentence
    triggers: list[Mark[TriggerForm]]
    family: str
    kind: str
    sub_event_type: str
    type_rule: str
    actor: Party | None
    target: Party | None
    assoc_actors: list[Party]
    assoc_targets: list[Party]
    frame: Frame
    date: DateReading | None
    tolls: dict[str, Toll]
    means: tuple[str, ...]
    weapon: str | None
    sentence_class: str
    claim: str
    is_another: bool = False
    is_announced: bool = False
    is_counted: bool = False
    is_asserted: bool = True
    hits_military: bool = False  # what is hit is military, and nobody says whose

    @property
    def is_background(self) -> bool:
        return self.sentence_class == "background"

    @property
    def main(self) -> Mark[TriggerForm]:
        return self.triggers[0]

    @property
    def places(self) -> list[PlaceReading]:
        """Where it took place."""
        return self.frame.scene


@dataclass(slots=True)
class Draft:
    """One incident of one article: its tellings, and the place that sets it apart from its siblings."""

    tellings: list[Telling]
    place: PlaceReading | None
    is_first_of_list: bool = True
    persons: list[str] = field(default_factory=list)
    set_date: DateReading | None = None  # the day on which the sentence before sets what follows
    carried_date: DateReading | None = None
    carried_actor: Party | None = None
    carried_target: Party | None = None
    event_date: dt.date | None = None

    @property
    def first(self) -> Telling:
        return self.tellings[0]

    @property
    def told(self) -> list[Telling]:
        """The tellings that say what the incident was: all, but of hundreds (a text that repeats itself without end)
        the first ones, so that work does not grow with their square."""
        return self.tellings if len(self.tellings) <= MOST_TELLINGS else self.tellings[:MOST_TELLINGS]

    @property
    def is_background(self) -> bool:
        return all(telling.is_background for telling in self.told)

    def typed(self) -> Telling:
        """The telling that names the type: one whose words open an incident by themselves, before generic ones and
        outcomes.

        A crowd that later turns violent, or is met with force, makes that kind of row (ACLED codebook, demonstrations).
        """
        if len(self.told) == 1:
            return self.told[0]
        news = [telling for telling in self.told if not telling.is_background]
        first = min(news or self.told, key=_doubt)
        if first.family in _BY_THE_WAY:
            first = next((t for t in self.told if t.family not in _BY_THE_WAY and "killed" in t.tolls), first)
        if first.family == "loot":  # what attackers burned besides
            first = next((t for t in news if t.family == "assault" and t.sub_event_type == ATTACK), first)
        if first.family == "assault" and first.target is None:  # on whom, another telling says
            first = next((t for t in news if t.family in _ATTACKS and t.target is not None), first)
        if first.family == "attack" and first.sub_event_type == CLASH:  # who answered the attackers
            first = next((t for t in news if t.sub_event_type == ATTACK and t.tolls and t.target is not None), first)
        if first.family == "blast":
            first = next((t for t in self.told if t.sub_event_type == SUICIDE), first)  # whose bomb it was
        if first.family == "blast" and not first.means:
            first = next((t for t in self.told if t.family == "strike" and t.means), first)  # what was heard
        if first.sub_event_type != PEACEFUL:
            return first
        turned = [
            t
            for t in self.told
            if t.family in _CROWD_FAMILIES and t.sub_event_type != PEACEFUL and t.kind == "event"
        ]
        if not turned and first.family == "protest" and any(t.family == "arrest" for t in self.told):
            return replace(first, sub_event_type=INTERVENTION, type_rule="type.protest.arrests_after")
        return max(turned, key=lambda t: -hierarchy_rank(t.sub_event_type), default=first)

    def date(self) -> DateReading | None:
        """The first date told, a day before a vaguer one; else the one carried over."""
        first = self.first.sentence.number  # headings behind it lead to other articles
        told = (t for t in self.told if not (t.sentence.is_headline and t.sentence.number > first))
        dates = [t.date for t in told if t.date is not None]
        return min(dates, key=lambda d: d.precision or 9, default=None) or self.set_date or self.carried_date

    def actor(self) -> Party | None:
        """The first side named as the doer: a name before a generic side before an anaphor."""
        return _best_party([t.actor for t in self.told]) or self.carried_actor

    def target(self) -> Party | None:
        """The first side named as hit; in a fight, else the other side that acts in it ("were repelled by …")."""
        told = _best_party([t.target for t in self.told]) or self.carried_target
        actor = self.actor()
        if told is not None or actor is None or self.typed().family not in FIGHTS:
            return told
        others = [t.actor for t in self.told if t.actor is not None and t.family in FIGHTS]
        return _best_party([other for other in others if not set(other.keys) & set(actor.keys)])


def _doubt(telling: Telling) -> int:
    """How little a telling says of the kind of incident; a strike without means may be of either kind."""
    unarmed = 3 if telling.family == "strike" and not telling.means else 0
    return _KIND_ORDER[telling.kind] + unarmed + (telling.sub_event_type in _WEAK_TYPES)


def _best_party(parties: list[Party | None]) -> Party | None:
    known = [party for party in parties if party is not None]
    return min(known, key=_vagueness, default=None)


def _vagueness(party: Party) -> int:
    if party.is_anaphor:
        return 3
    if party.keys and party.keys[0] == "generic.unidentified":
        return 2
    return 1 if party.keys and party.keys[0].startswith("generic.") else 0
