"""The toll of a frame: who was killed, injured, detained or abducted, from counts and the outcome words that govern
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parts import counts_people, parts_told
from pipelines.coding.events.sentence import Mark
from pipelines.coding.events.uncounted import VAGUE_BEST, VAGUE_LOW, Toll, goes_on, named_toll, uncounted_toll
from pipelines.coding.readings import CountReading
from pipelines.lexicon.language import Language
from pipelines.lexicon.triggers import TriggerForm

# Outcomes that the counted noun states by itself; all others come from the trigger that governs the count.
_STATED = {"killed": "killed", "body": "killed", "injured": "injured"}
_FREEING = ("agreement", "operation")  # families of words that let people go
_BODY_OF = 3  # tokens between bodies and whose they are: "unidentified"
_OBJECT = 3  # tokens between an active verb and the count that is its object
_JOINT = 4  # tokens from one count to the next that "and" and an article join to it
_SUBJECT = 5  # tokens between a subject and its verb: what the people are of
_REACH = 14  # tokens between an outcome word and the count it governs, at most


def read_tolls(frame: Frame, language: Language, doer: tuple[int, int] = (-1, -1)) -> dict[str, Toll]:
    """The tolls of a frame by outcome. Counts of one outcome add up; subsets, shared totals and those within the words
    for the doer ("مسلحون", gunmen) do not."""
    is_subject_first = language.is_subject_first  # who stands before a verb that is not passive did it
    outcomes = [mark for mark in frame.triggers if mark.value.trigger.outcome]
    outcomes.sort(key=lambda mark: mark.start)
    found: dict[str, list[Toll]] = {}
    governed: set[int] = set()
    parts = parts_told(frame, outcomes)
    for count in frame.counts:
        if (
            (count.is_subset and not _is_object(count, outcomes, frame))
            or count.start in parts
            or not (counts_people(count) or _is_felled(count, outcomes, frame))
            or _is_owner(count, frame)
            or _is_doer(count, frame)
            or (is_subject_first and _tells(count, frame) and (found or count.end <= frame.main.start))
            or _is_other_claim(count, found, frame)
            or _is_missing(count, frame)
            or _is_one_kind_of(count, frame)
            or any(place.start <= count.start < place.end for place in frame.places)  # "السيدة زينب", a town
            or _is_whose(count)
            or _tells_bodies_twice(count, frame)
            or doer[0] <= count.start < doer[1]
        ):
            continue
        outcome, mark = _outcome_of(count, outcomes, frame, is_subject_first, governed)
        if outcome is None:
            if mark is not None and (count.number is None or count.number.is_vague):
                _share(count, outcomes, mark, found)
            continue
        if _repeats(count, found.get(outcome), frame, language):
            continue
        if mark is not None:
            governed.add(mark.start)
        governed.update(m.start for m in outcomes if count.start <= m.start < count.end)
        found.setdefault(outcome, []).append(_toll(count))
    _add_uncounted(found, [mark for mark in outcomes if mark.start not in governed], outcomes, frame, language)
    for cue in frame.sentence.cues:
        if cue.value.role == "no_losses" and frame.start <= cue.start < frame.end:
            for outcome in ("killed", "injured"):
                found.setdefault(outcome, [Toll(0, 0, 0, False, cue.start, cue.end, "toll.none")])
    return {outcome: _least(outcome, _sum(tolls)) for outcome, tolls in found.items()}


def _add_uncounted(
    found: dict[str, list[Toll]], free: Sequence[Mark[TriggerForm]], outcomes: Sequence[Mark[TriggerForm]],
    frame: Frame, language: Language,
) -> None:  # fmt: skip
    """Add what outcome words say that govern no count, and the people named right before those counted."""
    for mark in outcomes:
        outcome = mark.value.trigger.outcome or ""
        if outcome in found:
            named = named_toll(mark, frame)
            if named is not None and goes_on(named, found[outcome][0], frame, language):
                found[outcome].append(named)
        elif mark in free and (bare := uncounted_toll(mark, frame)) is not None:
            found[outcome] = [bare]


def _least(outcome: str, toll: Toll) -> Toll:
    """The figure of a plural that says no number: ACLED's for the dead; of the hurt, whom ACLED does not count, the two
    that a plural says at least, as recorders of casualties take it."""
    if outcome == "killed" or not toll.is_vague or toll.best > VAGUE_BEST:
        return toll
    return replace(toll, low=VAGUE_LOW, best=VAGUE_LOW)


def _tells(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are who tells it ("…, a teacher and two shopkeepers said"): the dead and hurt never do."""
    if count.noun_class in _STATED:
        return False
    behind = _end_of_row(count, frame) + 1
    return any(m.value.role == "source" and m.first == behind for m in frame.sentence.markers)


