"""What befell those counted: the outcome word that governs a count, or none."""

from __future__ import annotations

from pipelines.coding.events.combined import STATED, body_before
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parts import counts_people, end_of_row
from pipelines.coding.events.sentence import Mark
from pipelines.coding.events.uninvolved import is_aboard
from pipelines.coding.persons import names_at
from pipelines.coding.readings import CountReading
from pipelines.lexicon.triggers import TriggerForm

_FREEING = ("agreement", "operation")  # families of words that let people go
_OBJECT = 3  # tokens between an active verb and the count that is its object
_SUBJECT = 5  # tokens between a subject and its verb: what the people are of
_REACH = 14  # tokens between an outcome word and the count it governs, at most


def fate_of(
    count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame, is_subject_first: bool, governed: set[int]
) -> tuple[str | None, Mark[TriggerForm] | None]:
    """What happened to those counted, and the trigger that says so (None: the noun itself)."""
    position = frame.sentence.token_at(count.start)
    if frame.elided is not None and not outcomes and _is_in_opening_row(count, frame):
        return frame.elided.value.trigger.outcome, frame.elided
    befallen = _befallen(count, outcomes, frame) or _follower(count, outcomes, frame, governed)
    if befallen is not None and count.noun_class not in STATED:
        return befallen.value.trigger.outcome, befallen
    if _is_freed(count, frame):
        return None, None
    suffered = _suffered(count, outcomes, frame)
    if suffered is not None:
        return suffered.value.trigger.outcome, suffered
    told = (m for m in outcomes if m.start <= count.start and position - m.last <= _REACH)
    before = [m for m in told if _may_govern(m, is_subject_first)]
    before = [] if is_aboard(count, frame) else before
    stated = STATED.get(count.noun_class or "") or ("killed" if body_before(count, frame) else None)
    stated = stated or _told_of_victims(count, frame)
    stated = stated or ("killed" if _are_dead_beside_hurt(count, frame) or _are_losses_of(count, frame) else None)
    if stated is not None:
        ahead = [m for m in before if m.end <= count.start]  # its own noun tells of it too
        if ahead and (is_one_of(count) or _is_of_wounded(count, ahead[-1], frame)):
            return ahead[-1].value.trigger.outcome, ahead[-1]
        own = next((m for m in reversed(before) if m.value.trigger.outcome == stated), None)
        return stated, own
    if before:
        # "قتل رجل وأصيب آخر": another one shares no fate with the first, nor those behind an outcome with its own.
        is_apart = count.noun_class == "others" or (len(before) > 1 and before[-2].start in governed)
        if len(before) > 1 and not is_apart and _is_shared(before[-2], before[-1], frame):
            return None, before[-1]
        return before[-1].value.trigger.outcome, before[-1]
    last = end_of_row(count, frame)
    after = [
        m
        for m in outcomes
        if 0 <= m.first - last <= (_SUBJECT if _is_predicate(m) else _OBJECT) and not m.value.pronoun_number
    ]
    after = after or [m for m in outcomes[:1] if _resumes(m, count, frame)]
    after = [] if after and _is_of_others(after[0], count, frame) else after
    if is_subject_first:
        after = [m for m in after if not _has_object(m, frame)]
    else:
        joins = ("", *frame.sentence.language.conjunctions)
        after = [m for m in after if m.value.part != "noun" or m.proclitic in joins]  # "أفاد أطباء | بمقتل …"
    return (after[0].value.trigger.outcome, after[0]) if after else (None, None)


def _may_govern(outcome: Mark[TriggerForm], is_subject_first: bool) -> bool:
    """Whether an outcome word may tell of people behind it: no passive does, nor, where subjects come first, a verb
    without object ("two men | died and six were hurt")."""
    form = outcome.value
    return form.voice != "passive" and not (is_subject_first and form.part == "verb" and form.trigger.is_passive)


def is_one_of(count: CountReading) -> bool:
    return count.number is not None and count.number.rule == "number.one_of"


