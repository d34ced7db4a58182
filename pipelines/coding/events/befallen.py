"""Whether an actor's people are those whom an act befell, and whether an object follows that somebody else acted on."""

from __future__ import annotations

from pipelines.coding.counts.roles import load_roles
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import person_classes
from pipelines.coding.persons import names_at
from pipelines.coding.readings import ActorReading, CountReading
from pipelines.lexicon.triggers import TriggerForm

STATE_FORCES = ("generic.army", "generic.police")
_OF_THEM = ("owner", "subset", "one_of_them")
_OBJECT_FAMILIES = frozenset({"strike", "assault"})
MANY = 3  # number of a verb that holds a plural subject
OBJECT_REACH = 12  # tokens between a subject with a clause of its own and the object
_NEXT_CLAUSE = ("missing", "break", "cause", "when", "result", "agent")
_FATE_REACH = 4  # tokens between a verb and its object: when and where it was done
OBJECT_GAP = 2  # tokens between a noun's doer and the object that "of" leads to: an adjective
FIGHT_REACH = 4  # tokens between a fight and those it was with: adjectives and the preposition


_GROUP = "unit"  # class of nouns for a cell or band


def is_attacker(reading: ActorReading, frame: Frame) -> bool:
    """Whether the noun that leads to a side says that its man attacked ("مهاجم انتحاري من داعش")."""
    first = frame.sentence.token_at(reading.whole_start)
    return reading.member_class == "member" and any(
        c.noun_class == "attacker" and c.start < reading.start and frame.sentence.token_at(c.start) >= first - 1
        for c in frame.counts
    )


def is_victim(reading: ActorReading, frame: Frame) -> bool:
    """Whether an actor's members are those killed, hurt or seized: an outcome right before, with at most a count
    between.
    """
    first = frame.sentence.token_at(reading.whole_start)
    for mark in frame.triggers:
        if not mark.value.trigger.outcome or not 0 <= first - mark.last <= 4:
            continue
        is_open = mark.value.part == "verb" and not mark.value.trigger.is_passive and not holds_subject(mark)
        if is_open and mark.last == first and has_bare_object(reading, frame):
            continue
        if is_open and mark.last == first and is_body(reading) and not _is_person(reading, frame):
            continue  # "اغتالت قوات الأمن" (the security forces assassinated): a body is not killed or arrested itself
        if is_open and reading.member_class is None and has_object_after(reading, frame, joined=False):
            continue
        if is_open and has_marked_object(reading, frame):
            continue
        if only_counts(frame, mark, reading):
            return True
    return False


def is_subject_of_fate(reading: ActorReading, frame: Frame) -> bool:
    """Whether the verb right behind a side tells what befell it, as nobody follows to whom the side could have done it
    ("أربعة جنود قتلوا عندما هاجم …", four soldiers were killed when …)."""
    sentence = frame.sentence
    if sentence.language.is_subject_first or not _is_person(reading, frame):
        return False
    behind = sentence.token_at(reading.end - 1) + 1
    verb = next((m for m in frame.triggers if m.first == behind and m.value.part == "verb"), None)
    if verb is None or not verb.value.trigger.outcome or verb.value.has_pronoun:
        return False
    marks = [m.first for m in sentence.markers if m.value.role in _NEXT_CLAUSE and m.first >= verb.last]
    until = min([*marks, *(m.first for m in frame.triggers if m.first >= verb.last), verb.last + _FATE_REACH + 1])
    people = [c.start for c in frame.counts if c.noun_class is None or c.noun_class in person_classes()]
    firsts = [sentence.token_at(start) for start in people + [a.whole_start for a in frame.actors]]
    if any(verb.last <= first < until for first in firsts):
        return False
    return not names_at(sentence.tokens, verb.last, sentence.language.code)[0]


def _is_person(reading: ActorReading, frame: Frame) -> bool:
    """Whether a side's words name one person of it or people counted by head ("قتل حوثيان", two Houthis)."""
    people = (c for c in frame.counts if c.noun_class in person_classes())
    return any(c.start < reading.end and reading.whole_start < c.end for c in people)


def is_body(reading: ActorReading) -> bool:
    """Whether the words name a service, an army or a group itself, not its members or what it owns."""
    if reading.member_class is not None or not reading.keys:
        return False
    return reading.kind == "named" or reading.keys[0] in STATE_FORCES


def is_open(mark: Mark[TriggerForm]) -> bool:
    """Whether a verb's subject and object follow it: it is none of those that tell what befell somebody."""
    form = mark.value
    return form.part == "verb" and form.voice != "passive" and not form.trigger.is_passive and not holds_subject(mark)


def holds_subject(mark: Mark[TriggerForm]) -> bool:
    """Whether a verb's ending is its plural subject ("هاجموا", they attacked): what follows is its object."""
    return mark.value.part == "verb" and mark.value.voice == "active" and mark.value.number == MANY


def has_object_after(reading: ActorReading, frame: Frame, joined: bool = True) -> bool:
    """Whether people, named ones too, or another side follow an actor: a verb's subject is followed by its object.
    `joined`: also those joined to the actor by "and", who may share its part ("قتل ضابط وأربعة جنود", an officer and
    four soldiers were killed)."""
    sentence = frame.sentence
    until = min((m.start for m in frame.triggers if m.start >= reading.end), default=frame.end)
    behind = [c for c in frame.counts if reading.end <= c.start < until]
    people = [c for c in behind if c.noun_class in (*person_classes(), _GROUP) and not c.is_subset]
    others = [a for a in frame.actors if reading.end <= a.whole_start < until]
    near = sentence.token_at(reading.end - 1)
    if names_at(sentence.tokens, near + 1, sentence.language.code)[0]:
        return True
    if has_marked_object(reading, frame):
        return True
    firsts = [sentence.token_at(start) for start in [c.start for c in people] + [a.whole_start for a in others]]
    is_joined = near + 1 in firsts and sentence.tokens.words[near + 1].startswith(sentence.language.conjunctions)
    return (joined or not is_joined) and any(first - near <= 4 for first in firsts)


