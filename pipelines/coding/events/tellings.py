"""From a frame to its account: parties, type, toll, place and date of one stretch of a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.coding.events.casualties import read_tolls
from pipelines.coding.events.combined import is_of_both
from pipelines.coding.events.discourse import claim_of
from pipelines.coding.events.drafts import Telling
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parties import FELL, Parties, Party, find_parties
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import civilians_of, side_of_class
from pipelines.coding.events.typing import Features, decide_type
from pipelines.coding.events.uncounted import IMPLIED, Toll, says_number
from pipelines.coding.readings import DateReading
from pipelines.lexicon.actors import load_register
from pipelines.lexicon.triggers import TriggerForm
from pipelines.lexicon.words import Word

_ASSERTING = frozenset({"perform", "occur", "suffer", "result", "announce", "achieve", "accuse", "cause_of"})
OF_CROWDS = frozenset({"protest", "riot"})
RIOT = "Violent demonstration"
_BEFORE_THE_ACT = frozenset({"suffer", "perform", "achieve", "announce", "accuse"})
ASSERTS, ASSERTS_AHEAD = 5, 16  # words between an act and the verb that asserts it; the same over the verb's subject
HEADING = 10  # words in which the colon of a heading stands
OPENS, REPORTED = 3, 4  # words before an act that opens its sentence; between a verb of reporting and the act reported
AT_THE_OPENING = 2  # words before a day that opens its sentence
SPOKEN = 5  # words between a verb of saying and the day on which it was said, at most
BRACKETS = frozenset("()")
ASIDE, TOLD_ASIDE = 12, 1  # words from a date within which its brackets open and close; words besides it that tell more
GENERIC_SIDES = {
    "generic.civilians": "civilian", "generic.prisoners": "civilian", "generic.protesters": "protester",
    "generic.rioters": "protester", "generic.unidentified": "unidentified", "generic.criminals": "unidentified",
    "generic.army": "state", "generic.police": "state",
}  # fmt: skip


def tell(frame: Frame, sentence_class: str) -> Telling:
    """What a frame says of an incident."""
    language = frame.sentence.language
    parties = find_parties(frame, language)
    actor = parties.actor if parties.actor is not None and parties.actor.rule != FELL else None
    doer = (actor.start, actor.end) if actor is not None else (-1, -1)
    tolls = read_tolls(frame, language, doer)
    features = _features(frame, parties, frozenset(tolls))
    sub_event_type, rule = decide_type(features)
    sentence = frame.sentence
    return Telling(
        sentence=sentence,
        triggers=frame.triggers,
        family="riot" if sub_event_type == RIOT else frame.family,
        kind=frame.kind,
        sub_event_type=sub_event_type,
        type_rule=rule,
        actor=parties.actor,
        target=parties.target,
        assoc_actors=parties.assoc_actors,
        assoc_targets=parties.assoc_targets,
        frame=frame,
        date=date_of(frame),
        tolls=tolls,
        means=frame.means,
        weapon=frame.weapon,
        sentence_class=sentence_class,
        claim=claim_of(sentence),
        is_another=_says_another(frame),
        is_announced=_is_announced(frame),
        is_asserted=_is_asserted(frame, _tells_toll(frame, tolls)),
        hits_military=parties.target is None and features.target == "armed",
        is_counted=any(c.number is not None for c in frame.counts),
    )


def _features(frame: Frame, parties: Parties, outcomes: frozenset[str]) -> Features:
    return Features(
        family=frame.family,
        families=frame.families,
        acts=frozenset(m.value.trigger.family for m in frame.triggers if _is_done(m.value, frame.main.value)),
        means=frozenset(frame.means),
        outcomes=outcomes,
        types=frozenset(mark.value.trigger.sub_event_type for mark in frame.triggers),
        actor=_side(parties.actor),
        target=_target_side(frame, parties.target),
        is_generic=frame.kind == "generic",
        own_type=frame.main.value.trigger.sub_event_type,
        is_helpless=frame.main.value.trigger.has_helpless_victim,
    )


def _is_done(form: TriggerForm, main: TriggerForm) -> bool:
    """Whether a form tells an act by a finite verb: an active one, or a passive beside a passive, whose auxiliary it
    shares ("were arrested and killed"); no participle ("houses burned long ago")."""
    is_told = form.voice == "active" or main.voice == "passive"
    return form.part == "verb" and is_told and not form.trigger.is_passive


def _side(party: Party | None) -> str:
    if party is None or not party.keys:
        return "none"
    key = party.keys[0]
    if key in GENERIC_SIDES:
        return GENERIC_SIDES[key]
    actor = load_register().actors.get(key)
    if actor is not None and actor.is_party:
        return "party"
    return "state" if actor is not None and actor.is_state else "armed"


def _target_side(frame: Frame, target: Party | None) -> str:
    """The side of the target; military things without an owner make it armed, unless they name who fired or whence."""
    side = _side(target)
    if target is not None and frame.family != "clash" and civilians_of(target.keys[:1]) is not None:
        return "civilian"
    if side != "none":
        return side
    sides = side_of_class()
    armed = [c for c in frame.counts if c.noun_class in sides and sides[c.noun_class].side == "armed"]
    if not armed:
        return "none"
    acting = [(actor.whole_start, actor.end) for actor in frame.actors]
    free = [c for c in armed if not any(start <= c.start < end for start, end in acting)]
    is_told = any(all(p.role == "location" for p in frame.sentence.places_at(c.start)) for c in free)
    return "armed" if is_told else "none"


def date_of(frame: Frame) -> DateReading | None:
    """The day a frame names: in its own stretch, else anywhere in its sentence; an exact one first."""
    dates = frame.dates or [date for date in frame.sentence.dates if is_shared(date, frame.sentence)]
    named = [date for date in dates if date.precision and not _is_of_no_fact(date, frame)]
    usable = [
        date
        for date in named
        if not (_is_of_statement(date, frame) or _is_aside(date, frame) or _is_since(date, frame.sentence))
    ]
    if all(date.value is None for date in usable):  # "yesterday", where only the statement's day is known
        usable = [date for date in named if date.basis == "explicit" and date.precision == 1] or usable

    def fitness(date: DateReading) -> tuple[int, bool, bool, int]:
        opens = frame.sentence.token_at(date.start) <= AT_THE_OPENING  # "On 3 May, … a man arrested on 1 May …"
        is_open = date.value is None  # "on Thursday, 19 October" where nothing says which Thursday
        return (date.precision, is_open, not opens, abs(date.start - frame.main.start))

    return min(usable, key=fitness, default=None)


def is_shared(date: DateReading, sentence: Sentence) -> bool:
    """Whether a date may hold for all acts of its sentence: no clause begins before it within the sentence."""
    return not any(m.value.role == "break" and m.first > OPENS and m.start < date.start for m in sentence.markers)


def _is_of_statement(date: DateReading, frame: Frame) -> bool:
    """Whether a date tells when somebody spoke ("قال في بيان اليوم", said in a statement today), not when it happened.
    """
    sentence = frame.sentence
    token = sentence.token_at(date.start)
    spoken = [m for m in sentence.markers if m.value.role == "source" and 0 <= token - m.last <= SPOKEN]
    return (
        bool(spoken)
        and date.start < frame.main.start
        and not any(spoken[-1].end <= m.start < date.start for m in frame.triggers)
    )


def _is_since(date: DateReading, sentence: Sentence) -> bool:
    """Whether a date only says since when a sum is told ("منذ انقلاب 25 أكتوبر", since the coup of 25 October)."""
    first = sentence.token_at(date.start)
    return any(cue.value.role == "aggregate" and cue.last == first for cue in sentence.cues)


def _is_of_no_fact(date: DateReading, frame: Frame) -> bool:
    """Whether an act that is told as no fact stands between the frame's own and a day behind both ("the attack came
    from a town that they should have left on 3 May")."""
    facts = {mark.start for mark in frame.triggers}
    between = [m for m in frame.sentence.triggers if frame.main.end <= m.start < date.start]
    return any(m.start not in facts and m.value.part == "verb" for m in between[-1:])


