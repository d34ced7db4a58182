"""Which counts of a frame are of people to whom nothing is told to have happened."""

from __future__ import annotations

from pipelines.coding.events.combined import STATED
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parts import end_of_row
from pipelines.coding.events.sides import thing_classes
from pipelines.coding.readings import CountReading

_SUFFERED = 8  # tokens between people and what they suffered, with others beside them
_OWNED = 3  # tokens between "of" and whose the people are
_SAYING = ("source", "that", "that_own")
_KIN = frozenset({"relative", "child", "family"})


def is_uninvolved(count: CountReading, frame: Frame) -> bool:
    """Whether a count is of those who did it, of somebody's kin or keeper, of people of another fate, or only says
    whose the people are."""
    return (
        _is_owner(count, frame)
        or _is_doer(count, frame)
        or _is_missing(count, frame)
        or _is_kin(count, frame)
        or _has_role_before(count, frame, "otherwise", 0)
        or _fares_otherwise(count, frame)
        or _meets_other(count, frame)
        or _is_whose(count)
        or _owns_thing(count, frame)
        or _is_in_name(count, frame)
        or (count.number is None and _has_role_before(count, frame, "mourn", 2))  # "تشييع الشهداء" (burying the dead)
        or _is_source(count, frame)
    )


def _is_in_name(count: CountReading, frame: Frame) -> bool:
    """Whether the words are part of a place's name ("السيدة زينب", a town)."""
    return any(p.role == "location" and p.start >= frame.start for p in frame.sentence.places_at(count.start))


