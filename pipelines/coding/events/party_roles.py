"""The part that each actor of a frame plays: doer, partner, target or none; and how clearly the words say so."""

from __future__ import annotations

from pipelines.coding.events.clause_order import role_by_order, tells_news
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import person_classes
from pipelines.coding.persons import names_at
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.language import Language
from pipelines.lexicon.triggers import TriggerForm

# Families whose act needs somebody it is done to: the actor right after the noun is then the one who suffers it.
PATIENT_FAMILIES = frozenset({"harm", "attack", "abduction", "arrest", "sexual"})
UNARMED = ("generic.civilians", "generic.prisoners")
EXPLICIT = 10  # weight of a role that a marker names ("by")
CLEAR = 8  # weight of a role that the place of the words gives it beyond doubt
_MUTUAL = frozenset({"clash", "agreement", "riot", "mob"})
_OF_FIGHTS = frozenset({"clash", "riot", "mob"})
_STATE_FORCES = ("generic.army", "generic.police")
_ATTACKED = frozenset({"assault", "clash"})
_OF_THEM = ("owner", "subset", "one_of_them")
_THAT = ("that", "that_own")
_OWN_PARTS = {"perform": "agent", "achieve": "agent", "suffer": "target"}
OWN_ACT = 1  # tokens between "that it" and what it did: an auxiliary ("قد", has)
_OF_FORCES = frozenset({"arrest", "operation", "disrupt"})
_OF_PARTS = ("agent", "target", "with", "between")
_CROWDS_DO = frozenset({"assault", "attack", "loot"})  # what people without arms may do
_OBJECT_FAMILIES = frozenset({"strike", "assault"})
REPORTED = 3  # tokens between a side and its verb: auxiliaries and adverbs
_COMMA = ","
FIGHT_REACH = 4  # tokens between a fight and those it was with: adjectives and the preposition


def role_of(reading: ActorReading, frame: Frame, language: Language) -> tuple[str, int]:
    """The part an actor plays and how clearly the words say so."""
    role, weight = _role_of(reading, frame, language)
    if role == "agent" and weight < EXPLICIT and frame.main.value.trigger.has_finder:
        return ("none", 0)  # who finds the dead did not kill them
    return (role, weight)


def _role_of(reading: ActorReading, frame: Frame, language: Language) -> tuple[str, int]:
    sentence = frame.sentence
    first = sentence.token_at(reading.whole_start)
    if own_part := _part_it_tells(reading, frame):
        return (own_part, 9)
    marker = _marker_before(sentence, first) or _marker_before(sentence, sentence.token_at(reading.start))
    if marker is None and (counted := _marker_before(sentence, _counted_from(reading, sentence))) in _OF_PARTS:
        marker = counted
    if marker == "source" and _reports_own_act(reading, frame):
        return ("agent", 3)
    if marker == "source" and language.is_subject_first and _is_reported(reading, frame):
        marker = None
    if marker in ("source", "origin", "subset", "one_of_them", "bystander", "beside") or speaks(reading, frame):
        return ("none", 0)
    if is_unarmed(reading) and language.is_subject_first and tells_news(frame, reading.end):
        return ("none", 0)
    if reading.kind == "anaphor" and reading.asset and not _is_beside_verb(reading, frame, first):
        return ("none", 0)  # "بالمدفعية" (with artillery) names the means, not who used it
    if is_unarmed(reading) and marker == "between" and frame.family in _MUTUAL:
        return ("between", EXPLICIT)
    may_act = frame.family in _CROWDS_DO and not frame.main.value.trigger.has_finder
    if is_unarmed(reading) and may_act and _acts(reading, frame, first, language):
        return ("agent", 8)  # "اقتحم أهالي البلدة المقر" (residents stormed the headquarters)
    if is_unarmed(reading):
        return ("target", 7 if marker == "target" or _is_victim(reading, frame) else 4)
    if _is_attacker(reading, frame):
        return ("agent", 8)
    if marker in ("announce", "spokesman"):
        return ("agent", 3)
    if marker == "target" and _is_verb_before_subject(frame, first):
        return ("agent", 8)
    if marker == "agent" and language.is_subject_first and _is_of_other_verb(reading, frame):
        return ("none", 0)
    if marker in ("agent", "associate", "target", "between"):
        return (marker, EXPLICIT)
    if marker == "suffer" and not reading.is_act and not reading.proclitic.endswith(language.belonging):
        return ("target", 8)  # "تعرضت القوات لهجوم" (were exposed to an attack), "تصدت القوات له" (met it)
    if any(c.is_subset and c.start <= reading.start < c.end for c in frame.counts):
        return ("none", 0)  # "بينهم 11 ضابطا" (11 officers among them): whose they are was said before
    if frame.family in _ATTACKED and (marker == "repel" or _repels(reading, frame)):
        return ("target", 9)  # "أفشلت الفصائل محاولة تسلل" (foiled an attempt to infiltrate)
    if marker == "mourn":
        return ("target", 6)  # who mourns dead mourns its own
    if _attacks(reading, frame, first):
        return ("agent", 8)
    if marker == "with":
        if reading.kind == "country":
            return ("none", 0)
        return ("other", 9) if frame.family in _MUTUAL or _is_of_fight(frame, first) else ("associate", 5)
    if _performs(reading, frame, first) and not reading.proclitic.endswith(language.belonging):
        return ("agent", 9)
    if reading.is_act or (_follows_pronoun(frame, first) and not is_glued(reading, sentence, first)):
        return ("agent", 9)
    if language.is_subject_first and (reading.kind != "country" or reading.is_act):
        return role_by_order(reading, frame, first)
    if reading.kind == "country":
        joined = _follows_side(reading, frame, first, language)
        return ("agent", 4) if joined or _is_beside_verb(reading, frame, first) else ("none", 0)
    return _plain_role(reading, frame, first, language)


