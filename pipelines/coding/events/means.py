"""With what: the weapons and means that a stretch of a sentence names for its act."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.lexicon.triggers import TriggerForm
from pipelines.lexicon.words import Word

_TELLING = ("chemical", "suicide", "crowd_control")
_SEEN_NEAR = 3  # words after a verb of flying by within which an aircraft is only seen, not used


def means_of(
    sentence: Sentence, start: int, end: int, main: Mark[TriggerForm], others: Sequence[Mark[TriggerForm]]
) -> tuple[tuple[str, ...], str | None]:
    """The categories of means (lexicon `weapons`) and the id of the weapon named, most telling first.

    An act that names its own means ("قصف مدفعي", artillery shelling) needs no other. A weapon introduced as the
    instrument ("بصواريخ", with rockets) outweighs those merely mentioned, but for the verb's subject ("استهدفت مسيرة
    بصاروخين", a drone hit with rockets). What only flies by ("تحليق طائرة استطلاع") does not count.
    """
    weapons = [
        w for w in sentence.weapons
        if start <= w.start < end and not _is_apart(w.first, sentence) and not _is_of_name(w, sentence)
    ]  # fmt: skip
    own = main.value.trigger.means
    if own is not None:
        return (own, *_unusual(weapons)), next((w.value.word_id for w in weapons if w.value.role == own), None)
    instruments = [w for w in weapons if w.proclitic.endswith(sentence.language.instrumental)]
    chosen = instruments or weapons
    found = [w.value.role for w in chosen] + [m.value.trigger.means for m in others if m.value.trigger.means]
    aboard = [(a.asset, sentence.token_at(a.whole_start)) for a in sentence.actors if start <= a.whole_start < end]
    if instruments:
        aboard = [(asset, at) for asset, at in aboard if at == main.last and main.value.part == "verb"]
        found = [w.value.role for w in weapons if w.first == main.last and main.value.part == "verb"] + found
    found += [asset for asset, at in aboard if asset and not _is_apart(at, sentence)]
    return tuple(dict.fromkeys((*found, *_unusual(weapons)))), chosen[0].value.word_id if chosen else None


def _unusual(weapons: Sequence[Mark[Word]]) -> tuple[str, ...]:
    """Means that change the kind of any act: poison gas, bombers who die with their bomb, what crowds are met with."""
    return tuple(dict.fromkeys(w.value.role for w in weapons if w.value.role in _TELLING))


def _is_apart(token: int, sentence: Sentence) -> bool:
    """Whether an aircraft, a tank is only seen near by, or is itself what was attacked ("تعرضت مروحية لهجوم", a
    helicopter came under attack): the act was not done with it."""
    return any(
        (m.value.role == "bystander" and 0 <= token - m.last < _SEEN_NEAR)
        or (m.value.role == "suffer" and m.last == token)
        for m in sentence.markers
    )


def _is_of_name(weapon: Mark[Word], sentence: Sentence) -> bool:
    """Whether a word of weapons is part of a place's name ("قاعدة عين الأسد الجوية", the air base)."""
    around = sentence.places_at(weapon.start)
    return any(place.start < weapon.start and weapon.end <= place.end for place in around)