def is_aboard(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are said to be in a vehicle or building ("سيارة تقل أحد عشر شخصا", a car with eleven
    people): what was told before did not befall them by that."""
    return _has_role_before(count, frame, "aboard", 1)


def tells(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are who tells it ("…, a teacher and two shopkeepers said"): the dead and hurt never do."""
    if count.noun_class in STATED:
        return False
    if not frame.sentence.language.is_subject_first:
        return _says_that(count, frame)
    behind = end_of_row(count, frame) + 1
    return any(m.first == behind for m in frame.sentence.markers_of("source"))


def _says_that(count: CountReading, frame: Frame) -> bool:
    """Whether people stand between a verb of saying and its "that" ("قال طبيب إن", a doctor said that), in
    languages whose verbs come first."""
    marks, first = frame.sentence.markers, frame.sentence.token_at(count.start)
    if not any(m.value.role == "source" and m.last == first for m in marks):
        return False
    behind = (m for m in marks if m.start >= count.end and m.value.role in _SAYING)
    next_one = min(behind, key=lambda m: m.start, default=None)
    acts = [m.start for m in frame.triggers if m.start >= count.end]
    return next_one is not None and next_one.value.role != "source" and all(next_one.start <= start for start in acts)


def is_other_claim(count: CountReading, told_until: int, frame: Frame) -> bool:
    """Whether a figure comes from another source than those told before it, up to a code point ("…, while media spoke
    of 16")."""
    return any(told_until <= m.start < count.start for m in frame.sentence.markers_of("source"))


def _has_role_before(count: CountReading, frame: Frame, role: str, gap: int) -> bool:
    markers = frame.sentence.markers_of(role)
    if not markers:
        return False
    first = frame.sentence.token_at(count.start)
    told = {m.first for m in frame.triggers if m.value.trigger.outcome}  # "فقدت امرأة حياتها" (lost her life)
    return any(m.first not in told and 0 <= first - m.last <= gap for m in markers)


def _fares_otherwise(count: CountReading, frame: Frame) -> bool:
    """Whether a verb of another fate follows those counted at once ("ستة أسرى فروا", six prisoners who fled)."""
    behind = frame.sentence.token_at(count.end - 1) + 1
    return not frame.sentence.language.is_subject_first and any(
        m.first == behind and not m.proclitic for m in frame.sentence.markers_of("otherwise")
    )


def _is_source(count: CountReading, frame: Frame) -> bool:
    """Whether people without a number are who says so ("وفق لجنة الأطباء", according to the doctors' committee)."""
    is_first = not frame.sentence.language.is_subject_first
    return is_first and count.number is None and _has_role_before(count, frame, "source", 1)


def _is_missing(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are said to be missing ("خمسة جنود قتلوا وفقد 15 آخرون"): neither killed nor hurt. Before a
    verb of what befell them the same letters are a particle ("فقد قتل ثلاثة", three were killed)."""
    first = frame.sentence.token_at(count.start)
    befell = any(m.value.trigger.outcome and m.last == first for m in frame.triggers)
    return _has_role_before(count, frame, "missing", 0 if befell else 1)


def _meets_other(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are the subject of a verb of meeting with something right before them ("وتعرضت ابنتاها
    لصدمة", her daughters suffered a shock; "نجا طفل", a child survived): the outcome told before is not theirs."""
    if frame.sentence.language.is_subject_first or count.noun_class in STATED:
        return False
    if not _has_role_before(count, frame, "suffer", 0):
        return False
    first = frame.sentence.token_at(count.start)  # "تعرضت ممرضة لإصابات" (a nurse suffered injuries)
    return not any(m.value.trigger.outcome and 0 < m.first - first <= _SUFFERED for m in frame.triggers)


def _is_kin(count: CountReading, frame: Frame) -> bool:
    """Whether relatives only tell whose parent somebody is ("ولديه ثلاثة أطفال", who has three children; "وهو أب لخمسة
    أطفال", a father of five)."""
    if count.noun_class not in _KIN:
        return False
    return _has_role_before(count, frame, "kin", 0) or (
        _has_role_before(count, frame, "kin_of", 1) and _belongs(count, frame)
    )


def _belongs(count: CountReading, frame: Frame) -> bool:
    """Whether "of" stands before a count, glued to it or as a letter of its own."""
    sentence = frame.sentence
    first, belonging = sentence.token_at(count.start), sentence.language.belonging
    glued = sentence.tokens.words[first][: count.start - sentence.tokens.starts[first]]
    return bool(glued and glued.endswith(belonging)) or (first > 0 and sentence.tokens.words[first - 1] in belonging)


def _is_whose(count: CountReading) -> bool:
    """Whether a noun for victims only says whose they are ("راح ضحيتها تسعة", nine fell victim to it)."""
    return count.noun_class == "casualty" and count.rule == "count.singular.possessed"


def _owns_thing(count: CountReading, frame: Frame) -> bool:
    """Whether people without a number only say whose the thing right before them is ("منزل المواطن", the citizen's
    house)."""
    if count.number is not None or count.rule != "count.genitive":
        return False
    first, things = frame.sentence.token_at(count.start), thing_classes()
    return any(c.noun_class in things and frame.sentence.token_at(c.end - 1) + 1 == first for c in frame.counts)


def _is_doer(count: CountReading, frame: Frame) -> bool:
    """Whether a count is of those who did it ("by four armed men")."""
    first = frame.sentence.token_at(count.start)
    return any(m.last == first for m in frame.sentence.markers_of("agent"))


def _is_owner(count: CountReading, frame: Frame) -> bool:
    """Whether a single person only tells whose the people counted before are ("nine relatives of a leader")."""
    if not count.rule.startswith("count.singular") or count.noun_class == "others":
        return False  # "قتيل من الجيش وآخر من الشرطة" (a dead man of the army and another of the police)
    first = frame.sentence.token_at(count.start)
    owners = frame.sentence.markers_of("owner")
    of = [m for m in owners if 0 <= first - m.last <= _OWNED and m.start < count.start]
    return any(
        c.number is not None and c.end <= m.start and m.first - frame.sentence.token_at(c.end - 1) <= 1
        for m in of
        for c in frame.counts
    )
