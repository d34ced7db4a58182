"""Tolls that outcome words hold by themselves, by a pronoun or by the names of people, without a count."""

from __future__ import annotations

from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parts import counts_people
from pipelines.coding.events.sentence import Mark
from pipelines.coding.events.voice import ONE
from pipelines.coding.persons import names_at
from pipelines.lexicon.language import Language
from pipelines.lexicon.triggers import TriggerForm
from pipelines.readonly import readonly

# ACLED's figures for a plural without a number: three, the least that a plural says being two.
VAGUE_LOW, VAGUE_BEST = 2, 3


PLURAL = "toll.plural"  # a plural without any number
OBJECT = "toll.object"  # one whom only a verb's pronoun names: he was told of before
# One person or several whom an act takes as its object say nothing of whether it happened.
IMPLIED = frozenset({"toll.singular", "toll.pronoun", OBJECT, PLURAL})


@readonly
class Toll:
    """People of one outcome: bounds and best figure, and the words. `high` None: open above."""

    low: int
    best: int
    high: int | None
    is_vague: bool
    start: int
    end: int
    rule: str


def says_number(toll: Toll, form: TriggerForm) -> bool:
    """Whether a toll tells how many, beyond that an act which is named befell somebody ("the assassination of the
    judge")."""
    is_of_act = form.part == "noun" and form.trigger.kind != "result" and form.trigger.genitive == "patient"
    return not toll.is_vague and toll.rule not in IMPLIED and (toll.best > 1 or not is_of_act)


def uncounted_toll(mark: Mark[TriggerForm], frame: Frame) -> Toll | None:
    """The toll of an outcome word that governs no count."""
    return _bare_toll(mark) or _pronoun_toll(mark, frame) or named_toll(mark, frame)


def _bare_toll(mark: Mark[TriggerForm]) -> Toll | None:
    """An outcome noun that holds its own number: "قتيلان", "شهداء"; nothing for verbs and bare masdars."""
    form = mark.value
    if form.part == "verb" and form.voice == "passive" and form.number:
        low, best = (1, 1) if form.number == ONE else (VAGUE_LOW, VAGUE_BEST)
        return Toll(low, best, 1 if best == 1 else None, best > 1, mark.start, mark.end, "toll.auxiliary")
    is_plain = form.part == "verb" or (form.part == "noun" and form.number == 1)
    if is_plain and form.trigger.outcome and form.pronoun_number:
        people = form.pronoun_number  # "مقتله" (the killing of him), "مقتلهما" (of them both)
        rule = OBJECT if form.part == "verb" else "toll.pronoun"
        return Toll(people, people, people, False, mark.start, mark.end, rule)
    if form.part != "noun" or form.trigger.kind != "result" or form.has_pronoun or form.number == 1:
        return None
    if form.number == 2:
        return Toll(2, 2, 2, False, mark.start, mark.end, "toll.dual")
    return Toll(VAGUE_LOW, VAGUE_BEST, None, True, mark.start, mark.end, PLURAL)


def _pronoun_toll(mark: Mark[TriggerForm], frame: Frame) -> Toll | None:
    """The one person that a pronoun right behind an active verb stands for ("killing him")."""
    if mark.value.part != "verb" and mark.value.voice == "passive":
        return None
    roles = ("pronoun", "one_of_them")
    one = next((m for m in frame.sentence.markers if m.value.role in roles and m.first == mark.last), None)
    return Toll(1, 1, 1, False, one.start, one.end, "toll.pronoun") if one is not None else None


def named_toll(mark: Mark[TriggerForm], frame: Frame) -> Toll | None:
    """Those whom an outcome word is followed by their names ("مقتل أحمد العلي", the killing of Ahmad al-Ali), in
    languages where who suffered stands behind it; behind a verb and its subject too ("اعتقل الجيش أحمد العلي")."""
    sentence, language = frame.sentence, frame.sentence.language
    if language.is_subject_first:
        return None
    doers = {sentence.token_at(a.whole_start): sentence.token_at(a.end - 1) + 1 for a in frame.actors}
    place = doers.get(mark.last, mark.last)
    counted = (sentence.token_at(c.start) for c in frame.counts)
    people, behind = names_at(
        sentence.tokens, place, language.code, until=min((first for first in counted if first > place), default=None)
    )
    if not people or _is_told_of_others(mark, frame, sentence.tokens.ends[behind - 1]):
        return None
    start = sentence.tokens.starts[mark.last]
    return Toll(people, people, people, False, start, sentence.tokens.ends[behind - 1], "toll.names")


def goes_on(named: Toll, counted: Toll, frame: Frame, language: Language) -> bool:
    """Whether those counted are joined to those named right before them ("أحمد وشقيقه", Ahmad and his brother)."""
    last, first = frame.sentence.token_at(named.end - 1), frame.sentence.token_at(counted.start)
    return first - last == 1 and frame.sentence.tokens.words[first].startswith(language.conjunctions)


def _is_told_of_others(mark: Mark[TriggerForm], frame: Frame, end: int) -> bool:
    """Whether the one named behind a verb did it to people told right behind the name ("قتل أحمد ثلاثة رجال")."""
    if mark.value.part != "verb" or mark.value.voice == "passive" or mark.value.trigger.is_passive:
        return False
    behind = frame.sentence.token_at(end - 1) + 1
    told = next((c for c in frame.counts if frame.sentence.token_at(c.start) == behind and counts_people(c)), None)
    joined = frame.sentence.language.conjunctions
    return told is not None and not frame.sentence.tokens.words[behind].startswith(joined)
