"""How far a cue speaks: by its scope, the words between it and a trigger, and the ends of clauses."""

from __future__ import annotations

from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.lexicon.triggers import TriggerForm
from pipelines.lexicon.words import Word

_FORESEEN = frozenset({"plan", "threat", "hypothesis"})
_CLAUSE_MARKS = frozenset("،,؛;:.!؟?")


def reaches(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a cue speaks of a trigger: by its scope, the words between them, and no clause's end among these."""
    scope, distance = cue.value.scope, trigger.first - cue.last
    if cue.value.role == "topic" and trigger.value.part == "noun" and distance >= 0:
        return True  # all that a crowd demands or denounces, to the end of the sentence
    if cue.value.role == "topic" and distance >= 0 and is_reduced(trigger.value):
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


def is_reduced(form: TriggerForm) -> bool:
    """Whether a form is a participle without an auxiliary, which describes somebody ("a man | shot by the police")."""
    return form.part == "verb" and form.voice == "passive" and not form.number
