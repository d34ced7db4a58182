"""What kind of statement a sentence makes: a heading, news, background, a sum; and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import person_classes
from pipelines.coding.readings import DateReading
from pipelines.lexicon.triggers import TriggerForm

# Figures that one incident hardly holds: operations told together without a spot, operations anywhere, people without a
# spot, people at a spot on no day.
_LASTING = ("date.range", "date.rolling", "date.relative.within", "date.relative.ago_since")
_SINCE_YEARS = "date.relative.ago_since"
MANY, CERTAINLY_MANY, HUNDREDS, MASSACRES = 5, 20, 100, 300
HURT_AT_ONCE = 10  # times as many people as die in one incident may be hurt in it
_LIST_OPENING = 2  # sentences from a sum to the first item of the list that tells it by parts
TO_THE_WEEK, DAYS_OF_A_WEEK = 2, 7
_OPENING = ("event", "generic")
_HELD_AT_ONCE = frozenset({"protest", "riot", "mob", "clash"})
_BULLETS = frozenset("-–—•*▪")


def sentence_class(sentence: Sentence) -> str:
    """The discourse class (code list `sentence_class`): boilerplate, headline, background, aggregate, lead or new."""
    if sentence.is_boilerplate:
        return "boilerplate"
    if is_aggregate(sentence):
        return "aggregate"
    for cue in sentence.cues:
        if cue.value.scope == "start" and cue.first <= 1 and cue.value.role in ("background", "lead"):
            return cue.value.role
    return "headline" if sentence.is_headline else "new"


def is_aggregate(sentence: Sentence) -> bool:
    """Whether the sentence sums up several events: it says so, or counts more than one incident can hold, over a
    period, a region or no place at all."""
    if not any(count.number is not None for count in sentence.counts):
        return False
    if sentence.has_cue("total", "sum"):
        return True
    opening = sentence.triggers[0].value if sentence.triggers else None
    if opening is not None and opening.trigger.family == "other" and opening.part == "verb":
        return False  # thousands may flee one village
    operations = [c.number.best for c in sentence.counts if c.noun_class == "operation" and c.number]
    if any(number >= CERTAINLY_MANY for number in operations):
        return True
    if any(date.precision == 1 and not _is_period(date) for date in sentence.dates):
        return False
    if sentence.has_cue("aggregate", "toll") or _counts_people(sentence, MASSACRES):
        return True
    if any(number >= MANY for number in operations) and not _has_spot(sentence):
        return True
    if _counts_people(sentence, HUNDREDS) and not _has_spot(sentence):
        return not _names_one_act(sentence)
    periods = [date for date in sentence.dates if _is_period(date)]
    if any(number > 1 for number in operations):
        return bool(periods)
    if not (_counts_people(sentence, MANY) and any(_lasts(date, sentence) for date in periods)):
        return False
    # One act at one spot, told to the week, is none: "30 died in an air strike on the district this week".
    return not all(_is_within_week(date) for date in sentence.dates) or not _has_spot(sentence)


def _names_one_act(sentence: Sentence) -> bool:
    """Whether what cost so many is one act, an indefinite noun beside its result ("أدى هجوم انتحاري إلى مقتل …", a
    suicide attack led to the death of …)."""
    results = [m for m in sentence.markers if m.value.role == "result"]
    acts = [m for m in sentence.triggers if m.value.trigger.kind in _OPENING and m.value.part != "verb"]
    return any(
        not act.value.is_definite and act.value.number == 1 and (result.last == act.first or act.last == result.first)
        for act in acts
        for result in results
    )


def _has_spot(sentence: Sentence) -> bool:
    return any(p.precision < 3 and p.role == "location" for p in sentence.places)


def goes_on_summing(sentence: Sentence, summed: Sentence) -> bool:
    """Whether a list's item counts operations right after another that sums up, over a line that opens the list at most
    ("- 60 strikes in the north. - 3 strikes in the south")."""
    is_item = bool(sentence.tokens.words) and sentence.tokens.words[0] in _BULLETS
    operations = any(c.noun_class == "operation" and c.number and c.number.best > 1 for c in sentence.counts)
    return is_item and operations and sentence.number - summed.number <= _LIST_OPENING


def is_toll_by_now(sentence: Sentence, facts: Sequence[Mark[TriggerForm]]) -> bool:
    """Whether a sum may be what one incident has cost by now ("وبلغ عدد القتلى 80", and the dead have come to 80): told
    of outcomes alone, over no period."""
    is_sum = sentence.has_cue("sum")  # "since dawn", over all that the day brought
    is_of_period = bool(sentence.dates) if is_sum else any(map(_is_period, sentence.dates))
    if is_of_period or sentence.has_cue("aggregate", "total"):
        return False
    if not sentence.has_cue("toll", "sum", "update") and not _costs(facts):
        return False
    return all(mark.value.trigger.outcome or mark.value.is_definite for mark in facts)


def _costs(facts: Sequence[Mark[TriggerForm]]) -> bool:
    """Whether people died or were hurt by an act known already, which comes before them ("الاشتباكات خلفت 27 قتيلا",
    the clashes left 27 dead)."""
    return bool(facts) and facts[0].value.is_definite and any(mark.value.trigger.outcome for mark in facts)


def repeats_total(title: Sentence, summed: Iterable[Sentence]) -> bool:
    """Whether a title gives a figure that a total of the body gives too."""
    figures = {c.number.best for c in title.counts if c.number and c.number.best > 1}
    return any(c.number.best in figures for sentence in summed for c in sentence.counts if c.number)


def _counts_people(sentence: Sentence, least: int) -> bool:
    """Whether the sentence counts at least so many people hurt or seized."""
    told = {mark.value.trigger.outcome for mark in sentence.triggers} - {None}
    outcomes = bool(told) and not (told == {"detained"} and _tells_of_crowd(sentence))
    people = [c for c in sentence.counts if c.noun_class is None or c.noun_class in person_classes()]
    if least >= MASSACRES:
        hurt = least * HURT_AT_ONCE
        people = [c for c in people if c.noun_class != "injured" or (c.number and c.number.best >= hurt)]
    return outcomes and any(c.number is not None and not c.number.is_vague and c.number.best >= least for c in people)


def _tells_of_crowd(sentence: Sentence) -> bool:
    """Whether a sentence tells of a crowd or a fight: hundreds may be arrested then at once."""
    return any(mark.value.trigger.family in _HELD_AT_ONCE for mark in sentence.triggers)


def is_long_ago(sentence: Sentence) -> bool:
    """Whether the only time a sentence names is vaguer than a month ("منذ سنوات", for years): no incident can be dated.
    """
    return bool(sentence.dates) and all(date.precision == 0 and date.value is not None for date in sentence.dates)


def _is_period(date: DateReading) -> bool:
    """Whether a date spans a week or more (open relative periods do too, as their rule says)."""
    if date.value is None:
        return date.precision > 1 or (date.precision == 0 and date.rule.startswith(_SINCE_YEARS))
    return date.value_end is not None and (date.value_end - date.value).days >= 6


def _is_within_week(date: DateReading) -> bool:
    if date.value is None or date.value_end is None:
        return date.precision <= TO_THE_WEEK
    return (date.value_end - date.value).days <= DAYS_OF_A_WEEK


def _lasts(date: DateReading, sentence: Sentence) -> bool:
    """Whether what is told went on all through a period ("since May", "during the last months"), rather than happened
    some day in it ("in May")."""
    if date.rule.startswith(_LASTING):
        return True
    first = sentence.token_at(date.start)
    return any(cue.value.role == "during" and 0 <= first - cue.last <= 1 for cue in sentence.cues)


def claim_of(sentence: Sentence) -> str:
    """Who stands behind the statement (code list `claim`)."""
    if sentence.has_cue("claimed"):
        return "claimed"
    return "suspected" if sentence.has_cue("suspected", "accused") else "reported"
