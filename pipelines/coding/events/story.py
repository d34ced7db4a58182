"""An article read from its first sentence to its last: which triggers are facts, and which incidents they add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.coding.events.blocking import DISPOSITION, blocking_cue, is_asked, is_purpose
from pipelines.coding.events.discourse import (
    goes_on_summing,
    is_long_ago,
    is_toll_by_now,
    repeats_total,
    sentence_class,
)
from pipelines.coding.events.drafts import Draft, Telling
from pipelines.coding.events.frames import Frame, cut_frames
from pipelines.coding.events.joined_verbs import with_subject
from pipelines.coding.events.locating import find_located
from pipelines.coding.events.losses import deny_losses
from pipelines.coding.events.merging import find_announced, find_cause, find_draft, find_told, find_wounding
from pipelines.coding.events.opening import VIOLENT, is_outcome, opens, repeats
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.setting import Opening, date_referred_to, is_stale, opening_of
from pipelines.coding.events.shares import by_share
from pipelines.coding.events.sharing import share_sides
from pipelines.coding.events.tellings import date_of, is_shared, tell
from pipelines.coding.events.violence import is_without_people, may_be_peaceful, tells_violence
from pipelines.coding.events.wholes import is_part_of_total, settle_titles, totals_with_parts
from pipelines.coding.readings import DateReading, PlaceReading
from pipelines.lexicon.triggers import TriggerForm

SEIZING = frozenset({"arrest", "abduction"})
# Rules of "yesterday", "last night", "today".
DAY_WORDS = ("date.relative.near", "date.relative.today", "date.explicit.told_today")
NEAR_TOLL = 2  # sentences between an incident and the sum of those it cost, at most
_NAMED_ONLY = ("coreference", "planned", "hypothetical", "denied")
CARRY_SENTENCES = 3  # how far an unnamed place or doer is carried on
UNTOLD_PRECISION = 2  # time_precision of a day that is inferred, not told beside the act


@dataclass(slots=True)
class Disposition:
    """What became of a trigger: a code of list `disposition`, the rule, and the draft or tally it belongs to."""

    sentence: Sentence
    mark: Mark[TriggerForm]
    sentence_class: str
    disposition: str
    rule: str
    draft: Draft | None = None
    tally: int | None = None


@dataclass(slots=True)
class Story:
    """Everything that an article's sentences add up to. `tallied` are the sentences that sum up, `totals` what these
    say; `last_date` is the day told last in the news itself, which holds on until another is told, `opening` the one
    that opened a sentence, which holds for the next ones."""

    drafts: list[Draft] = field(default_factory=list)
    dispositions: list[Disposition] = field(default_factory=list)
    tallied: list[Sentence] = field(default_factory=list)
    totals: list[Telling] = field(default_factory=list)
    last_date: DateReading | None = None
    last_telling: Telling | None = None
    opening: Opening | None = None
    sentences: Sequence[Sentence] = ()
    _is_violent: bool | None = None

    def tells_violence(self) -> bool:
        """Whether the article tells of violence by a word that nothing else has; looked for once, when it is asked."""
        if self._is_violent is None:
            self._is_violent = any(map(tells_violence, self.sentences))
        return self._is_violent


def read_story(sentences: Sequence[Sentence], reference: dt.date | None = None) -> Story:
    """The story of an article whose sentences are annotated; `reference` is the day on which it was written."""
    story = Story(sentences=sentences)
    for sentence in sentences:
        _dispose(story, sentence, sentence.hidden, "new", "non_event", "discourse.part_of_date")
    told = [sentence for sentence in sentences if sentence.triggers]
    title = next((sentence for sentence in told[:1] if sentence.is_headline), None)
    story.last_date = _day_of(title, title.triggers) if title is not None else None
    for sentence in (s for s in sentences if s.dates and not s.triggers and not s.is_headline):
        story.opening = opening_of(sentence) or story.opening
    for sentence in sorted(told, key=lambda s: s.is_headline):
        kind = sentence_class(sentence)
        if kind == "boilerplate":
            _dispose(story, sentence, sentence.triggers, kind, "boilerplate", "discourse.boilerplate")
            continue
        if story.tallied and goes_on_summing(sentence, story.tallied[-1]):
            kind = "aggregate"
        facts = _facts(story, sentence, kind)
        if kind not in ("background",) and not sentence.is_headline:
            story.last_date = _day_of(sentence, facts) or story.last_date
            story.opening = opening_of(sentence) or story.opening
        if not facts:
            date_referred_to(sentence, story.drafts)
        if kind == "aggregate" and story.drafts and is_toll_by_now(sentence, facts):
            last = story.drafts[-1].tellings[-1].sentence.number
            is_of_sum = bool(story.tallied) and story.tallied[-1].number > last
            kind = "new" if sentence.number - last <= NEAR_TOLL and not is_of_sum else kind
        if kind == "aggregate" and sentence.is_headline and repeats_total(sentence, story.tallied):
            _dispose(story, sentence, facts, "heading", "boilerplate", "discourse.heading")
            continue
        if kind == "aggregate" and facts:
            story.tallied.append(sentence)
            story.totals.extend(tell(frame, kind) for frame in _frames(sentence, facts))
            for mark in facts:
                story.dispositions.append(
                    Disposition(sentence, mark, kind, "tally", "discourse.aggregate", tally=len(story.tallied) - 1)
                )
            continue
        if facts and is_long_ago(sentence):
            _dispose(story, sentence, facts, "background", "background", "discourse.long_ago")
            continue
        for frame in _frames(sentence, facts):
            _take(story, frame, kind)
        deny_losses(sentence, story.drafts, names_none=not facts)
    settle_titles(story.drafts)
    _sum_up(story)
    _date_what_came_before(story, sentences, reference)
    share_sides(story.drafts, story.totals)
    return story


def _sum_up(story: Story) -> None:
    """Make totals of the incidents that only hold what others told after them hold."""
    for whole in totals_with_parts(story.drafts):
        sentence = whole.first.sentence
        story.drafts.remove(whole)
        story.tallied.append(sentence)
        for disposition in story.dispositions:
            if disposition.draft is whole:
                disposition.draft, disposition.disposition = None, "merged"
                if disposition.sentence is sentence:
                    disposition.disposition, disposition.rule = "tally", "story.total_of_parts"
                    disposition.tally = len(story.tallied) - 1


def _date_what_came_before(story: Story, sentences: Sequence[Sentence], reference: dt.date | None) -> None:
    """News told without a day in an article whose latest day word is "yesterday" is yesterday's, as in a printed paper:
    likely, but not told, and so no finer than publication would be."""
    near = [d for s in sentences if not s.is_boilerplate for d in s.dates if d.rule.startswith(DAY_WORDS)]
    if reference is None or max((d.value for d in near if d.value), default=None) != reference - dt.timedelta(days=1):
        return
    told = next(d for d in near if d.value == reference - dt.timedelta(days=1))
    for draft in story.drafts:
        known = draft.date()
        is_open = known is None or (known is draft.carried_date and is_stale(known, reference))
        if is_open and not draft.is_background:
            draft.carried_date = replace(told, precision=max(told.precision, UNTOLD_PRECISION))


def _frames(sentence: Sentence, facts: Sequence[Mark[TriggerForm]]) -> list[Frame]:
    return cut_frames(sentence, facts, sentence.language.conjunctions)


def _day_of(sentence: Sentence, facts: Sequence[Mark[TriggerForm]]) -> DateReading | None:
    """The single day that a sentence of the news names beside what happened."""
    if not facts:
        return None
    dates = [date for date in sentence.dates if is_shared(date, sentence)]
    frame = Frame(sentence, sentence.start, sentence.end, list(facts), dates=dates)
    date = date_of(frame)
    return date if date is not None and date.precision == 1 else None


def _dispose(
    story: Story, sentence: Sentence, marks: Sequence[Mark[TriggerForm]], kind: str, disposition: str, rule: str
) -> None:
    story.dispositions.extend(Disposition(sentence, mark, kind, disposition, rule) for mark in marks)


def _facts(story: Story, sentence: Sentence, kind: str) -> list[Mark[TriggerForm]]:
    """The triggers of a sentence that tell what happened; the others get their disposition."""
    facts = []
    for mark in sentence.triggers:
        cue = blocking_cue(mark, sentence)
        if cue is not None:
            _dispose(story, sentence, [mark], kind, DISPOSITION[cue.value.role], cue.value.word_id)
        elif is_purpose(mark, sentence):
            _dispose(story, sentence, [mark], kind, "planned", "discourse.purpose")
        elif _frees_the_seized(mark, sentence):
            _dispose(story, sentence, [mark], kind, "non_event", "story.freed_again")
        elif is_asked(mark, sentence):
            _dispose(story, sentence, [mark], kind, "hypothetical", "discourse.question")
        elif mark.value.tense == "future":
            _dispose(story, sentence, [mark], kind, "planned", "tense.future")
        else:
            facts.append(mark)
    return facts


def _take(story: Story, frame: Frame, kind: str) -> None:
    """Add a frame to the story: to incidents told before, or as new ones, one per place of an enumeration."""
    telling = story.last_telling = with_subject(tell(frame, kind), story.last_telling)
    if frame.sentence.is_headline and _take_heading(story, telling):
        return
    if (known := find_located(telling, story.drafts) or _known(story, telling)) is not None:
        known.tellings.append(telling)
        _mark(story, telling, known, is_new=False)
        return
    if not opens(telling) or _is_outcome_of_no_fact(telling, story) or _is_peaceful(telling, story):
        _add_detail(story, telling)
        return
    places: list[PlaceReading | None] = list(telling.places) or [None]
    accounts = [(telling if number == 0 else replace(telling, tolls={}), place) for number, place in enumerate(places)]
    first: Draft | None = None
    for number, (account, place) in enumerate(by_share(telling) or accounts):
        draft = find_draft(account, place, story.drafts)
        is_new = draft is None
        if draft is None:
            draft = _new_draft(account, place, number == 0, story)
            story.drafts.append(draft)
        else:
            draft.tellings.append(account)
            if place is not None and (draft.place is None or place.precision < draft.place.precision):
                draft.place = place
        if first is None:
            first = draft
            _mark(story, telling, draft, is_new)
        elif is_new:
            draft.carried_actor, draft.carried_target = first.actor(), first.target()


def _add_detail(story: Story, telling: Telling) -> None:
    """Let a telling that opens no incident say more of one told before, if it belongs to any."""
    draft = None
    if story.drafts:
        place = telling.places[0] if telling.places and telling.places[0].role == "location" else None
        draft = find_draft(telling, place, story.drafts) if place is not None else None
        if draft is not None and draft.place is None:
            draft.place = place  # "The attack took place in …"
        draft = draft if draft is not None else find_draft(telling, None, story.drafts)
        if draft is not None:
            draft.tellings.append(telling)
    _mark(story, telling, draft, is_new=False)


def _is_peaceful(telling: Telling, story: Story) -> bool:
    """Whether the words of a telling need not mean violence, and neither they nor the article speak of any."""
    return is_without_people(telling) or (may_be_peaceful(telling) and not story.tells_violence())


def _is_outcome_of_no_fact(telling: Telling, story: Story) -> bool:
    """Whether the sentence only named the act that had an outcome ("the anniversary of the blast that killed ten")."""
    if not is_outcome(telling):
        return False
    before = [d for d in story.dispositions if d.sentence is telling.sentence and d.mark.start < telling.main.start]
    return any(d.disposition in _NAMED_ONLY and d.mark.value.trigger.family in VIOLENT for d in before)


def _known(story: Story, telling: Telling) -> Draft | None:
    """The incident told before whose outcome, later death or repetition a telling is, whatever else it says."""
    if not story.drafts:
        return None
    if is_outcome(telling) and (cause := find_cause(telling, story.drafts)) is not None:
        return cause
    if (wounding := find_wounding(telling, story.drafts)) is not None:
        return wounding
    return find_told(telling, story.drafts) if repeats(telling) else None


def _take_heading(story: Story, telling: Telling) -> bool:
    """Let a title or heading join the incident of the body that it announces; True when it is dealt with.

    The title opens an incident only when the body tells none; heading-like lines of a text with incidents are links to
    other articles.
    """
    if not story.drafts:
        return False
    place = telling.places[0] if telling.places else None
    draft = find_announced(telling, place, story.drafts)
    if draft is not None:
        draft.tellings.append(telling)
        _mark(story, telling, draft, is_new=False)
        return True
    _dispose(story, telling.sentence, telling.triggers, "heading", "boilerplate", "discourse.heading")
    return True


def _frees_the_seized(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether people are let go whom the sentence said before to be seized: that belongs to the story of their arrest.
    """
    if mark.value.trigger.family != "agreement":
        return False
    return any(other.value.trigger.family in SEIZING and other.start < mark.start for other in sentence.triggers)


