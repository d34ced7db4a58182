"""What kind of statement a sentence makes, and which triggers tell of nothing that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import person_classes
from pipelines.coding.readings import DateReading
from pipelines.lexicon.triggers import TriggerForm
from pipelines.lexicon.words import Word

# Cue class → disposition of a trigger in its reach (code list `disposition`).
DISPOSITION = {
    "negation": "negated",
    "denial": "denied",
    "plan": "planned",
    "threat": "hypothetical",
    "hypothesis": "hypothetical",
    "habitual": "non_event",
    "reference": "coreference",
    "coreference": "coreference",
    "opinion": "coreference",
    "accused": "coreference",
    "accident": "non_event",
    "private": "non_event",
    "disaster": "non_event",
    "mishap": "non_event",
    "aftermath": "coreference",
    "topic": "coreference",
    "compound": "non_event",
    "figurative": "non_event",
}
# Figures that one incident hardly holds: operations told together without a spot, operations anywhere, people without a
# spot, people at a spot on no day.
_LASTING = ("date.range", "date.rolling", "date.relative.within", "date.relative.ago_since")
_SINCE_YEARS = "date.relative.ago_since"
MANY, CERTAINLY_MANY, HUNDREDS, MASSACRES = 5, 20, 100, 300
HURT_AT_ONCE = 10  # times as many people as die in one incident may be hurt in it
_LIST_OPENING = 2  # sentences from a sum to the first item of the list that tells it by parts
TO_THE_WEEK, DAYS_OF_A_WEEK = 2, 7
_OF_DISASTERS = frozenset({"blast", "strike", "loot", "other", "operation"})
_DEADLY = frozenset({"strike", "blast", "clash", "assault", "attack", "protest", "riot", "mob", "loot"})
_OPENING = ("event", "generic")
_FORESEEN = frozenset({"plan", "threat", "hypothesis"})
_CROWDS = frozenset({"protest", "riot"})
_HELD_AT_ONCE = frozenset({"protest", "riot", "mob", "clash"})
_BULLETS = frozenset("-–—•*▪")
_QUESTION = frozenset("?؟")
_CLAUSE_MARKS = frozenset("،,؛;:.!؟?")


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


def blocking_cue(trigger: Mark[TriggerForm], sentence: Sentence) -> Mark[Word] | None:
    """The cue that says the trigger's event did not happen, or is only referred to; None when it stands as a fact."""
    found = [
        cue
        for cue in _in_reach(trigger, sentence)
        if cue.value.role in DISPOSITION and _concerns(cue, trigger, sentence)
    ]
    return max(found, key=lambda cue: cue.first, default=None)