def _is_reported(reading: ActorReading, frame: Frame) -> bool:
    """Whether a side behind a verb of saying is the subject of what is said ("the army said rebels | attacked …"):
    its verb follows."""
    behind = frame.sentence.token_at(reading.end - 1) + 1
    verbs = [m.first for m in frame.triggers if m.value.part == "verb" and 0 <= m.first - behind <= REPORTED]
    return bool(verbs) and _COMMA not in frame.sentence.tokens.words[behind : min(verbs)]


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


def _reports_own_act(reading: ActorReading, frame: Frame) -> bool:
    """Whether forces report an arrest, a raid, a seizure as their own: the act's noun follows at once ("أكدت الشرطة
    إلقاء القبض على …", the police confirmed the arrest of …)."""
    main, last = frame.main, frame.sentence.token_at(reading.end - 1)
    return frame.family in _OF_FORCES and main.value.part != "verb" and 1 <= main.first - last <= 2


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


def _is_attacker(reading: ActorReading, frame: Frame) -> bool:
    """Whether the noun that leads to a side says that its man attacked ("مهاجم انتحاري من داعش")."""
    first = frame.sentence.token_at(reading.whole_start)
    return reading.member_class == "member" and any(
        c.noun_class == "attacker" and c.start < reading.start and frame.sentence.token_at(c.start) >= first - 1
        for c in frame.counts
    )


def _is_of_fight(frame: Frame, first: int) -> bool:
    """Whether "with" belongs to a fight told right before it, beside another act ("seized … after clashes with …")."""
    return any(m.value.trigger.family in _OF_FIGHTS and 0 < first - m.last <= FIGHT_REACH for m in frame.triggers)