def _is_aside(date: DateReading, frame: Frame) -> bool:
    """Whether a date belongs to what brackets tell of something else ("the town (which it took days ago)")."""
    words, first = frame.sentence.tokens.words, frame.sentence.token_at(date.start)
    last = frame.sentence.token_at(date.end - 1)
    opened = next((at for at in range(first - 1, max(-1, first - ASIDE), -1) if words[at] in BRACKETS), None)
    if opened is None or words[opened] != "(":
        return False
    closed = next((at for at in range(last + 1, min(len(words), last + ASIDE)) if words[at] in BRACKETS), None)
    if closed is None or words[closed] != ")" or opened < frame.main.first < closed:
        return False
    return (first - opened - 1) + (closed - last - 1) >= TOLD_ASIDE


def _tells_toll(frame: Frame, tolls: Mapping[str, Toll]) -> bool:
    """Whether people are counted, also by one number for dead and hurt, or an outcome is told beside the act."""
    if not tolls:
        return any(count.number is not None and is_of_both(count, frame) for count in frame.counts)
    apart = any(mark.value.trigger.outcome for mark in frame.triggers if mark is not frame.main)
    told = any(
        toll.rule not in IMPLIED and (toll.is_vague or says_number(toll, frame.main.value)) for toll in tolls.values()
    )
    return apart or told