def _concerns(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a cue speaks of a trigger that stands in its reach.

    * an accident explains deaths and injuries, and takes nothing from an act told as such; a disaster also
      explains blasts and blows for which no weapon is named
    * a charge is news where it says when, where or how many ("accused the army of shelling the town"); of a known act
      it says who did it ("accused them of being behind the blast")
    * an act after which people are dead is no other than theirs ("ten killed following an attack")
    * what a predicate with its own auxiliary tells is a protest's topic only ("a writer known for denouncing crime was
      murdered"), and what a crowd did is nobody's topic
    """
    role, form = cue.value.role, trigger.value
    if role == "accused":
        return form.part == "noun" and not form.is_definite and not _is_told_exactly(trigger, sentence)
    if role == "private":
        return form.trigger.family in ("harm", "attack", "arrest")  # a feud fought with arms is told as a fight
    if role == "accident":
        return form.trigger.kind == "result"
    if role == "mishap" and cue.first <= trigger.first < cue.last:
        return True  # a word of the cue itself ("a leak of chlorine")
    if role == "mishap":
        return form.trigger.kind == "result" and not any(
            m.value.trigger.kind in _OPENING and m.value.trigger.family in _DEADLY for m in sentence.triggers
        )
    if role == "disaster":
        return form.trigger.kind == "result" or (
            form.trigger.family in _OF_DISASTERS and form.trigger.means is None and not sentence.weapons
        )
    if role == "coreference" and form.part == "verb":
        return False  # "the blast | that killed ten"
    if role == "aftermath":
        return not any(m.value.trigger.outcome and m.first < cue.first for m in sentence.triggers)
    if role == "reference" and any(date.start <= cue.end + 1 <= date.end for date in sentence.dates):
        return False  # "تتعرض منذ الفجر لقصف" (has been shelled since dawn): since a time, not since an act
    if role == "topic" and form.part == "phrase" and form.trigger.family in _CROWDS:
        return False  # "a protest against the cuts | turned violent"
    if role == "topic" and _is_reduced(form):
        return True  # "mourned a student | killed in March"
    if role in ("reference", "topic") and form.part == "verb":
        if form.voice == "passive" and form.number:
            return any(m.value.trigger.family in _CROWDS for m in sentence.triggers)
        return form.trigger.family not in _CROWDS or form.tense != "past"
    return True


def _is_reduced(form: TriggerForm) -> bool:
    """Whether a form is a participle without an auxiliary, which describes somebody ("a man | shot by the police")."""
    return form.part == "verb" and form.voice == "passive" and not form.number


def _is_told_exactly(trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a day, a place or a number of people stands behind an act."""
    if any(date.precision == 1 and date.start > trigger.start for date in sentence.dates):
        return True
    if any(place.role == "location" and place.start > trigger.start for place in sentence.places):
        return True
    return any(c.number is not None and c.number.best > 1 and c.start >= trigger.end for c in sentence.counts)


def is_asked(trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a sentence asks about an act rather than tells it."""
    if not any(word in _QUESTION for word in sentence.tokens.words[-2:]):
        return False
    return any(cue.value.role == "question" and cue.first <= trigger.first for cue in sentence.cues)


_PURPOSE_FAMILIES = frozenset(
    {"territory", "assault", "operation", "arrest", "strike", "abduction", "attack", "agreement"}
)
_GOVERNED = 30  # words within which a verb of suffering takes its complement


def is_purpose(trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a noun is glued to "to, for" and names an aim ("للسيطرة على", to control), not what somebody suffered
    ("تعرضت لقصف", was exposed to shelling)."""
    if trigger.value.part == "verb" or not trigger.proclitic.endswith(sentence.language.belonging):
        return False
    if trigger.value.trigger.family not in _PURPOSE_FAMILIES:
        return False
    return not any(m.value.role == "suffer" and 0 <= trigger.first - m.last <= _GOVERNED for m in sentence.markers)


def _in_reach(trigger: Mark[TriggerForm], sentence: Sentence) -> Iterable[Mark[Word]]:
    return (cue for cue in sentence.cues if _reaches(cue, trigger, sentence))


def _reaches(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a cue speaks of a trigger: by its scope, the words between them, and no clause's end among these."""
    scope, distance = cue.value.scope, trigger.first - cue.last
    if cue.value.role == "topic" and trigger.value.part == "noun" and distance >= 0:
        return True  # all that a crowd demands or denounces, to the end of the sentence
    if cue.value.role == "topic" and distance >= 0 and _is_reduced(trigger.value):
        return _is_in_apposition(sentence, cue.last, trigger.first)
    if cue.value.role == "plan" and cue.first <= trigger.first < cue.last:
        return True  # a word of the cue itself ("قضت محكمة", a court ruled)
    if scope == "before":
        between = sentence.tokens.words[cue.last : trigger.first]
        if cue.value.role in _FORESEEN and any(
            c.value.role == "after" and cue.last <= c.first < trigger.first for c in sentence.cues
        ):
            return False  # "called for calm after the killing of two"
        return 0 <= distance < cue.value.reach and not _CLAUSE_MARKS.intersection(between)
    if scope == "beside":
        return abs(distance) < cue.value.reach
    if scope == "inside":
        return cue.first <= trigger.first < cue.last
    if scope == "clause":
        first, last = (cue.last, trigger.first) if distance >= 0 else (trigger.last, cue.first)
        return not _CLAUSE_MARKS.intersection(sentence.tokens.words[first:last])
    return scope == "sentence" or (scope == "sentence_before" and distance >= 0)


def _is_in_apposition(sentence: Sentence, start: int, end: int) -> bool:
    """Whether no clause ends between two tokens: a comma before an article goes on about whoever was named before it
    ("justice for Amal Sabry, a nurse | shot by the police")."""
    words = sentence.tokens.words
    articles = {m.first for m in sentence.markers if m.value.role in ("determiner", "definite")}
    stops = [at for at in range(start, end) if words[at] in _CLAUSE_MARKS]
    return all(words[at] == "," and at + 1 in articles for at in stops)


def claim_of(sentence: Sentence) -> str:
    """Who stands behind the statement (code list `claim`)."""
    if sentence.has_cue("claimed"):
        return "claimed"
    return "suspected" if sentence.has_cue("suspected", "accused") else "reported"