def _new_draft(telling: Telling, place: PlaceReading | None, is_first: bool, story: Story) -> Draft:
    """A new incident; what its own words leave open is carried on from the incident told just before."""
    draft = Draft([telling], place, is_first)
    previous = story.drafts[-1] if story.drafts else None
    if telling.is_background:
        return draft
    if telling.date is None and story.opening is not None and story.opening.holds_for(telling.sentence):
        draft.set_date = story.opening.day
    if previous is None:
        draft.carried_date = story.last_date if telling.date is None else None
        return draft
    near = telling.sentence.number - previous.tellings[-1].sentence.number <= CARRY_SENTENCES
    if draft.place is None and near:
        draft.place = previous.place
    if telling.actor is None and (near or not is_first) and _goes_on(telling, previous, is_first):
        draft.carried_actor = previous.actor()
    whole = next((d for d in reversed(story.drafts) if is_part_of_total(telling, place, d)), None)
    if whole is not None and whole.typed().family == telling.family:
        draft.carried_actor, draft.carried_target = draft.carried_actor or whole.actor(), whole.target()
    is_alike = near and telling.sentence.has_cue("similar") and not previous.is_background
    if telling.target is None and is_alike and telling.family == previous.typed().family:
        draft.carried_target = previous.target()
    if telling.date is None:
        draft.carried_date = story.last_date
    return draft


def _goes_on(telling: Telling, previous: Draft, is_first: bool) -> bool:
    """Whether a telling without a doer speaks of the doer before: a verb without subject, a definite or "similar" act,
    or another place of the same enumeration."""
    if previous.is_background or telling.family != previous.typed().family:
        return False
    form = telling.main.value
    in_sentence = telling.sentence.number == previous.tellings[-1].sentence.number
    if not is_first or in_sentence or form.part == "verb" or form.is_definite:
        return True
    return telling.sentence.has_cue("another", "similar")


def _mark(story: Story, telling: Telling, draft: Draft | None, is_new: bool) -> None:
    for mark in telling.triggers:
        if draft is None:
            disposition, rule = "non_event", "story.no_incident"
        elif is_new and mark is telling.main:
            disposition, rule = "report", telling.type_rule
        else:
            disposition, rule = "merged", "story.same_incident"
        story.dispositions.append(Disposition(telling.sentence, mark, telling.sentence_class, disposition, rule, draft))