def _plain_role(reading: ActorReading, frame: Frame, first: int, language: Language) -> tuple[str, int]:
    main = frame.main
    before = frame.sentence.tokens.words[first - 1] if first else ""
    follows_noun = main.value.part != "verb" and main.last <= first <= main.last + 1
    if _names_its_act(reading, frame):
        return ("agent", 8)
    if reading.member_class == "possession":
        if any(m.value.trigger.in_custody for m in frame.triggers):
            return ("agent", 8)  # "تحت التعذيب في سجون النظام" (under torture in prisons of the regime)
        acts = any(m.last == first and _is_open(m) for m in frame.triggers) and _has_object_after(reading, frame)
        acts = acts or _raids(frame, first, reading)
        return ("agent", 8) if acts else ("target", 7)  # "اعتقلت دورية للشرطة ثلاثة شبان" (a patrol arrested three)
    if reading.proclitic.endswith(language.belonging):
        near_noun = main.value.part != "verb" and 0 <= first - main.last <= 3
        return ("agent", 7) if near_noun or reading.asset or _near_means(frame, first) else ("owner", 4)
    if reading.asset and _is_object_of(reading, frame, first):
        return ("target", 8)  # "استهدف المقاتلون دبابة إسرائيلية" (fighters hit an Israeli tank)
    if reading.asset and not _is_victim(reading, frame):
        return ("agent", 8)
    if follows_noun and main.value.trigger.genitive == "patient" and _has_thing_after(reading, frame):
        return ("agent", 8)  # "استهداف مسلحين صهريجا" (gunmen's targeting a tanker)
    if follows_noun and not before.isdigit():
        return ("target", 8) if main.value.trigger.genitive == "patient" else ("agent", 8)
    if not main.value.trigger.outcome and main.last == first and _is_open(main) and _has_object_after(reading, frame):
        return ("agent", 8)  # "اغتصب عناصر الميليشيا فتاة" (members of the militia raped a girl)
    if reading.member_class == "member" and frame.family in PATIENT_FAMILIES and first >= main.last:
        return ("target", 7)
    if _is_victim(reading, frame):
        return ("target", 7)
    if _is_subject(reading, frame, first):
        return ("agent", 7 if first >= main.last else 6)
    return ("agent", 5) if first < main.first else ("target", 4)