def _repeats(count: CountReading, before: list[Toll] | None, frame: Frame, language: Language) -> bool:
    """Whether a single person is one of those counted just before: in apposition ("النقيب فلان أحد ضباط …", Captain X,
    one of the officers), or the second noun of a number above ten ("13 قياديا وعنصرا", 13 leaders and members)."""
    if not before or count.number is None:
        return False
    if _is_one_of(count):
        first, words = frame.sentence.token_at(count.start), frame.sentence.tokens.words
        is_joined = words[first - 1].startswith(language.conjunctions) and not count.rule.endswith("coordinated")
        return not is_joined and not count.rule.startswith("count.one_of.coordinated")
    return count.number.rule == "number.singular" and count.rule.endswith("coordinated") and before[-1].best > 10


def _is_one_of(count: CountReading) -> bool:
    return count.number is not None and count.number.rule == "number.one_of"


def _is_one_kind_of(count: CountReading, frame: Frame) -> bool:
    """Whether a noun only names what became of people counted together ("سبعة بين قتيل وجريح", seven dead and hurt),
    or is the count that says neither how many died nor how many were hurt."""
    first, last = frame.sentence.token_at(count.start), frame.sentence.token_at(count.end - 1)
    between = [m for m in frame.sentence.markers if m.value.role == "between"]
    if _names_a_kind(count):
        return any(0 <= first - m.last <= 1 for m in between)
    kinds = {frame.sentence.token_at(c.start) for c in frame.counts if _names_a_kind(c)}
    return any(m.first == last + 1 and m.last in kinds for m in between)


def _tells_bodies_twice(count: CountReading, frame: Frame) -> bool:
    """Whether a count is one of a pair that tells the same dead as bodies and as people: the bodies when they have no
    number ("جثث خمسة أشخاص", the bodies of five), else the people ("جثتين لشابين", two bodies of two youths)."""
    body = _body_before(count, frame)
    if body is not None:
        return body.number is not None
    if count.number is not None or count.noun_class != "body":
        return False
    return any(_body_before(c, frame) is count and c.number for c in frame.counts)


def _body_before(count: CountReading, frame: Frame) -> CountReading | None:
    """The bodies told right before the people whose bodies they are."""
    if count.noun_class == "body":
        return None
    first = frame.sentence.token_at(count.start)
    bodies = (c for c in frame.counts if c.noun_class == "body" and c.end <= count.start)
    return next((c for c in bodies if first - frame.sentence.token_at(c.end - 1) <= _BODY_OF), None)


def _names_a_kind(count: CountReading) -> bool:
    return count.noun_class in _STATED and count.rule.startswith("count.singular")


