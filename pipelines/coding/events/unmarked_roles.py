"""The part of an actor of a clause that no marker names, from what it is and where it stands."""

from __future__ import annotations

from pipelines.coding.events.befallen import (
    has_bare_object,
    has_given_object,
    has_marked_object,
    has_object_after,
    has_thing_after,
    is_open,
    is_subject_of_fate,
    is_victim,
)
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.verb_order import is_object_of, is_subject, raids
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.language import Language

# Families whose act needs somebody it is done to: the actor right after the noun is then the one who suffers it.
_HANDED = 2  # tokens between a verb of handing over and to whom: what is handed over
PATIENT_FAMILIES = frozenset({"harm", "attack", "abduction", "arrest", "sexual"})


def plain_role(reading: ActorReading, frame: Frame, first: int, language: Language) -> tuple[str, int]:
    """The part of an actor that no word before it names: by its kind, and its place beside the act."""
    main = frame.main
    before = frame.sentence.tokens.words[first - 1] if first else ""
    follows_noun = main.value.part != "verb" and main.last <= first <= main.last + 1
    if _names_its_act(reading, frame):
        return ("agent", 8)
    if reading.member_class == "possession":
        if any(m.value.trigger.in_custody for m in frame.triggers):
            return ("agent", 8)  # "تحت التعذيب في سجون النظام" (under torture in prisons of the regime)
        if frame.family == "strike" and _is_whence(frame, first):
            others = [a for a in frame.actors if a is not reading and a.kind == "named"]
            return ("none", 0) if others else ("agent", 8)
        acts = any(m.last == first and is_open(m) for m in frame.triggers) and has_object_after(reading, frame)
        acts = acts or raids(frame, first, reading)
        return ("agent", 8) if acts else ("target", 7)  # "اعتقلت دورية للشرطة ثلاثة شبان" (a patrol arrested three)
    if belongs(reading, frame.sentence, first, language):
        if _is_handed_to(frame, first):
            return ("none", 0)  # "سلم نفسه للشرطة" (gave himself up to the police)
        near_noun = main.value.part != "verb" and 0 <= first - main.last <= 3
        if near_noun and _is_laid_for(frame):
            return ("target", 8)  # "نصب مسلحون كمينا لرتل عسكري" (gunmen laid an ambush for a convoy)
        return ("agent", 7) if near_noun or reading.asset or _near_means(frame, first) else ("owner", 4)
    if main.last == first and is_open(main) and (has_marked_object(reading, frame) or has_bare_object(reading, frame)):
        return ("agent", 8)  # "خطف مسلحون من التنظيم مهندسا" (gunmen of the group abducted an engineer)
    if reading.asset and is_object_of(reading, frame, first):
        return ("target", 8)  # "استهدف المقاتلون دبابة إسرائيلية" (fighters hit an Israeli tank)
    if reading.asset and not is_victim(reading, frame):
        return ("agent", 8)
    is_from = before in language.ablative and main.value.trigger.outcome is None
    if is_from and (follows_noun or _follows_described(frame, first)):
        return ("agent", 8)  # "إطلاق نار من مجهولين" (fire from unknown men)
    if follows_noun and main.value.trigger.genitive == "patient" and has_thing_after(reading, frame):
        return ("agent", 8)  # "استهداف مسلحين صهريجا" (gunmen's targeting a tanker)
    if names_doer(reading, frame, first):
        return ("agent", 8)  # "اعتقال القوات لثلاثة شبان" (the forces' arrest of three youths)
    if follows_noun and not before.isdigit():
        return ("target", 8) if main.value.trigger.genitive == "patient" else ("agent", 8)
    if not main.value.trigger.outcome and main.last == first and is_open(main) and has_object_after(reading, frame):
        return ("agent", 8)  # "اغتصب عناصر الميليشيا فتاة" (members of the militia raped a girl)
    if reading.member_class == "member" and frame.family in PATIENT_FAMILIES and first >= main.last:
        return ("target", 7)
    if is_victim(reading, frame) or is_subject_of_fate(reading, frame):
        return ("target", 7)
    if is_subject(reading, frame, first):
        return ("agent", 7 if first >= main.last else 6)
    return ("agent", 5) if first < main.first else ("target", 4)


def _follows_described(frame: Frame, first: int) -> bool:
    """Whether one word that counts nobody stands between an act's noun and the "from" before a side ("قصف مشترك من
    القوات", joint shelling from the forces)."""
    main, sentence = frame.main, frame.sentence
    if main.value.part == "verb" or main.value.trigger.genitive == "patient" or first != main.last + 2:
        return False
    start, end = sentence.tokens.starts[main.last], sentence.tokens.ends[main.last]
    return not any(c.start < end and start < c.end for c in frame.counts) and not sentence.places_at(start)


def names_doer(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether a side right behind the noun of an act that befalls people did it, for the object follows."""
    main = frame.main
    is_behind = main.value.part != "verb" and main.last <= first <= main.last + 1
    return is_behind and main.value.trigger.genitive == "patient" and has_given_object(reading, frame)


def _is_laid_for(frame: Frame) -> bool:
    """Whether an act has its doer before it, behind a verb of performing: whom it is "for" is then its target."""
    main = frame.main
    verbs = [m for m in frame.sentence.markers if m.value.role == "perform" and frame.start <= m.start < main.start]
    return any(
        verb.last == frame.sentence.token_at(a.whole_start) and a.end <= main.start and a.kind != "country"
        for verb in verbs
        for a in frame.actors
    )


def belongs(reading: ActorReading, sentence: Sentence, first: int, language: Language) -> bool:
    """Whether a word of belonging is glued before an actor's whole phrase ("قصف لعناصر التنظيم", shelling of members of
    the group), not only before the side within it ("مسلحون تابعون لداعش", gunmen belonging to Daesh)."""
    if reading.whole_start == reading.start:
        return reading.proclitic.endswith(language.belonging)
    glued = sentence.tokens.words[first][: reading.whole_start - sentence.tokens.starts[first]]
    return bool(glued) and glued.endswith(language.belonging)


def _is_whence(frame: Frame, first: int) -> bool:
    """Whether what a side holds stands behind a bare "of, from" of the act ("قصف من مواقع القوات", from posts)."""
    owners = (m for m in frame.sentence.markers if m.value.role == "owner" and m.last == first)
    whence = [m for m in owners if m.first + 1 == first]
    people = {frame.sentence.token_at(c.end - 1) + 1 for c in frame.counts}
    return any(m.first not in people for m in whence)


def _is_handed_to(frame: Frame, first: int) -> bool:
    """Whether a side is whom somebody or something is handed over to."""
    acts = (m for m in (*frame.triggers, *frame.sentence.triggers) if m.value.trigger.family == "agreement")
    return any(0 <= first - m.last <= _HANDED for m in acts)


def _names_its_act(reading: ActorReading, frame: Frame) -> bool:
    """Whether the noun before a side is itself the act ("كمين للمقاومة", an ambush of the resistance): the side did it.
    """
    return any(
        reading.whole_start <= m.start < reading.start and m.value.trigger.genitive == "agent" for m in frame.triggers
    )


def _near_means(frame: Frame, first: int) -> bool:
    return any(0 <= first - w.last <= 2 for w in frame.sentence.weapons)