def _is_object_of(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands right behind another one that follows the verb as its subject, with nothing between."""
    if frame.main.value.part != "verb" or not _is_open(frame.main) or reading.proclitic:
        return False
    sentence = frame.sentence
    return any(
        sentence.token_at(a.end - 1) + 1 == first and sentence.token_at(a.whole_start) == frame.main.last
        for a in frame.actors
        if a.end <= reading.whole_start and not set(a.keys) & set(reading.keys)
    )


def _performs(reading: ActorReading, frame: Frame, first: int) -> bool:
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


def speaks(reading: ActorReading, frame: Frame) -> bool:
    """Whether a side stands between a verb of saying and its "that": it tells the news ("قالت مصادر في المعارضة إن …").
    """
    markers = frame.sentence.markers
    said = [m for m in markers if m.value.role == "source" and m.end <= reading.whole_start]
    that = [m for m in markers if m.value.role in _THAT and reading.end <= m.start < frame.main.end]
    return bool(said and that) and not any(
        said[-1].end <= m.start < reading.whole_start for m in markers if m.value.role in _THAT
    )


def _part_it_tells(reading: ActorReading, frame: Frame) -> str | None:
    """The part that a side tells it played itself: what follows "that it" at once it did or suffered ("قال الجيش إنه
    قصف …", the army said that it shelled …; "أن قواته تعرضت", that its forces came under)."""
    if not speaks(reading, frame):
        return None
    own = next((m for m in frame.sentence.markers if m.value.role == "that_own" and reading.end <= m.start), None)
    if own is None:
        return None
    parts = {m.first: "agent" for m in frame.triggers if m.value.part == "verb"}
    parts |= {m.first: _OWN_PARTS[m.value.role] for m in frame.sentence.markers if m.value.role in _OWN_PARTS}
    behind = [first for first in parts if 0 <= first - own.last <= OWN_ACT]
    return parts[min(behind)] if behind else None


def _follows_side(reading: ActorReading, frame: Frame, first: int, language: Language) -> bool:
    """Whether a state's name is joined to a side named right before it ("قوات النظام وروسيا", the regime and Russia).
    """
    if reading.proclitic not in language.conjunctions:
        return False
    return any(frame.sentence.token_at(a.end - 1) + 1 == first for a in frame.actors if a.end <= reading.start)


def _is_beside_verb(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands right after or right before a finite verb, with nothing glued to it but "and"."""
    last = frame.sentence.token_at(reading.end - 1)
    verbs = [m for m in frame.triggers if m.value.part == "verb"]
    return any(first == m.last or last + 1 == m.first for m in verbs)


def _is_verb_before_subject(frame: Frame, token: int) -> bool:
    """Whether the word before a token is a finite verb with no doer before it: what follows is then its subject
    ("استهدفت الطائرات …", the planes targeted …), unlike after "غارة استهدفت …" (a raid that targeted …)."""
    verb = next(
        (m for m in frame.triggers if m.last == token and m.value.part == "verb" and not m.value.has_pronoun), None
    )
    if verb is None:
        return False
    doers = [a for a in frame.actors if a.start < verb.start and not is_unarmed(a)]
    acts = [m for m in frame.triggers if m.start < verb.start and m.value.part != "verb"]
    means = [w for w in frame.sentence.weapons if frame.start <= w.start < verb.start]
    return not doers and not acts and not means


def _acts(reading: ActorReading, frame: Frame, first: int, language: Language) -> bool:
    """Whether an actor stands where the subject of an active verb does: right before or right behind it, as the
    language has it."""
    if any(c.start <= reading.start < c.end and c.number and c.number.best == 1 for c in frame.counts):
        return False  # one man is no crowd
    if not language.is_subject_first:
        return _follows_active(frame, first)
    behind = frame.sentence.token_at(reading.end - 1) + 1
    return any(
        m.first == behind and m.value.part == "verb" and m.value.voice == "active" and m.value.tense == "past"
        for m in frame.triggers
    )


def _follows_active(frame: Frame, token: int) -> bool:
    """Whether the word before a token is the frame's verb itself, in the active: its subject follows."""
    form = frame.main.value
    return frame.main.last == token and form.part == "verb" and form.voice == "active" and not form.trigger.is_passive


def _follows_pronoun(frame: Frame, token: int) -> bool:
    """Whether the word before a token is a verb with its object glued on ("اختطفهم", kidnapped them): the subject
    follows.
    """
    return any(m.last == token and m.value.part == "verb" and m.value.has_pronoun for m in frame.triggers)


def is_glued(reading: ActorReading, sentence: Sentence, first: int) -> bool:
    """Whether something is glued before the phrase of an actor ("قصفها لمواقع الجيش", its shelling of army posts)."""
    return sentence.tokens.starts[first] < reading.whole_start


def is_unarmed(reading: ActorReading) -> bool:
    """Whether the words name people who are hit, never those who strike: civilians and prisoners."""
    return bool(reading.keys) and reading.keys[0] in UNARMED


def _names_its_act(reading: ActorReading, frame: Frame) -> bool:
    """Whether the noun before a side is itself the act ("كمين للمقاومة", an ambush of the resistance): the side did it.
    """
    return any(
        reading.whole_start <= m.start < reading.start and m.value.trigger.genitive == "agent" for m in frame.triggers
    )


def _marker_before(sentence: Sentence, token: int) -> str | None:
    """The role of the marker that ends right before a token, quotes and brackets not counted."""
    place = token
    while place > 0 and sentence.tokens.words[place - 1] in ('"', "(", "«", ":"):
        place -= 1
    for marker in reversed(sentence.markers):
        if marker.last == place and marker.value.role in ("determiner", "definite"):
            place = marker.first
    for marker in sentence.markers:
        if marker.last == place and marker.value.role != "owner":
            return marker.value.role
    source = [m for m in sentence.markers if m.value.role == "source" and 0 <= place - m.last <= 2]
    return "source" if source else None


def _counted_from(reading: ActorReading, sentence: Sentence) -> int:
    """Where the count of a side's people begins ("by | six armed men")."""
    starts = [c.start for c in sentence.counts if c.start < reading.whole_start < c.end]
    return sentence.token_at(min(starts, default=reading.whole_start))


def _near_means(frame: Frame, first: int) -> bool:
    return any(0 <= first - w.last <= 2 for w in frame.sentence.weapons)


def _is_victim(reading: ActorReading, frame: Frame) -> bool:
    """Whether an actor's members are those killed, hurt or seized: an outcome right before, with at most a count
    between.
    """
    first = frame.sentence.token_at(reading.whole_start)
    for mark in frame.triggers:
        if not mark.value.trigger.outcome or not 0 <= first - mark.last <= 4:
            continue
        is_open = mark.value.part == "verb" and not mark.value.trigger.is_passive
        if is_open and mark.last == first and _is_body(reading) and mark.value.trigger.family == "arrest":
            continue  # "اعتقل الأمن العام" (General Security arrested): a service is not arrested itself
        if is_open and reading.member_class is None and _has_object_after(reading, frame, joined=False):
            continue
        if _only_counts(frame, mark, reading):
            return True
    return False


def _is_body(reading: ActorReading) -> bool:
    """Whether the words name a service, an army or a group itself, not its members or what it owns."""
    if reading.member_class is not None or not reading.keys:
        return False
    return reading.kind == "named" or reading.keys[0] in _STATE_FORCES


def _raids(frame: Frame, first: int, reading: ActorReading) -> bool:
    """Whether a patrol right behind a verb of raiding is its subject: the thing it raids follows ("داهمت دورية للشرطة
    منازل", a police patrol raided houses)."""
    main, sentence = frame.main, frame.sentence
    if frame.family not in _OF_FORCES or main.last != first or not _is_open(main):
        return False
    behind = sentence.token_at(reading.end - 1) + 1
    return any(sentence.token_at(c.start) == behind and sentence.tokens.starts[behind] == c.start for c in frame.counts)


def _is_open(mark: Mark[TriggerForm]) -> bool:
    """Whether a verb's subject and object follow it: it is none of those that tell what befell somebody."""
    return mark.value.part == "verb" and mark.value.voice != "passive" and not mark.value.trigger.is_passive


def _has_object_after(reading: ActorReading, frame: Frame, joined: bool = True) -> bool:
    """Whether people, named ones too, or another side follow an actor: a verb's subject is followed by its object.
    `joined`: also those joined to the actor by "and", who may share its part ("قتل ضابط وأربعة جنود", an officer and
    four soldiers were killed)."""
    sentence = frame.sentence
    until = min((m.start for m in frame.triggers if m.start >= reading.end), default=frame.end)
    behind = [c for c in frame.counts if reading.end <= c.start < until]
    people = [c for c in behind if c.noun_class in person_classes() and not c.is_subset]
    others = [a for a in frame.actors if reading.end <= a.whole_start < until]
    near = sentence.token_at(reading.end - 1)
    if names_at(sentence.tokens, near + 1, sentence.language.code)[0]:
        return True
    firsts = [sentence.token_at(start) for start in [c.start for c in people] + [a.whole_start for a in others]]
    is_joined = near + 1 in firsts and sentence.tokens.words[near + 1].startswith(sentence.language.conjunctions)
    return (joined or not is_joined) and any(first - near <= 4 for first in firsts)


def _has_thing_after(reading: ActorReading, frame: Frame) -> bool:
    """Whether a thing or a place, with nothing glued to it, follows an actor at once: the object of the act."""
    behind = frame.sentence.token_at(reading.end - 1) + 1
    if frame.family not in _OBJECT_FAMILIES or reading.member_class == "possession":
        return False
    things = [c.start for c in frame.counts if c.rule == "count.singular"]
    if any(0 <= frame.sentence.token_at(start) - behind <= FIGHT_REACH for start in things):
        return True
    places = (p.start for p in frame.places if p.proclitic == "" and p.qualifier is not None)
    return any(frame.sentence.token_at(start) == behind for start in places)


def _only_counts(frame: Frame, mark: Mark[TriggerForm], reading: ActorReading) -> bool:
    """Whether nothing but counts, and the verb's own subject, stands between an outcome and an actor ("اغتالت إسرائيل
    قياديا في الحزب", Israel assassinated a leader of the party)."""
    start, end = mark.end, reading.whole_start
    subject = mark.last if _is_open(mark) and reading.member_class == "member" else -1
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


def _is_subject(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor without a marker stands where a subject does: beside the verb, on either side."""
    main = frame.main
    if main.value.part != "verb":
        return first < main.first
    return abs(first - main.last) <= 3 or first < main.first
