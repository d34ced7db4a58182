"""Whether what a frame tells is an incident of its own, the outcome of one told before, or that one again."""

from __future__ import annotations

from pipelines.coding.events.drafts import Telling
from pipelines.coding.events.parties import is_unarmed_party
from pipelines.coding.events.sentence import Sentence
from pipelines.lexicon.triggers import TriggerForm

VIOLENT = frozenset({"strike", "blast", "assault", "attack", "clash", "harm"})
CROWDS = ("generic.protesters", "generic.rioters", "generic.civilians")
OUTCOME_REACH = 4  # words between "resulted" and what it resulted in: its subject and "in"


def opens(telling: Telling) -> bool:
    """Whether a telling may open an incident of its own."""
    trigger = telling.main.value.trigger
    if trigger.kind == "context" or trigger.is_dependent:
        return False
    # Places come last in every question: they are read when something asks for them.
    if trigger.kind == "result" and (_names_known_people(telling.main.value) or not telling.tolls):
        return False
    if trigger.needs_place and not telling.places:
        return False
    if trigger.kind == "result":
        return bool(telling.actor or telling.means) or _tells_a_toll(telling) or _is_placed(telling)
    if trigger.kind == "generic" and trigger.family in ("operation", "strike", "assault"):
        return bool(telling.actor or telling.target or telling.tolls or telling.means) and bool(
            telling.date or telling.tolls or telling.places
        )
    if trigger.kind == "generic" and trigger.family in ("agreement", "territory"):
        return telling.is_announced or telling.sentence.is_headline
    if trigger.family == "other" and (not telling.is_counted or _tells_violence(telling.sentence)):
        return False  # those who flee an act are part of its account
    if not telling.tolls and _names_known_act(telling.main.value) and _tells_flight(telling.sentence):
        return False  # what people fled from is no news of its own
    if trigger.needs_doer and (telling.actor is None or is_unarmed_party(telling.actor)):
        return False
    if trigger.needs_crowd and not _is_done_by_crowd(telling):
        return False
    return _is_grounded(telling)


def _is_placed(telling: Telling) -> bool:
    """Whether an outcome is told with its place, by words that are no mere hints."""
    return not telling.main.value.trigger.is_weak and bool(telling.places)


def _is_done_by_crowd(telling: Telling) -> bool:
    """Whether people without arms act ("قطع محتجون الطريق", protesters blocked the road), and no forces do."""
    if telling.actor is not None and telling.actor.keys:
        return telling.actor.keys[0] in CROWDS
    return telling.target is not None and bool(telling.target.keys) and telling.target.keys[0] in CROWDS


def is_outcome(telling: Telling) -> bool:
    """Whether all that a telling says is what something told before led to ("أسفرت الحملة عن اعتقال عشرة", the campaign
    resulted in the arrest of ten)."""
    if any(not mark.value.trigger.outcome for mark in telling.triggers):
        return False
    results = [m for m in telling.sentence.markers if m.value.role == "result"]
    return any(0 <= telling.main.first - m.last <= OUTCOME_REACH for m in results)


def repeats(telling: Telling) -> bool:
    """Whether a definite act comes without a place, a day and a doer of its own ("المجزرة", the massacre): it was told
    before."""
    form = telling.main.value
    if form.part != "noun" or not form.is_definite or telling.is_another:
        return False
    if telling.claim == "claimed":
        return True  # "وتبنى التنظيم الهجوم" (and the group claimed the attack)
    if telling.date is not None:
        return False
    is_nameless = telling.actor is None or telling.actor.is_anaphor
    return is_nameless and all(place.role == "anaphor" for place in telling.places)


def _is_grounded(telling: Telling) -> bool:
    """Whether an act stands in the world: an act that is merely mentioned, with no place, day or count, is a topic
    ("ظاهرة الاغتيالات", the phenomenon of assassinations); so is one in the present tense outside a title."""
    if telling.main.value.part == "noun" and not telling.is_asserted and not (telling.actor and telling.places):
        return False
    counted = any(not toll.is_vague for toll in telling.tolls.values())
    has_day = telling.date is not None and telling.date.precision in (1, 2)
    form = telling.main.value
    if form.part == "verb" and form.tense == "past":
        return bool(has_day or telling.tolls or telling.actor or telling.target or telling.places)
    return has_day or counted or bool(telling.places)


def _tells_a_toll(telling: Telling) -> bool:
    """Whether a finite verb tells how many were killed or hurt, and when ("nine people were killed on Monday")."""
    form = telling.main.value
    is_counted = any(not toll.is_vague for toll in telling.tolls.values())
    return form.part == "verb" and form.tense == "past" and is_counted and telling.date is not None


def _names_known_act(form: TriggerForm) -> bool:
    return form.part == "noun" and form.is_definite


def _names_known_people(form: TriggerForm) -> bool:
    """Whether a noun speaks of the dead or hurt as known already ("القتلى", the dead; "مقتله", his killing)."""
    return _names_known_act(form)


def _tells_flight(sentence: Sentence) -> bool:
    """Whether a sentence is about people who fled: its first act."""
    first = min(sentence.triggers, key=lambda mark: mark.start)
    return first.value.trigger.family == "other"


def _tells_violence(sentence: Sentence) -> bool:
    return any(mark.value.trigger.family in VIOLENT for mark in sentence.triggers)
