"""The part that each actor of a frame plays: doer, partner, target or none; and how clearly the words say so."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.coding.events.befallen import FIGHT_REACH, counted_from, is_attacker, is_open, is_victim
from pipelines.coding.events.clause_order import role_by_order, tells_news
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.sides import is_unarmed, person_classes
from pipelines.coding.events.speakers import is_reported, part_it_tells, reports_own_act, speaks
from pipelines.coding.events.unmarked_roles import belongs, names_doer, plain_role
from pipelines.coding.events.verb_order import (
    follows_pronoun,
    follows_side,
    is_beside_verb,
    is_verb_before_subject,
    performs,
    stands_as_subject,
)
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.language import Language

EXPLICIT = 10  # weight of a role that a marker names ("by")
CLEAR = 8  # weight of a role that the place of the words gives it beyond doubt
_MUTUAL = frozenset({"clash", "agreement", "riot", "mob"})
_OF_FIGHTS = frozenset({"clash", "riot", "mob"})
_ATTACKED = frozenset({"assault", "clash"})
_OF_PARTS = ("agent", "target", "with", "between")
_BESIDE_THE_ACT = ("source", "origin", "subset", "one_of_them", "bystander", "beside")
_ACCUSED_REACH = 8  # words between a verb of accusing and who is accused: who accuses
_POST = 2  # words of a post between a verb and the side whose post it is
_CROWDS_DO = frozenset({"assault", "attack", "loot"})  # what people without arms may do


@dataclass(frozen=True, slots=True)
class _Party:
    """An actor of a frame with what stands before it."""

    reading: ActorReading
    frame: Frame
    language: Language
    first: int  # its first token, with its rank and its members
    marker: str | None  # the role of the marker before it

    @property
    def is_owner(self) -> bool:
        """Whether a word of belonging is glued before it."""
        return belongs(self.reading, self.frame.sentence, self.first, self.language)


def role_of(reading: ActorReading, frame: Frame, language: Language) -> tuple[str, int]:
    """The part an actor plays and how clearly the words say so."""
    role, weight = _role_of(_party(reading, frame, language))
    if role == "agent" and weight < EXPLICIT and frame.main.value.trigger.has_finder:
        return ("none", 0)  # who finds the dead did not kill them
    return (role, weight)


def _role_of(party: _Party) -> tuple[str, int]:
    for told in (_as_teller, _as_accused, _as_unarmed, _as_marked, _as_opponent):
        if part := told(party):
            return part
    return _by_place(party)


def _party(reading: ActorReading, frame: Frame, language: Language) -> _Party:
    sentence = frame.sentence
    first = sentence.token_at(reading.whole_start)
    marker = _marker_before(sentence, first) or _marker_before(sentence, sentence.token_at(reading.start))
    if marker is None and (counted := _marker_before(sentence, counted_from(reading, sentence))) in _OF_PARTS:
        marker = counted
    return _Party(reading, frame, language, first, marker)


def _as_teller(party: _Party) -> tuple[str, int] | None:
    """The part of who tells the news, and of words that only surround what is told: mostly none."""
    reading, frame, marker = party.reading, party.frame, party.marker
    if own_part := part_it_tells(reading, frame):
        return (own_part, 9)
    if marker == "source" and reports_own_act(reading, frame):
        return ("agent", 3)
    is_told_of = marker == "source" and party.language.is_subject_first and is_reported(reading, frame)
    if (marker in _BESIDE_THE_ACT and not is_told_of) or speaks(reading, frame):
        return ("none", 0)
    is_doer = is_beside_verb(reading, frame, party.first) or (
        not reading.proclitic and performs(reading, frame, party.first)
    )
    if reading.kind == "anaphor" and reading.asset and not is_doer:
        return ("none", 0)  # "بالمدفعية" (with artillery) names the means, not who used it
    return None


def _as_accused(party: _Party) -> tuple[str, int] | None:
    """The part of sides behind a verb of accusing: the first of two only says so, the second did it ("اتهمت الحكومة
    المتمردين بقصف السوق"); so did a single one with somebody else before it, who accuses."""
    frame, reading = party.frame, party.reading
    accusing = [m for m in frame.sentence.markers if m.value.role == "accuse" and frame.start <= m.start]
    verb = max((m for m in accusing if m.end <= reading.whole_start), key=lambda m: m.start, default=None)
    if verb is None or party.language.is_subject_first:
        return None
    sides = [a for a in frame.actors if a.whole_start >= verb.end and a.kind != "anaphor" and not is_unarmed(a)]
    place = sides.index(reading) if reading in sides else len(sides)
    is_accuser = place == 0 and party.first == verb.last and len(sides) > 1
    if is_accuser:
        return ("none", 0)
    is_accused = place == (1 if frame.sentence.token_at(sides[0].whole_start) == verb.last else 0) if sides else False
    return ("agent", 9) if is_accused and party.first - verb.last <= _ACCUSED_REACH else None


def _as_unarmed(party: _Party) -> tuple[str, int] | None:
    """The part of people without arms: they suffer, but for crowds."""
    reading, frame = party.reading, party.frame
    if not is_unarmed(reading):
        return None
    if party.language.is_subject_first and tells_news(frame, reading.end):
        return ("none", 0)
    if party.marker == "between" and frame.family in _MUTUAL:
        return ("between", EXPLICIT)
    if frame.main.value.trigger.needs_crowd and stands_as_subject(reading, frame, party.first, party.language):
        return ("agent", 7)  # "أغلق سكان الحي الطريق" (residents blocked the road)
    may_act = frame.family in _CROWDS_DO and not frame.main.value.trigger.has_finder
    if may_act and stands_as_subject(reading, frame, party.first, party.language):
        return ("agent", 8)  # "اقتحم أهالي البلدة المقر" (residents stormed the headquarters)
    return ("target", 7 if party.marker == "target" or is_victim(reading, frame) else 4)


def _as_marked(party: _Party) -> tuple[str, int] | None:
    """The part that a word before a side names."""
    reading, frame, marker = party.reading, party.frame, party.marker
    if is_attacker(reading, frame):
        return ("agent", 8)
    if marker in ("announce", "spokesman"):
        return ("agent", 3)
    if marker == "target" and is_verb_before_subject(frame, party.first):
        return ("agent", 8)
    if marker == "agent" and party.language.is_subject_first and _is_of_other_verb(reading, frame):
        return ("none", 0)
    if marker == "agent" and _ends_side(frame, party.first):
        return ("other", CLEAR)
    if marker == "agent" and _sent_what_was_stopped(frame, party.first):
        return ("target", EXPLICIT)
    if marker in ("agent", "associate", "target", "between"):
        return (marker, EXPLICIT)
    if frame.family == "territory" and _is_taken_from(frame, party.first):
        return ("target", 9)
    if marker is None and _gets_away(party):
        return ("target", 8)  # "نجا رئيس حكومة الوفاق من …" (the head of the government escaped …)
    if marker == "suffer" and not reading.is_act and not party.is_owner:
        return ("target", 8)  # "تعرضت القوات لهجوم" (were exposed to an attack), "تصدت القوات له" (met it)
    return None


def _gets_away(party: _Party) -> bool:
    """Whether a verb of suffering stands shortly before a side, with nothing between but somebody's post, and the act
    behind."""
    sentence, first = party.frame.sentence, party.first
    people = {sentence.token_at(c.start) for c in party.frame.counts if c.noun_class in person_classes()}
    acts, belonging = {t.first for t in sentence.triggers}, party.language.belonging
    return any(
        0 < first - m.last <= _POST
        and (m.last in people or first - m.last == 1)
        and first <= party.frame.main.first
        and m.last not in acts
        and not sentence.tokens.words[m.last].startswith(belonging)  # "تصدت للصواريخ" (met the missiles)
        for m in sentence.markers_of("suffer")
    )


def _as_opponent(party: _Party) -> tuple[str, int] | None:
    """The part of a side told against another: who foils, who mourns, who is fought with."""
    reading, frame, marker = party.reading, party.frame, party.marker
    if any(c.is_subset and c.start <= reading.start < c.end for c in frame.counts):
        return ("none", 0)  # "بينهم 11 ضابطا" (11 officers among them): whose they are was said before
    if frame.family in _ATTACKED and (marker == "repel" or _repels(reading, frame)):
        return ("target", 9)  # "أفشلت الفصائل محاولة تسلل" (foiled an attempt to infiltrate)
    if marker == "mourn":
        return ("target", 6)  # who mourns dead mourns its own
    if _attacks(reading, frame, party.first):
        return ("agent", 8)
    if marker == "with" and reading.kind == "country":
        return ("none", 0)
    if marker == "with":
        return ("other", 9) if frame.family in _MUTUAL or _is_of_fight(frame, party.first) else ("associate", 5)
    return None


def _by_place(party: _Party) -> tuple[str, int]:
    """The part that the place of a side in its clause gives it."""
    reading, frame, first, language = party.reading, party.frame, party.first, party.language
    if performs(reading, frame, first) and not party.is_owner:
        return ("agent", 9)
    if reading.is_act or (follows_pronoun(frame, first) and not is_glued(reading, frame.sentence, first)):
        return ("agent", 9)
    if language.is_subject_first and (reading.kind != "country" or reading.is_act):
        return role_by_order(reading, frame, first)
    if reading.kind == "country":
        if names_doer(reading, frame, first):
            return ("agent", 8)  # "اغتيال إسرائيل لقائد" (the assassination of a leader by Israel)
        joined = follows_side(reading, frame, first, language)
        return ("agent", 4) if joined or is_beside_verb(reading, frame, first) else ("none", 0)
    return plain_role(reading, frame, first, language)


def _is_taken_from(frame: Frame, first: int) -> bool:
    """Whether a side stands behind the "from" of a verb of retaking ("تطهير المدينة من المسلحين", clearing the city of
    gunmen), with a word for its hold between at most ("من قبضة التنظيم", from the grip of)."""
    words, main = frame.sentence.tokens.words, frame.main
    ablative = frame.sentence.language.ablative
    if main.value.trigger.genitive == "patient" or first <= main.last:
        return False
    acts = [m for m in frame.triggers if m.last <= first and m.value.trigger.family != "territory"]
    return not acts and any(words[place] in ablative for place in range(max(main.last, first - 2), first))


def _ends_side(frame: Frame, first: int) -> bool:
    """Whether the word before a side ends the one before it instead ("بين أ من طرف وب من طرف آخر", between A on the one
    side and B on the other)."""
    token = frame.sentence.tokens.starts[first]
    between = any(m.value.role == "between" and frame.start <= m.start < token for m in frame.sentence.markers)
    return between and any(m.value.role == "side" and m.start > token for m in frame.sentence.markers)


def _sent_what_was_stopped(frame: Frame, first: int) -> bool:
    """Whether a side is told to have sent what another, the verb's subject, brought down ("أسقطت الدفاعات مسيرة أطلقها
    الحوثيون", the defences downed a drone that the Houthis launched)."""
    main = frame.main
    if frame.family != "disrupt" or not is_open(main):
        return False
    subjects = [frame.sentence.token_at(a.whole_start) - main.last for a in frame.actors]
    return first - main.last > 1 and not {0, 1}.isdisjoint(subjects)


def _is_of_other_verb(reading: ActorReading, frame: Frame) -> bool:
    """Whether "by" belongs to another verb than the active one told first, which has its own subject ("the army retook
    the town that was seized | by rebels")."""
    main = frame.main
    if main.value.part != "verb" or main.value.voice != "active" or main.value.trigger.is_passive:
        return False
    acts = [m for m in frame.triggers if m.end <= reading.whole_start and m.value.part == "verb"]
    last = max(acts, key=lambda m: m.start, default=main)
    subjects = [a for a in frame.actors if a.end <= main.start and not is_unarmed(a) and not speaks(a, frame)]
    return last is not main and last.start > main.end and last.value.voice == "passive" and bool(subjects)


def _repels(reading: ActorReading, frame: Frame) -> bool:
    """Whether a verb of foiling an attack follows a side at once ("إن القوات أحبطت …", that the forces foiled)."""
    behind = frame.sentence.token_at(reading.end - 1) + 1
    return any(m.value.role == "repel" and m.first == behind for m in frame.sentence.markers)


def _attacks(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an assault told beside the fight itself is a side's ("clashes between A and B in a failed attempt of B to
    advance"): the side follows the assault's noun, with at most an adjective between."""
    return frame.family == "clash" and any(
        m.value.trigger.family == "assault" and m.value.part != "verb" and 0 <= first - m.last <= 1
        for m in frame.triggers[1:]
    )


def _is_of_fight(frame: Frame, first: int) -> bool:
    """Whether "with" belongs to a fight told right before it, beside another act ("seized … after clashes with …")."""
    return any(m.value.trigger.family in _OF_FIGHTS and 0 < first - m.last <= FIGHT_REACH for m in frame.triggers)


def is_glued(reading: ActorReading, sentence: Sentence, first: int) -> bool:
    """Whether something is glued before the phrase of an actor ("قصفها لمواقع الجيش", its shelling of army posts)."""
    return sentence.tokens.starts[first] < reading.whole_start


def _marker_before(sentence: Sentence, token: int) -> str | None:
    """The role of the marker that ends right before a token, quotes and brackets not counted."""
    place = token
    while place > 0 and sentence.tokens.words[place - 1] in ('"', "(", "«", ":"):
        place -= 1
    for marker in reversed(sentence.markers):
        if marker.last == place and marker.value.role in ("determiner", "definite"):
            place = marker.first
    for marker in sentence.markers:
        reaches = marker.last == place or marker.first < place < marker.last  # "على | يد مجهولين" (at unknown hands)
        if reaches and marker.value.role != "owner":
            return marker.value.role
    source = [m for m in sentence.markers if m.value.role == "source" and 0 <= place - m.last <= 2]
    return "source" if source else None
