"""Whether violence is told at all: words that sport, debate and illness know as well ("هجوم", an attack in war or in a
match; "وفاة", a death) make an incident only where something else speaks of arms.
"""

from __future__ import annotations

from pipelines.coding.events.blocking import blocking_cue, names_fighters
from pipelines.coding.events.drafts import Telling
from pipelines.coding.events.parties import Party, is_unarmed_party
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import thing_classes
from pipelines.coding.events.uncounted import OBJECT
from pipelines.lexicon.triggers import TriggerForm

_VIOLENT = frozenset({"strike", "blast", "assault", "attack", "clash", "harm", "abduction", "grave"})
_CROWDS = frozenset({"Mob violence", "Violent demonstration"})  # people without arms who storm and beat
_HURT = frozenset({"killed", "injured"})
# What takes the violence out of a word: an accident, a feud, a figure of speech, the name of a thing.
_PEACEFUL_CUES = frozenset(
    {"accident", "feud", "sport", "animals", "disaster", "mishap", "figurative", "compound"}
)


def may_be_peaceful(telling: Telling) -> bool:
    """Whether the words of a telling need not mean violence, and nothing beside them does: no armed side, no weapon, no
    thing hit, no casualties of an act."""
    return telling.main.value.trigger.needs_violence and not _shows_arms(telling)


def is_without_people(telling: Telling) -> bool:
    """Whether a verb that stops or holds things as well as people is told without people."""
    return telling.main.value.trigger.needs_people and not _is_of_people(telling)


def _is_of_people(telling: Telling) -> bool:
    """Whether those seized are counted or named, or an armed side does it to whom a pronoun names."""
    if any(toll.rule != OBJECT for toll in telling.tolls.values()):
        return True
    return _is_armed(telling.actor) and (bool(telling.tolls) or telling.target is not None)


def _shows_arms(telling: Telling) -> bool:
    """Whether an armed side or a weapon stands beside the act, or what it did is violence."""
    if telling.means or telling.sentence.weapons or telling.hits_military:
        return True
    if telling.sub_event_type in _CROWDS or _hits_things(telling) or _costs_people(telling):
        return True
    return any(map(_is_armed, (telling.actor, telling.target))) or names_fighters(telling.sentence, or_army=True)


def _costs_people(telling: Telling) -> bool:
    """Whether an act killed or hurt people: either alone may be peaceful, both together are not ("an attack left ten
    dead")."""
    acts = any(mark.value.trigger.kind in ("event", "generic") for mark in telling.triggers)
    return acts and not _HURT.isdisjoint(telling.tolls)


def _hits_things(telling: Telling) -> bool:
    """Whether a vehicle, a house or the like is told beside a strike ("استهداف سيارة", the targeting of a car)."""
    things = thing_classes()
    return telling.family == "strike" and any(count.noun_class in things for count in telling.frame.counts)


def _is_armed(party: Party | None) -> bool:
    return party is not None and bool(party.keys) and not is_unarmed_party(party)


def tells_violence(sentence: Sentence) -> bool:
    """Whether a sentence has a word that only violence has, and nothing makes it a figure of speech or an accident."""
    if sentence.is_boilerplate:
        return False
    return any(_is_sure(mark) and not _is_peaceful(mark, sentence) for mark in sentence.triggers)


def _is_sure(mark: Mark[TriggerForm]) -> bool:
    trigger = mark.value.trigger
    return trigger.family in _VIOLENT and not trigger.needs_violence


def _is_peaceful(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    cue = blocking_cue(mark, sentence)
    return cue is not None and cue.value.role in _PEACEFUL_CUES
