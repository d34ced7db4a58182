"""The parts that actors play in languages whose subjects stand before their verbs and objects behind them."""

from __future__ import annotations

from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Mark
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.triggers import TriggerForm

OBJECT_REACH = 5  # tokens between a verb and its object: counts, articles, adjectives
GENITIVE_REACH = 2  # tokens between an act's noun and "of"
COMPOUND_REACH = 1  # "rebel attack", "police raid"
CIVILIANS = "generic.civilians"
_NONE = ("none", 0)


def role_by_order(reading: ActorReading, frame: Frame, first: int) -> tuple[str, int]:
    """The part of an actor without a marker of its own before it, and how clearly its place says so."""
    after = frame.sentence.token_at(reading.end - 1) + 1
    if tells_news(frame, reading.end):
        return _NONE
    before = max((m for m in frame.triggers if m.last <= first), key=lambda m: m.last, default=None)
    behind = min((m for m in frame.triggers if m.first >= after), key=lambda m: m.first, default=None)
    if before is not None and (owned := _genitive(before, frame, first)) is not None:
        return owned
    if before is not None and _is_object(before, frame, first):
        return ("target", 8)
    if behind is not None:
        return _before(behind, frame, after, reading)
    if before is not None and before.value.voice == "passive":
        return _NONE
    return ("agent", 4) if before is None else ("owner", 2)


def tells_news(frame: Frame, end: int) -> bool:
    """Whether the people whose name ends at a position are who tells it ("…, police said")."""
    after = frame.sentence.token_at(end - 1) + 1
    return any(m.value.role == "source" and 0 <= m.first - after <= 1 for m in frame.sentence.markers)


def _genitive(act: Mark[TriggerForm], frame: Frame, first: int) -> tuple[str, int] | None:
    """ "the killing of X", "the attack of X": the actor behind an act's noun and "of"."""
    if act.value.part == "verb" or first - act.last > GENITIVE_REACH + 1:
        return None
    links = [m for m in frame.sentence.markers if m.value.role == "owner" and act.last <= m.first < first]
    if not any(first - link.last <= GENITIVE_REACH for link in links):
        return None
    return ("target", 8) if act.value.trigger.genitive == "patient" else ("agent", 8)


def _is_object(verb: Mark[TriggerForm], frame: Frame, first: int) -> bool:
    if verb.value.part != "verb" or _befalls(verb) or first - verb.last > OBJECT_REACH:
        return False
    between = [m for m in frame.sentence.markers if verb.last <= m.first and m.last <= first]
    if any(m.value.role == "owner" and _has_people(frame, verb.end, m.start) for m in between):
        return False  # "killed two children | of a militiaman"
    return not any(m.value.role not in ("determiner", "definite", "owner", "target", "measure") for m in between)


def _has_people(frame: Frame, start: int, end: int) -> bool:
    """Whether people without arms are named in a stretch."""
    return any(start <= a.start and a.end <= end and a.keys and a.keys[0] == CIVILIANS for a in frame.actors)


def _befalls(verb: Mark[TriggerForm]) -> bool:
    """Whether a verb tells what befell its subject: a passive, or one like "to die"."""
    return verb.value.voice == "passive" or verb.value.trigger.is_passive


def _before(act: Mark[TriggerForm], frame: Frame, after: int, reading: ActorReading) -> tuple[str, int]:
    """The actor before a verb or an act's noun: its subject, or whom a passive befell."""
    distance = act.first - after
    others = [a for a in frame.actors if a.start >= reading.end and a.end <= act.start]
    clear = 7 if not others else 6
    if act.value.part == "verb":
        return ("target", clear) if _befalls(act) else ("agent", clear)
    if distance < COMPOUND_REACH and act.value.part == "noun":
        return ("target", 7) if act.value.trigger.genitive == "patient" else ("agent", 8)
    return ("agent", clear)