def _is_felled(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> bool:
    """Whether attackers are those whom an outcome right before them befell ("مقتل خمسة من المهاجمين")."""
    if count.noun_class != "attacker" or count.number is None or count.rule == "count.singular.definite":
        return False
    first = frame.sentence.token_at(count.start)
    is_counted = count.number.rule != "number.singular"  # "قتل مهاجم" may tell whom he killed
    fell = (m for m in outcomes if m.last == first and m.value.trigger.kind == "result")
    return any(is_counted or m.value.part != "verb" for m in fell)


def _is_whose(count: CountReading) -> bool:
    """Whether a noun for victims only says whose they are ("راح ضحيتها تسعة", nine fell victim to it)."""
    return count.noun_class == "casualty" and count.rule == "count.singular.possessed"


def _is_doer(count: CountReading, frame: Frame) -> bool:
    """Whether a count is of those who did it ("by four armed men")."""
    first = frame.sentence.token_at(count.start)
    return any(m.value.role == "agent" and m.last == first for m in frame.sentence.markers)


def _is_owner(count: CountReading, frame: Frame) -> bool:
    """Whether a single person only tells whose the people counted before are ("nine relatives of a leader")."""
    if not count.rule.startswith("count.singular"):
        return False
    first = frame.sentence.token_at(count.start)
    of = [
        m
        for m in frame.sentence.markers
        if m.value.role == "owner" and 0 <= first - m.last <= _OBJECT and m.start < count.start
    ]
    return any(
        c.number is not None and c.end <= m.start and m.first - frame.sentence.token_at(c.end - 1) <= 1
        for m in of
        for c in frame.counts
    )


def _is_other_claim(count: CountReading, found: dict[str, list[Toll]], frame: Frame) -> bool:
    """Whether a figure comes from another source than the one before ("…, while media spoke of 16")."""
    if not found:
        return False
    last = max(toll.end for tolls in found.values() for toll in tolls)
    return any(m.value.role == "source" and last <= m.start < count.start for m in frame.sentence.markers)


def _is_object(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> bool:
    """Whether a part of those told before is what an outcome verb right before it took ("واعتقلت ستة منهم", and
    arrested six of them)."""
    first = frame.sentence.token_at(count.start)
    return any(m.last == first and m.value.part == "verb" for m in outcomes)


def _is_missing(count: CountReading, frame: Frame) -> bool:
    """Whether those counted are said to be missing ("خمسة جنود قتلوا وفقد 15 آخرون"): neither killed nor hurt."""
    first = frame.sentence.token_at(count.start)
    told = {mark.first for mark in frame.triggers}  # "فقدت امرأة حياتها" (a woman lost her life) is another sense
    missing = [m for m in frame.sentence.markers if m.value.role == "missing" and m.first not in told]
    return any(0 <= first - m.last <= 1 for m in missing)


def _outcome_of(
    count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame, is_subject_first: bool, governed: set[int]
) -> tuple[str | None, Mark[TriggerForm] | None]:
    """What happened to those counted, and the trigger that says so (None: the noun itself)."""
    position = frame.sentence.token_at(count.start)
    befallen = _befallen(count, outcomes, frame)
    if befallen is not None and count.noun_class not in _STATED:
        return befallen.value.trigger.outcome, befallen
    if _is_freed(count, frame):
        return None, None
    before = [
        m for m in outcomes if m.start <= count.start and position - m.last <= _REACH and m.value.voice != "passive"
    ]
    stated = _STATED.get(count.noun_class or "") or ("killed" if _body_before(count, frame) else None)
    if stated is not None:
        if _is_one_of(count) and before:
            return before[-1].value.trigger.outcome, before[-1]
        own = next((m for m in reversed(before) if m.value.trigger.outcome == stated), None)
        return stated, own
    if before:
        # "قتل رجل وأصيب آخر": another one shares no fate with the first, nor those behind an outcome with its own.
        is_apart = count.noun_class == "others" or (len(before) > 1 and before[-2].start in governed)
        if len(before) > 1 and not is_apart and _is_shared(before[-2], before[-1], frame):
            return None, before[-1]
        return before[-1].value.trigger.outcome, before[-1]
    last = _end_of_row(count, frame)
    after = [m for m in outcomes if 0 <= m.first - last <= (_SUBJECT if m.value.part == "verb" else _OBJECT)]
    after = after or [m for m in outcomes[:1] if _resumes(m, count, frame)]
    if is_subject_first:
        after = [m for m in after if not _has_object(m, frame)]
    return (after[0].value.trigger.outcome, after[0]) if after else (None, None)


def _resumes(verb: Mark[TriggerForm], count: CountReading, frame: Frame) -> bool:
    """Whether the first outcome goes on with people told before it ("نعى سبعة من مقاتليه، بينهم قائد، قتلوا في غارة",
    mourned seven of its fighters, … who were killed): a verb with nobody counted between or behind."""
    if verb.value.part != "verb" or count.number is None or count.is_subset or _has_object(verb, frame):
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
    if verb.value.part != "verb" or verb.value.voice == "passive":
        return False
    return any(
        c.start >= verb.end and frame.sentence.token_at(c.start) - verb.last <= _OBJECT and counts_people(c)
        for c in frame.counts
    )


def _end_of_row(count: CountReading, frame: Frame) -> int:
    """The last token of the counts that follow one another from a count on ("امرأة وثلاثة أطفال قتلوا")."""
    last = frame.sentence.token_at(count.end - 1)
    for other in sorted(frame.counts, key=lambda c: c.start):
        if other.start < count.end:
            continue
        gap = frame.sentence.token_at(other.start) - last
        if gap != 1 and (gap > _JOINT or not other.rule.endswith("coordinated")):
            break
        last = frame.sentence.token_at(other.end - 1)
    return last


def _befallen(count: CountReading, outcomes: list[Mark[TriggerForm]], frame: Frame) -> Mark[TriggerForm] | None:
    """The passive verb that a count is the subject of ("three men were killed"): the next outcome behind it."""
    behind = [m for m in outcomes if m.start >= count.end]
    if not behind or behind[0].value.voice != "passive":
        return None
    position = frame.sentence.token_at(count.start)
    if any(m.value.voice != "passive" and 0 <= position - m.last <= _OBJECT for m in outcomes):
        return None
    parts = [c.end for c in frame.counts if c.is_subset and count.end <= c.start and c.end <= behind[0].start]
    near = behind[0].first - frame.sentence.token_at(max([count.end, *parts]) - 1) <= _REACH
    return behind[0] if near else None


def _share(
    count: CountReading, outcomes: list[Mark[TriggerForm]], mark: Mark[TriggerForm], found: dict[str, list[Toll]]
) -> None:
    """ "قتل وجرح عدد من المدنيين" (several civilians were killed and hurt): several of each."""
    for shared in (m for m in outcomes if m.last == mark.first or m is mark):
        found.setdefault(shared.value.trigger.outcome or "", []).append(
            Toll(VAGUE_LOW, VAGUE_BEST, None, True, count.start, count.end, "toll.shared")
        )


def _is_shared(left: Mark[TriggerForm], right: Mark[TriggerForm], frame: Frame) -> bool:
    """ "قتل وجرح أكثر من 30" (more than 30 killed and hurt): one total for two outcomes says neither."""
    return right.first == left.last and left.value.trigger.outcome != right.value.trigger.outcome


def _toll(count: CountReading) -> Toll:
    if count.number is None and count.rule == "count.singular.bare":
        return Toll(1, 1, 1, False, count.start, count.end, "toll.singular")
    if count.number is None:
        return Toll(VAGUE_LOW, VAGUE_BEST, None, True, count.start, count.end, "toll.plural")
    number = count.number
    if number.is_vague and number.best <= VAGUE_LOW:
        return Toll(number.low, number.best, number.high, True, count.start, count.end, "toll.dual_or_plural")
    return Toll(number.low, number.best, number.high, number.is_vague, count.start, count.end, "toll.count")


def _sum(tolls: list[Toll]) -> Toll:
    if len(tolls) == 1:
        return tolls[0]
    tolls = [toll for toll in tolls if toll.rule != "toll.singular"] or tolls
    counted = [toll for toll in tolls if not toll.is_vague] or tolls[:1]
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