def _is_asserted(frame: Frame, is_counted: bool) -> bool:
    """Whether the words say that the act took place, rather than speak about it ("the debate on bombings"): somebody
    did, suffered or reports it, it broke out or had results, or it opens the sentence."""
    sentence, main = frame.sentence, frame.main
    if is_counted or sentence.is_headline or _opens_its_clause(frame):
        return True
    if any(mark.value.part == "verb" for mark in frame.triggers):
        return True
    for marker in sentence.markers:
        role = marker.value.role
        if role in _ASSERTING and frame.start <= marker.start < frame.end and _is_near(marker, main):
            return True
        if role == "source" and 0 <= main.first - marker.last <= REPORTED:
            return True
    return False


def _opens_its_clause(frame: Frame) -> bool:
    """Whether an act of a frame is the first that its sentence tells, or the first behind a day and a colon, as in
    chronologies ("12 April: assassination of …")."""
    sentence = frame.sentence
    colons = [place for place, word in enumerate(sentence.tokens.words[:HEADING]) if word == ":"]
    dated = [place for place in colons if any(d.end <= sentence.tokens.starts[place] for d in sentence.dates)]
    heads = [0, *(place + 1 for place in dated)]
    return any(0 <= mark.first - head <= OPENS for mark in frame.triggers for head in heads)


def _is_near(marker: Mark[Word], main: Mark[TriggerForm]) -> bool:
    """Whether a verb that asserts acts speaks of this one: it stands beside it, or before it with its subject between.
    What a crowd does is told in long sentences."""
    if main.value.trigger.family in OF_CROWDS:
        return True
    if marker.end <= main.start and marker.value.role in _BEFORE_THE_ACT:
        return main.first - marker.last <= ASSERTS_AHEAD
    return min(abs(marker.first - main.last), abs(main.first - marker.last)) <= ASSERTS


def _is_announced(frame: Frame) -> bool:
    """Whether somebody announces the act or manages to do it, in the words before it."""
    roles = ("announce", "achieve")
    return any(m.value.role in roles and m.end <= frame.main.start for m in frame.sentence.markers)


def _says_another(frame: Frame) -> bool:
    """Whether the act is called another one: the cue right after the trigger ("غارة أخرى", another raid)."""
    cues = (cue for cue in frame.sentence.cues if cue.value.role in ("another", "similar"))
    return any(0 <= cue.first - frame.main.last <= 1 for cue in cues)
