"""Fights of tribes, clans and families among themselves: both sides are their militias, named or not."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.coding.events.befallen import STATE_FORCES
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sides import fighting_people
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.actors import load_register

_NAMES_REACH = 8  # tokens behind "between the two tribes" within which their names stand


@dataclass(frozen=True, slots=True)
class Peoples:
    """The generic side of those who fight, and the words that say so. `is_internal`: the words for the fight itself
    ("tribal clashes"), in which no state is a side."""

    key: str
    start: int
    end: int
    is_internal: bool

    def may_be(self, actor_id: str) -> bool:
        """Whether a side may be one of the two."""
        actor = load_register().actors.get(actor_id)
        is_state = actor_id in STATE_FORCES or (actor is not None and actor.is_state)
        return not (self.is_internal and is_state)


def fighting_peoples(frame: Frame) -> Peoples | None:
    """The kind of people whose fight a frame tells, and the words that say so: "between the two tribes of …", "tribal
    clashes". None: it is no such fight."""
    if frame.family != "clash":
        return None
    kinds = fighting_people()
    between = {m.last for m in frame.sentence.markers if m.value.role == "between"}
    for count in frame.counts:
        if count.noun_class in kinds and frame.sentence.token_at(count.start) in between:
            return Peoples(kinds[count.noun_class], count.start, count.end, is_internal=False)
    told = next((m for m in frame.triggers if m.value.trigger.fought_by is not None), None)
    if told is None or told.value.trigger.fought_by is None:
        return None
    return Peoples(told.value.trigger.fought_by, told.start, told.end, is_internal=True)


def named_peoples(frame: Frame, start: int) -> list[ActorReading]:
    """The sides that are named behind a code point of a fight between peoples, in order: two at most."""
    sentence = frame.sentence
    first = sentence.token_at(start)
    near = [a for a in frame.actors if a.kind == "named" and 0 <= sentence.token_at(a.start) - first <= _NAMES_REACH]
    return sorted(near, key=lambda a: a.start)[:2]