def has_bare_object(reading: ActorReading, frame: Frame) -> bool:
    """Whether several of a side are followed by other people with nothing before them but a day: the object of what
    the several did ("خطف عناصر من التنظيم مساء أمس قائد الفصيل", members of the group seized last night the leader)."""
    sentence = frame.sentence
    own = [c for c in frame.counts if reading.whole_start <= c.start < reading.end and c.noun_class in person_classes()]
    if any(c.number is not None and c.number.best == 1 for c in own) or (not own and not is_many(reading, sentence)):
        return False
    place = sentence.token_at(reading.end - 1) + 1
    while (day := next((d for d in sentence.dates if sentence.token_at(d.start) == place), None)) is not None:
        place = sentence.token_at(day.end - 1) + 1
    if place >= len(sentence.tokens):
        return False
    start = sentence.tokens.starts[place]
    told = (c for c in frame.counts if c.start == start and c.noun_class in person_classes() and not c.is_subset)
    return any(c.noun_class != "others" and c.rule != "count.genitive" for c in told)


def is_many(reading: ActorReading, sentence: Sentence) -> bool:
    """Whether a side's name has the ending of a plural that is no object ("الحوثيون", the Houthis)."""
    endings = load_roles(sentence.language.code).indefinite_plural_endings
    return bool(endings) and sentence.tokens.words[sentence.token_at(reading.end - 1)].endswith(endings)


def has_marked_object(reading: ActorReading, frame: Frame) -> bool:
    """Whether a noun for one person with the ending of objects follows an actor ("اغتال مسلحان … ضابطا", two gunmen
    [killed] an officer): the verb is active, however far its subject's own clause goes on."""
    near = frame.sentence.token_at(reading.end - 1)
    until = min((m.start for m in frame.triggers if m.start >= reading.end), default=frame.end)
    return any(
        0 < frame.sentence.token_at(c.start) - near <= OBJECT_REACH and _is_marked(c, frame.sentence)
        for c in frame.counts
        if c.start < until and c.noun_class in person_classes() and not c.is_subset
    )


def _is_marked(count: CountReading, sentence: Sentence) -> bool:
    endings = load_roles(sentence.language.code).indefinite_endings
    last = sentence.token_at(count.end - 1)
    is_one = count.number is not None and count.number.rule == "number.singular"
    return is_one and bool(endings) and sentence.tokens.words[last].endswith(endings)


def has_thing_after(reading: ActorReading, frame: Frame) -> bool:
    """Whether a thing or a place, with nothing glued to it, follows an actor at once: the object of the act."""
    behind = frame.sentence.token_at(reading.end - 1) + 1
    if frame.family not in _OBJECT_FAMILIES or reading.member_class == "possession":
        return False
    bare = frozenset(frame.sentence.tokens.starts)
    things = [c.start for c in frame.counts if c.rule == "count.singular" and c.start in bare]
    if any(0 <= frame.sentence.token_at(start) - behind <= FIGHT_REACH for start in things):
        return True
    places = (p.start for p in frame.places if p.proclitic == "" and p.qualifier is not None)
    return any(frame.sentence.token_at(start) == behind for start in places)


def has_given_object(reading: ActorReading, frame: Frame) -> bool:
    """Whether people, a thing or another side follow an actor with a word of belonging glued on: the object of the act
    whose noun stands before ("اعتقال القوات لثلاثة شبان", the forces' arrest of three youths)."""
    sentence, behind = frame.sentence, frame.sentence.token_at(reading.end - 1) + 1
    told = [c.start for c in frame.counts if c.noun_class] + [a.whole_start for a in frame.actors]
    told += [p.start for p in frame.places if p.qualifier is not None]
    for start in told:
        first = sentence.token_at(start)
        glued = sentence.tokens.words[first][: start - sentence.tokens.starts[first]]
        if 0 <= first - behind < OBJECT_GAP and glued and glued.endswith(sentence.language.belonging):
            return True
    return False


def only_counts(frame: Frame, mark: Mark[TriggerForm], reading: ActorReading) -> bool:
    """Whether nothing but counts, and the verb's own subject, stands between an outcome and an actor ("اغتالت إسرائيل
    قياديا في الحزب", Israel assassinated a leader of the party)."""
    start, end = mark.end, reading.whole_start
    subject = mark.last if is_open(mark) and reading.member_class == "member" else -1
    others = [
        a
        for a in frame.actors
        if start <= a.start < end and a.end <= end and frame.sentence.token_at(a.whole_start) != subject
    ]
    if any(c.start <= reading.start < c.end and c.rule.endswith(".coordinated") for c in frame.counts):
        rows = [c for c in frame.counts if c.number is not None and c.noun_class in person_classes()]
        others = [a for a in others if not any(c.start <= a.start < c.end for c in rows)]  # "ضابط وأربعة جنود"
    marks = [m for m in frame.sentence.markers if start <= m.start < end and m.value.role not in _OF_THEM]
    acts = [m for m in frame.triggers if start <= m.start < end and m.value.trigger.outcome is None]
    return not others and not marks and not acts


def counted_from(reading: ActorReading, sentence: Sentence) -> int:
    """Where the count of a side's people begins ("by | six armed men")."""
    starts = [c.start for c in sentence.counts if c.start < reading.whole_start < c.end]
    return sentence.token_at(min(starts, default=reading.whole_start))
