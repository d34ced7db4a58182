"""The toll of a frame: who was killed, injured, detained or abducted, from counts and the outcome words that govern
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.events.combined import STATED, is_of_both, tells_bodies_twice
from pipelines.coding.events.fates import fate_of, is_one_of, is_unglued
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parts import counts_people, parts_told
from pipelines.coding.events.risen import is_of_period, risen_counts
from pipelines.coding.events.sentence import Mark
from pipelines.coding.events.uncounted import PLURAL, VAGUE_BEST, VAGUE_LOW, Toll, goes_on, named_toll, uncounted_toll
from pipelines.coding.events.uninvolved import is_other_claim, is_uninvolved, tells
from pipelines.coding.events.voice import ONE
from pipelines.coding.readings import CountReading
from pipelines.lexicon.language import Language
from pipelines.lexicon.triggers import TriggerForm

_ONE = ("count.singular", "count.singular.coordinated")  # one person, without the article
_SINCE = 6  # tokens between "after" and what happened earlier: "less than 24 hours from"
_CROWDS = frozenset({"protest", "riot"})
_APPOSED = 6  # tokens between the two ways in which one person is told: a body and a name


def read_tolls(frame: Frame, language: Language, doer: tuple[int, int] = (-1, -1)) -> dict[str, Toll]:
    """The tolls of a frame by outcome. Counts of one outcome add up; subsets, shared totals and those within the words
    for the doer ("مسلحون", gunmen) do not."""
    outcomes = [m for m in frame.triggers if m.value.trigger.outcome and not _is_cause_of_crowd(m, frame)]
    outcomes.sort(key=lambda mark: mark.start)
    found, governed = _counted(frame, outcomes, language, doer)
    _add_uncounted(found, [mark for mark in outcomes if mark.start not in governed], outcomes, frame, language)
    for cue in frame.sentence.cues:
        if cue.value.role == "no_losses" and frame.start <= cue.start < frame.end:
            for outcome in ("killed", "injured"):
                found.setdefault(outcome, [Toll(0, 0, 0, False, cue.start, cue.end, "toll.none")])
    return {outcome: _least(outcome, _sum(tolls)) for outcome, tolls in _as_risen(found, frame).items()}


def _counted(
    frame: Frame, outcomes: list[Mark[TriggerForm]], language: Language, doer: tuple[int, int]
) -> tuple[dict[str, list[Toll]], set[int]]:
    """What the counts of a frame say by outcome, and where the outcome words begin that govern one."""
    found: dict[str, list[Toll]] = {}
    governed: set[int] = set()
    parts, is_retelling = parts_told(frame, outcomes), False
    for count in frame.counts:
        if is_of_period(count, frame):
            governed.update(m.start for m in outcomes if m.start < count.end)
            continue
        is_left_out = count.start in parts or doer[0] <= count.start < doer[1]
        if is_left_out or _is_of_nobody(count, outcomes, frame) or _is_of_others(count, found, frame):
            continue
        outcome, mark = fate_of(count, outcomes, frame, language.is_subject_first, governed)
        if outcome is None:
            if mark is not None and (count.number is None or count.number.is_vague):
                _share(count, outcomes, mark, found)
            continue
        inside = [m.start for m in outcomes if count.start <= m.start < count.end]
        before = found.get(outcome, [])
        if _is_of_earlier(mark, before, frame):
            governed.update(inside)
            continue
        if mark is not None and mark.start not in governed and (one := _object_beside(mark, count, frame)) is not None:
            before = found.setdefault(outcome, before)
            before.append(one)
        if _is_retold(count, mark, before, governed, is_retelling):
            is_retelling = True
            continue
        if _repeats(count, before, frame, language):
            continue
        governed.update(inside if mark is None else (*inside, mark.start))
        found.setdefault(outcome, []).append(_toll(count))
    return found, governed


def _is_of_nobody(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> bool:
    """Whether a count is of nobody whom the act befell: a part of those told, no people, people of another fate, or
    the same dead told twice."""
    is_part = count.is_subset and not _is_object(count, outcomes, frame) and _has_whole(count, frame)
    if is_part or not (counts_people(count) or _is_felled(count, outcomes, frame)):
        return True
    return is_uninvolved(count, frame) or is_of_both(count, frame) or tells_bodies_twice(count, frame)


def _is_of_others(count: CountReading, found: dict[str, list[Toll]], frame: Frame) -> bool:
    """Whether a count is of those who tell it, or what another source says of those told before."""
    is_late = not frame.sentence.language.is_subject_first or bool(found) or count.end <= frame.main.start
    if is_late and tells(count, frame):
        return True
    return bool(found) and is_other_claim(count, max(t.end for tolls in found.values() for t in tolls), frame)


def _object_beside(mark: Mark[TriggerForm], count: CountReading, frame: Frame) -> Toll | None:
    """The one whom a verb's pronoun names when others fare the same with him ("أعدموه مع أبنائه الثلاثة", they executed
    him with his three sons)."""
    if not mark.value.pronoun_number or (mark.value.part == "noun" and mark.value.trigger.kind != "result"):
        return None
    first = frame.sentence.token_at(count.start)
    is_beside = any(m.value.role == "with" and m.last == first and m.first == mark.last for m in frame.sentence.markers)
    joins = tuple(frame.sentence.language.conjunctions)
    is_glued = not is_unglued(count, frame)
    is_joined = first == mark.last and frame.sentence.tokens.words[first].startswith(joins) and is_glued
    if not (is_beside or is_joined):
        return None
    people = mark.value.pronoun_number
    return Toll(people, people, people, False, mark.start, mark.end, "toll.pronoun")


def _as_risen(found: dict[str, list[Toll]], frame: Frame) -> dict[str, list[Toll]]:
    """The tolls without the figures that a total of their outcome, told beside them, holds already."""
    totals = risen_counts(frame)
    return {outcome: [t for t in tolls if t.start in totals] or tolls for outcome, tolls in found.items()}


def _add_uncounted(
    found: dict[str, list[Toll]], free: Sequence[Mark[TriggerForm]], outcomes: Sequence[Mark[TriggerForm]],
    frame: Frame, language: Language,
) -> None:  # fmt: skip
    """Add what outcome words say that govern no count, and the people named right before those counted."""
    for mark in outcomes:
        outcome = mark.value.trigger.outcome or ""
        if outcome in found:
            named = named_toll(mark, frame)
            if named is None:
                continue
            if goes_on(named, found[outcome][0], frame, language) or (mark in free and _is_besides(mark, frame)):
                found[outcome].append(named)
        elif _is_of_the_dead(mark, found):
            continue
        elif mark in free and (bare := uncounted_toll(mark, frame)) is not None:
            found[outcome] = [bare]


def _is_cause_of_crowd(mark: Mark[TriggerForm], frame: Frame) -> bool:
    """Whether the noun of an outcome says after what people went out ("تظاهر الأهالي بعد مقتل شاب", residents rallied
    after the killing of a youth): nobody of the crowd was hurt, unless protesters are named."""
    if mark.value.part != "noun" or frame.family not in _CROWDS:
        return False
    if not any(cue.value.role == "after" and cue.last == mark.first for cue in frame.sentence.cues):
        return False
    behind = (c for c in frame.counts if 0 <= frame.sentence.token_at(c.start) - mark.last <= 1)
    return all(c.noun_class != "protester" for c in behind)


def _is_of_the_dead(mark: Mark[TriggerForm], found: dict[str, list[Toll]]) -> bool:
    """Whether a noun with a pronoun tells how those died whom the words before count as dead ("استشهد شاب إثر إصابته
    بالرصاص", a youth died of his being hit by bullets)."""
    form = mark.value
    is_of_one = form.part == "noun" and form.has_pronoun and not mark.proclitic and form.trigger.outcome == "injured"
    return is_of_one and any(toll.start < mark.start for toll in found.get("killed", ()))


def _is_besides(mark: Mark[TriggerForm], frame: Frame) -> bool:
    """Whether an outcome is told besides others ("…, besides the killing of Khalid al-Umar")."""
    return any(m.last == mark.first for m in frame.sentence.markers_of("besides"))


def _is_of_earlier(mark: Mark[TriggerForm] | None, before: Sequence[Toll], frame: Frame) -> bool:
    """Whether an outcome told before is told again, of others, behind "after" with the time between ("four were killed,
    a day after the killing of six")."""
    if mark is None or mark.value.part != "noun" or not before:
        return False
    ends = before[-1].end
    return any(
        ends <= c.start and 0 <= mark.first - c.last <= _SINCE for c in frame.sentence.cues if c.value.role == "after"
    )


def _least(outcome: str, toll: Toll) -> Toll:
    """The figure of a plural that says no number: ACLED's for the dead; of the hurt, whom ACLED does not count, the two
    that a plural says at least, as recorders of casualties take it."""
    if outcome == "killed" or not toll.is_vague or toll.best > VAGUE_BEST:
        return toll
    return replace(toll, low=VAGUE_LOW, best=VAGUE_LOW)


def _is_retold(
    count: CountReading, mark: Mark[TriggerForm] | None, before: Sequence[Toll], governed: set[int], is_begun: bool
) -> bool:
    """Whether a figure is told over again by an outcome word that nothing joins to what was told ("وفاة سائقين وجرح
    أربعة … توفي سائقان وجرح أربعة", as where a headline runs into the text), or goes on with that."""
    if mark is None or not before or count.number is None or mark.start in governed:
        return False
    is_anew = not mark.proclitic and mark.start > before[-1].end and count.noun_class != "others"
    return (is_anew or is_begun) and count.number.best == before[-1].best


def _repeats(count: CountReading, before: Sequence[Toll], frame: Frame, language: Language) -> bool:
    """Whether a single person is one of those counted just before: in apposition ("النقيب فلان أحد ضباط …", Captain X,
    one of the officers; "قائد الفوج العقيد فلان", the regiment's commander, Colonel X), or the second noun of a number
    above ten ("13 قياديا وعنصرا", 13 leaders and members)."""
    if not before or count.number is None:
        return False
    if is_one_of(count):
        first, words = frame.sentence.token_at(count.start), frame.sentence.tokens.words
        is_joined = words[first - 1].startswith(language.conjunctions) and not count.rule.endswith("coordinated")
        return not is_joined and not count.rule.startswith("count.one_of.coordinated")
    if count.number.rule != "number.singular":
        return False
    if _is_told_again(count, frame):
        return True
    if count.rule.endswith("coordinated"):
        return before[-1].best > 10
    return before[-1].high == 1 and _is_apposed(count, before[-1], frame, language)


def _is_told_again(count: CountReading, frame: Frame) -> bool:
    """Whether one with the article is who the same noun without it told before ("أصيب طفل ورجل، وجروح الرجل بليغة", a
    child and a man were hurt, the man's wounds are severe)."""
    if count.rule != "count.singular.definite" or frame.sentence.language.is_subject_first:
        return False
    return any(c.noun_id == count.noun_id and c.start < count.start and c.rule in _ONE for c in frame.counts)


def _is_apposed(count: CountReading, before: Toll, frame: Frame, language: Language) -> bool:
    """Whether a person stands near the one before with nothing that joins the two: both are the same."""
    if language.is_subject_first or count.noun_class == "others" or before.start >= count.start:
        return False
    first, last = frame.sentence.token_at(count.start), frame.sentence.token_at(before.end - 1)
    between = frame.sentence.tokens.words[last + 1 : first + 1]
    is_cut = any(before.end <= m.start < count.start for m in frame.triggers)
    return first - last <= _APPOSED and not is_cut and not any(w.startswith(language.conjunctions) for w in between)


def _is_felled(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> bool:
    """Whether attackers are those whom an outcome right before them befell ("مقتل خمسة من المهاجمين")."""
    if count.noun_class != "attacker" or count.number is None or count.rule == "count.singular.definite":
        return False
    first = frame.sentence.token_at(count.start)
    is_counted = count.number.rule != "number.singular"  # "قتل مهاجم" may tell whom he killed
    fell = (m for m in outcomes if m.last == first and m.value.trigger.kind == "result")
    return any(is_counted or m.value.part != "verb" for m in fell)


def _has_whole(count: CountReading, frame: Frame) -> bool:
    """Whether people are told before a part of them, unlike in "all in it, five people" ("جميع من فيها وهم خمسة")."""
    return any(c.start < count.start and (counts_people(c) or c.noun_class in STATED) for c in frame.counts)


def _is_object(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> bool:
    """Whether a part of those told before is what an outcome word right before it took ("واعتقلت ستة منهم", and
    arrested six of them; "مقتل أربعة منهم", the killing of four of them)."""
    first = frame.sentence.token_at(count.start)
    of_them = next((m for m in frame.sentence.markers if m.value.role == "subset" and m.last == first), None)
    if of_them is not None and (verb := next((m for m in outcomes if m.last == of_them.first), None)) is not None:
        # "قتل منهم واحد", "قتل منهم طفل" (of them one, a child was killed), unlike "14 قتلوا بينهم طفل"
        return count.rule == "count.number" or verb.value.number == ONE
    return count.rule == "count.number" and any(m.last == first for m in outcomes)


def _share(
    count: CountReading, outcomes: list[Mark[TriggerForm]], mark: Mark[TriggerForm], found: dict[str, list[Toll]]
) -> None:
    """ "قتل وجرح عدد من المدنيين" (several civilians were killed and hurt): several of each."""
    for shared in (m for m in outcomes if m.last == mark.first or m is mark):
        found.setdefault(shared.value.trigger.outcome or "", []).append(
            Toll(VAGUE_LOW, VAGUE_BEST, None, True, count.start, count.end, "toll.shared")
        )


def _toll(count: CountReading) -> Toll:
    if count.number is None and count.rule == "count.singular.bare":
        return Toll(1, 1, 1, False, count.start, count.end, "toll.singular")
    if count.number is None:
        return Toll(VAGUE_LOW, VAGUE_BEST, None, True, count.start, count.end, PLURAL)
    number = count.number
    if number.is_vague and number.best <= VAGUE_LOW:
        return Toll(number.low, number.best, number.high, True, count.start, count.end, "toll.dual_or_plural")
    return Toll(number.low, number.best, number.high, number.is_vague, count.start, count.end, "toll.count")


def _sum(tolls: list[Toll]) -> Toll:
    if len(tolls) == 1:
        return tolls[0]
    tolls = [toll for toll in tolls if toll.rule != "toll.singular"] or tolls
    counted = [toll for toll in tolls if not toll.is_vague] or [max(tolls, key=lambda toll: toll.best)]
    highs = [toll.high for toll in tolls]
    return Toll(
        low=sum(toll.low for toll in counted),
        best=sum(toll.best for toll in counted),
        high=None if None in highs else sum(high for high in highs if high is not None),
        is_vague=all(toll.is_vague for toll in tolls),
        start=tolls[0].start,
        end=tolls[-1].end,
        rule="toll.sum",
    )