def _suffered(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> Mark[TriggerForm] | None:
    """The outcome that those counted suffered, by a verb right before them ("تعرضت ممرضة لإصابات خطيرة", a nurse
    suffered severe injuries)."""
    first, language = frame.sentence.token_at(count.start), frame.sentence.language
    if language.is_subject_first or not any(m.last == first for m in frame.sentence.markers_of("suffer")):
        return None
    behind = (m for m in outcomes if m.start >= count.end and m.first - first <= _REACH)
    return next((m for m in behind if m.value.part == "noun" and m.proclitic.endswith(language.belonging)), None)


def _told_of_victims(count: CountReading, frame: Frame) -> str | None:
    """What befell people who only say who "the victims" or "the wounded" right before them are ("الضحايا رجلان وامرأة",
    the victims are two men and a woman), or who go on the row of such people."""
    if frame.sentence.language.is_subject_first or count.number is None or count.noun_class in (None, *STATED):
        return None
    row = sorted((c for c in frame.counts if c.start < count.start), key=lambda c: c.start)
    last = count
    while row and last.rule.endswith(".coordinated"):
        last = row.pop()
    if not row or not row[-1].rule.startswith("count.plural") or last.start - row[-1].end > 1:
        return None
    return "killed" if row[-1].noun_class == "casualty" else STATED.get(row[-1].noun_class or "")


def _are_losses_of(count: CountReading, frame: Frame) -> bool:
    """Whether losses without a number are told with whose they are ("خسائر بشرية في صفوف القوات", human losses in the
    ranks of the forces): some died."""
    if count.noun_class != "casualty" or (count.number is not None and not count.number.is_vague):
        return False
    behind = frame.sentence.token_at(count.end - 1) + 1
    return any(m.value.role == "target" and m.first == behind for m in frame.sentence.markers)


def _are_dead_beside_hurt(count: CountReading, frame: Frame) -> bool:
    """Whether victims are counted beside the hurt: they are then the dead ("15 ضحية وعشرات المصابين", 15 victims and
    dozens of wounded)."""
    if count.noun_class != "casualty" or count.number is None or not count.number.best:
        return False
    hurt = (c for c in frame.counts if c.noun_class == "injured" and not c.is_subset)
    return any(c.number is not None and c.start > count.start for c in hurt)


def _is_in_opening_row(count: CountReading, frame: Frame) -> bool:
    """Whether a count opens its stretch or goes on the row of those that do."""
    first = min(frame.counts, key=lambda c: c.start)
    last = end_of_row(first, frame)
    return frame.sentence.token_at(count.start) <= last


def _is_predicate(mark: Mark[TriggerForm]) -> bool:
    """Whether an outcome word is a verb, or a phrase with one ("لقوا مصرعهم", met their death)."""
    return mark.value.part == "verb" or (mark.value.part == "phrase" and mark.value.trigger.is_passive)


def _is_of_wounded(count: CountReading, outcome: Mark[TriggerForm], frame: Frame) -> bool:
    """Whether wounded people are those who died ("وفاة جريح", the death of a wounded man)."""
    if count.noun_class != "injured" or outcome.value.trigger.outcome != "killed":
        return False
    is_counted = any(c.start <= outcome.start < c.end for c in frame.counts)  # "شهيد وجريح": a dead man and a hurt one
    return not is_counted and outcome.last == frame.sentence.token_at(count.start) and is_unglued(count, frame)


def is_unglued(count: CountReading, frame: Frame) -> bool:
    return frame.sentence.tokens.starts[frame.sentence.token_at(count.start)] == count.start


def _follower(
    count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame, governed: set[int]
) -> Mark[TriggerForm] | None:
    """The verb of which those counted are the subject, right behind them, when what was told before is told of others
    ("27 مدنيا لقوا مصرعهم وإن 43 آخرين جرحوا", 27 civilians died and 43 more were wounded)."""
    last = frame.sentence.token_at(count.end - 1) + 1
    before = [m for m in outcomes if m.start < count.start]
    if count.number is None or not before or before[-1].start not in governed:
        return None
    return next((m for m in outcomes if m.first == last and m.value.part == "verb" and not m.proclitic), None)


def _is_of_others(verb: Mark[TriggerForm], count: CountReading, frame: Frame) -> bool:
    """Whether a verb behind people tells of others than them: of a part of them ("أربعة رعاة، قتل منهم واحد", four
    herders, of whom one was killed), or of somebody told between ("two children of the woman | who died")."""
    if frame.sentence.language.is_subject_first:
        return False  # there the verb's own auxiliary tells whose it is
    near = [m for m in frame.sentence.markers if count.end <= m.start]
    last = frame.sentence.token_at(count.end - 1)
    if verb.first > last + 1 and any(m.value.role == "subset" and m.first == verb.last for m in near):
        return True
    return any(m.value.role == "relative" and m.last == verb.first and m.first > last + 1 for m in near)


def _resumes(verb: Mark[TriggerForm], count: CountReading, frame: Frame) -> bool:
    """Whether the first outcome goes on with people told before it ("نعى سبعة من مقاتليه، بينهم قائد، قتلوا في غارة",
    mourned seven of its fighters, … who were killed): a verb with nobody counted between or behind."""
    if verb.value.part != "verb" or count.number is None or count.is_subset or _has_object(verb, frame):
        return False
    if _is_of_others(verb, count, frame):
        return False
    between = [c for c in frame.counts if count.end <= c.start < verb.start and counts_people(c) and not c.is_subset]
    return not between and 0 <= verb.first - frame.sentence.token_at(count.end - 1) <= _REACH


def _is_freed(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are let go ("واعتقلت ستة وحررت ثلاثة مختطفين", and freed three hostages)."""
    first = frame.sentence.token_at(count.start)
    return any(
        0 <= first - m.last <= 1
        for m in frame.triggers
        if m.value.trigger.family in _FREEING and m.value.trigger.genitive == "patient" and not m.value.trigger.outcome
    )


def _has_object(verb: Mark[TriggerForm], frame: Frame) -> bool:
    """Whether a verb that is not passive has people right behind it: those before it are then who did it."""
    if verb.value.part != "verb" or not _may_govern(verb, frame.sentence.language.is_subject_first):
        return False
    sentence = frame.sentence
    if verb.value.trigger.genitive == "patient" and names_at(sentence.tokens, verb.last, sentence.language.code)[0]:
        return True  # "مسلحين اغتالا المدعو أحمد العلي" (two gunmen assassinated one Ahmad al-Ali)
    return any(
        c.start >= verb.end and frame.sentence.token_at(c.start) - verb.last <= _OBJECT and counts_people(c)
        for c in frame.counts
    )


def _befallen(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> Mark[TriggerForm] | None:
    """The passive verb that a count is the subject of ("three men were killed"): the next outcome behind it."""
    behind = [m for m in outcomes if m.start >= count.end]
    if not behind or behind[0].value.voice != "passive" or _is_of_others(behind[0], count, frame):
        return None
    position = frame.sentence.token_at(count.start)
    is_subject_first = frame.sentence.language.is_subject_first
    if any(_may_govern(m, is_subject_first) and 0 <= position - m.last <= _OBJECT for m in outcomes):
        return None
    parts = [c.end for c in frame.counts if c.is_subset and count.end <= c.start and c.end <= behind[0].start]
    near = behind[0].first - frame.sentence.token_at(max([count.end, *parts]) - 1) <= _REACH
    return behind[0] if near else None


def _is_shared(left: Mark[TriggerForm], right: Mark[TriggerForm], frame: Frame) -> bool:
    """ "قتل وجرح أكثر من 30" (more than 30 killed and hurt): one total for two outcomes says neither."""
    return right.first == left.last and left.value.trigger.outcome != right.value.trigger.outcome
