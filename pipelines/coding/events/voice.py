"""Active or passive: whom a verb that may be both speaks of, by the words around it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.lexicon.triggers import TriggerForm

# Families of verbs that always have an object: without one behind them they are passive ("three killed in a blast").
_TRANSITIVE = frozenset({"harm", "attack", "abduction", "arrest", "sexual", "loot"})
_AUXILIARIES = ("passive", "passive_many", "active")
_BEHIND_PASSIVES = (
    "cause", "target", "break", "source", "subset", "one_of_them", "associate", "result", "when", "missing",
)  # fmt: skip
_REACH = 3  # tokens between an auxiliary and its participle ("was later reportedly shot")
_JOINTS = frozenset({",", "(", ")", '"'})
ONE, MANY, UNKNOWN = 1, 3, 0


def with_voice(mark: Mark[TriggerForm], sentence: Sentence, earlier: Mark[TriggerForm] | None) -> Mark[TriggerForm]:
    """The mark with its voice settled; `number` of a passive verb is that of its auxiliary (1, 3; 0 unknown).

    `earlier` is the trigger before it: a participle joined to a passive one shares its auxiliary.
    """
    form = mark.value
    is_defined = any(m.first == mark.last for m in sentence.markers_of("owner"))  # "the killing of …"
    if form.part == "noun" and not is_defined and any(m.last == mark.first for m in sentence.markers_of("definite")):
        return replace(mark, value=replace(form, is_definite=True))
    if form.voice == "active":
        return mark
    auxiliary = _auxiliary(mark, sentence)
    if auxiliary == "active":
        return _as(mark, "active", form.number)
    if auxiliary is not None:
        return _as(mark, "passive", ONE if auxiliary == "passive" else MANY)
    if _shares_auxiliary(mark, sentence, earlier):
        return _as(mark, "passive", _shared_number(earlier, sentence))
    if form.voice == "passive" or _has_no_object(mark, sentence):
        return _as(mark, "passive", UNKNOWN)
    return _as(mark, "active", form.number)


def _as(mark: Mark[TriggerForm], voice: str, number: int) -> Mark[TriggerForm]:
    return replace(mark, value=replace(mark.value, voice=voice, number=number))


def _auxiliary(mark: Mark[TriggerForm], sentence: Sentence) -> str | None:
    """The role of the auxiliary right before a verb, with nothing but single words of no other role between."""
    best = None
    for marker in sentence.markers:
        if marker.value.role in _AUXILIARIES and 0 <= mark.first - marker.last < _REACH:
            best = marker
    if best is None:
        return None
    between = [m for m in sentence.markers if best.last <= m.first and m.last <= mark.first]
    nouns = [c for c in sentence.counts if best.end <= c.start and c.end <= mark.start]
    return None if between or nouns else best.value.role


def _shares_auxiliary(mark: Mark[TriggerForm], sentence: Sentence, earlier: Mark[TriggerForm] | None) -> bool:
    if earlier is None or earlier.value.voice != "passive" or mark.first - earlier.last > _REACH + 2:
        return False
    counted = [c for c in sentence.counts if c.start >= mark.end and sentence.token_at(c.start) - mark.last <= 1]
    return not counted


def _shared_number(earlier: Mark[TriggerForm] | None, sentence: Sentence) -> int:
    """Several whom two joined participles befell, told without a number ("villagers were killed and wounded"): both
    befell several. A number before them is that of the first, or of both."""
    counted = (c for c in sentence.counts if c.number is not None and not c.number.is_vague)
    is_open = earlier is not None and earlier.value.number == MANY and not any(c.end <= earlier.start for c in counted)
    return MANY if is_open else UNKNOWN


def _has_no_object(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a verb that needs an object is followed by none: by a marker, a date, a stop or the end."""
    words = sentence.tokens.words
    start = sentence.tokens.starts[mark.last] if mark.last < len(words) else sentence.end
    if any(count.start == start for count in sentence.counts):
        return False
    following = next((m for m in sentence.markers if m.first == mark.last), None)
    if following is not None and following.value.role == "agent":
        return True
    trigger = mark.value.trigger
    if trigger.family not in _TRANSITIVE and not trigger.outcome and trigger.genitive != "patient":
        return False
    if mark.last >= len(words):
        return True
    if following is not None:
        return following.value.role in _BEHIND_PASSIVES
    start = sentence.tokens.starts[mark.last]
    return words[mark.last] in (".", ";", *_JOINTS) or any(d.start <= start < d.end for d in sentence.dates)
