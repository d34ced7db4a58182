"""Whether an actor stands where the subject or the object of a verb does, in languages whose verbs come first."""

from __future__ import annotations

from pipelines.coding.events.befallen import holds_subject, is_open, is_subject_of_fate
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sides import is_unarmed
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.language import Language

_OF_FORCES = frozenset({"arrest", "operation", "disrupt"})


def performs(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands beside a verb of doing ("شنت الطائرات غارات", the planes carried out raids), on either
    side.
    """
    sentence = frame.sentence
    last = sentence.token_at(reading.end - 1)
    return any(
        m.value.role == "perform" and (m.last == first or 1 <= m.first - last <= 2)
        for m in sentence.markers
        if frame.start <= m.start < frame.end
    )


def is_object_of(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands right behind another one that follows the verb as its subject, with nothing between."""
    if frame.main.value.part != "verb" or not is_open(frame.main) or reading.proclitic:
        return False
    sentence = frame.sentence
    return any(
        sentence.token_at(a.end - 1) + 1 == first and sentence.token_at(a.whole_start) == frame.main.last
        for a in frame.actors
        if a.end <= reading.whole_start and not set(a.keys) & set(reading.keys)
    )


def raids(frame: Frame, first: int, reading: ActorReading) -> bool:
    """Whether a patrol right behind a verb of raiding is its subject: the thing or place it raids follows ("داهمت دورية
    للشرطة منازل", a police patrol raided houses)."""
    main, sentence = frame.main, frame.sentence
    if frame.family not in _OF_FORCES or main.last != first or not is_open(main):
        return False
    behind = sentence.token_at(reading.end - 1) + 1
    raided = [c.start for c in frame.counts] + [p.start for p in frame.places if p.qualifier is not None]
    return any(sentence.token_at(start) == behind and sentence.tokens.starts[behind] == start for start in raided)


def follows_side(reading: ActorReading, frame: Frame, first: int, language: Language) -> bool:
    """Whether a state's name is joined to a side named right before it ("قوات النظام وروسيا", the regime and Russia).
    """
    if reading.proclitic not in language.conjunctions:
        return False
    return any(frame.sentence.token_at(a.end - 1) + 1 == first for a in frame.actors if a.end <= reading.start)


def is_beside_verb(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands right after or right before a finite verb, with nothing glued to it but "and"."""
    last = frame.sentence.token_at(reading.end - 1)
    verbs = [m for m in frame.triggers if m.value.part == "verb"]
    return any(first == m.last or last + 1 == m.first for m in verbs)


def is_verb_before_subject(frame: Frame, token: int) -> bool:
    """Whether the word before a token is a finite verb with no doer before it: what follows is then its subject
    ("استهدفت الطائرات …", the planes targeted …), unlike after "غارة استهدفت …" (a raid that targeted …)."""
    verb = next(
        (m for m in frame.triggers if m.last == token and m.value.part == "verb" and not m.value.has_pronoun), None
    )
    if verb is None or holds_subject(verb):
        return False
    doers = [a for a in frame.actors if a.start < verb.start and not is_unarmed(a) and not is_subject_of_fate(a, frame)]
    acts = [m for m in frame.triggers if m.start < verb.start and m.value.part != "verb"]
    means = [w for w in frame.sentence.weapons if frame.start <= w.start < verb.start]
    return not doers and not acts and not means


def stands_as_subject(reading: ActorReading, frame: Frame, first: int, language: Language) -> bool:
    """Whether an actor stands where the subject of an active verb does: right before or right behind it, as the
    language has it."""
    if any(c.start <= reading.start < c.end and c.number and c.number.best == 1 for c in frame.counts):
        return False  # one man is no crowd
    if not language.is_subject_first:
        return follows_active(frame, first)
    behind = frame.sentence.token_at(reading.end - 1) + 1
    return any(
        m.first == behind and m.value.part == "verb" and m.value.voice == "active" and m.value.tense == "past"
        for m in frame.triggers
    )


def follows_active(frame: Frame, token: int) -> bool:
    """Whether the word before a token is the frame's verb itself, in the active: its subject follows."""
    form = frame.main.value
    is_open_verb = form.part == "verb" and form.voice == "active" and not form.trigger.is_passive
    return is_open_verb and frame.main.last == token and not holds_subject(frame.main)


def follows_pronoun(frame: Frame, token: int) -> bool:
    """Whether the word before a token is a verb with its object glued on ("اختطفهم", kidnapped them): the subject
    follows.
    """
    return any(m.last == token and m.value.part == "verb" and m.value.has_pronoun for m in frame.triggers)


def is_subject(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor without a marker stands where a subject does: beside the verb, on either side."""
    main = frame.main
    if main.value.part != "verb":
        return first < main.first
    return abs(first - main.last) <= 3 or first < main.first
