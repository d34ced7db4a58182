"""Sides that tell the news, and the part that their words give themselves."""

from __future__ import annotations

from pipelines.coding.events.frames import Frame
from pipelines.coding.readings import ActorReading

_THAT = ("that", "that_own")
_OWN_PARTS = {"perform": "agent", "achieve": "agent", "suffer": "target"}
OWN_ACT = 1  # tokens between "that it" and what it did: an auxiliary ("قد", has)
_OF_FORCES = frozenset({"arrest", "operation", "disrupt"})
REPORTED = 3  # tokens between a side and its verb: auxiliaries and adverbs
_COMMA = ","


def speaks(reading: ActorReading, frame: Frame) -> bool:
    """Whether a side stands between a verb of saying and its "that": it tells the news ("قالت مصادر في المعارضة إن …").
    """
    markers = frame.sentence.markers
    said = [m for m in markers if m.value.role == "source" and m.end <= reading.whole_start]
    that = [m for m in markers if m.value.role in _THAT and reading.end <= m.start < frame.main.end]
    return bool(said and that) and not any(
        said[-1].end <= m.start < reading.whole_start for m in markers if m.value.role in _THAT
    )


def part_it_tells(reading: ActorReading, frame: Frame) -> str | None:
    """The part that a side tells it played itself: what follows "that it" at once it did or suffered ("قال الجيش إنه
    قصف …", the army said that it shelled …; "أن قواته تعرضت", that its forces came under)."""
    if not speaks(reading, frame):
        return None
    own = next((m for m in frame.sentence.markers if m.value.role == "that_own" and reading.end <= m.start), None)
    if own is None:
        return None
    done = (m for m in frame.triggers if m.value.part in ("verb", "phrase") and not m.value.trigger.is_passive)
    parts = {m.first: "agent" for m in done}
    parts |= {m.first: _OWN_PARTS[m.value.role] for m in frame.sentence.markers if m.value.role in _OWN_PARTS}
    behind = [first for first in parts if 0 <= first - own.last <= OWN_ACT]
    return parts[min(behind)] if behind else None


def is_reported(reading: ActorReading, frame: Frame) -> bool:
    """Whether a side behind a verb of saying is the subject of what is said ("the army said rebels | attacked …"):
    its verb follows."""
    behind = frame.sentence.token_at(reading.end - 1) + 1
    verbs = [m.first for m in frame.triggers if m.value.part == "verb" and 0 <= m.first - behind <= REPORTED]
    return bool(verbs) and _COMMA not in frame.sentence.tokens.words[behind : min(verbs)]


def reports_own_act(reading: ActorReading, frame: Frame) -> bool:
    """Whether forces report an arrest, a raid, a seizure as their own: the act's noun follows at once ("أكدت الشرطة
    إلقاء القبض على …", the police confirmed the arrest of …)."""
    main, last = frame.main, frame.sentence.token_at(reading.end - 1)
    return frame.family in _OF_FORCES and main.value.part != "verb" and 1 <= main.first - last <= 2
