"""Which triggers tell of nothing that happened: what a cue beside them makes of their words (a denial, a plan, an
accident, a figure of speech), questions, and aims.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipelines.coding.events.cue_reach import is_reduced, reaches
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.lexicon.actors import load_register
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
    "disaster": "non_event",
    "mishap": "non_event",
    "aftermath": "coreference",
    "topic": "coreference",
    "compound": "non_event",
    "figurative": "non_event",
    "crime": "non_event",
    "feud": "non_event",
    "animals": "non_event",
    "sport": "non_event",
    "subjunctive": "hypothetical",
}
_OF_DISASTERS = frozenset({"blast", "strike", "loot", "other", "operation", "riot", "mob", "arrest", "territory"})
_OF_FEUDS = frozenset({"harm", "attack", "arrest"})
_BATTLES = frozenset({"strike", "blast", "clash", "assault"})
_DEADLY = frozenset({"strike", "blast", "clash", "assault", "attack", "protest", "riot", "mob", "loot"})
_OPENING = ("event", "generic")
_CROWDS = frozenset({"protest", "riot"})
_QUESTION = frozenset("?؟")


def blocking_cue(trigger: Mark[TriggerForm], sentence: Sentence) -> Mark[Word] | None:
    """The cue that says the trigger's event did not happen, or is only referred to; None when it stands as a fact."""
    found = [cue for cue in sentence.cues if reaches(cue, trigger, sentence) and _blocks(cue, trigger, sentence)]
    return max(found, key=lambda cue: cue.first, default=None)


def _blocks(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a cue in whose reach a trigger stands speaks of it; where the class has no rule of its own, it does."""
    role = cue.value.role
    return role in DISPOSITION and (role not in _CONCERNS or _CONCERNS[role](cue, trigger, sentence))


def _accused(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """A charge is news where it says when, where or how many ("accused the army of shelling the town"); of a known act
    it says who did it ("accused them of being behind the blast")."""
    form = trigger.value
    return form.part == "noun" and not form.is_definite and not _is_told_exactly(trigger, sentence)


def _crime(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Ordinary crime explains an arrest, and is the theft for which somebody is arrested, where nobody fights or beats
    the thief."""
    families = {mark.value.trigger.family for mark in sentence.triggers}
    is_fought = "attack" in families or bool(sentence.weapons) or names_fighters(sentence)
    return "arrest" in families and trigger.value.trigger.family in ("arrest", "loot") and not is_fought


def _feud(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """A quarrel or a private reason explains deaths, where nobody fights."""
    family = trigger.value.trigger.family
    return family in _OF_FEUDS and not names_fighters(sentence) and not _tells_battle(sentence)


def _animals(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """A monkey attacks and hurts; nobody is shot by one."""
    return trigger.value.trigger.needs_violence and not sentence.weapons and not names_fighters(sentence)


def _sport(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Teams attack and players are injured; a bomb at a match is a bomb."""
    return trigger.value.trigger.needs_violence and not sentence.weapons


def _subjunctive(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """"That they kill" tells no fact."""
    return trigger.value.part == "verb" and trigger.value.tense == "present"


def _accident(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """An accident explains deaths and injuries, and takes nothing from an act told as such."""
    return trigger.value.trigger.kind == "result"


def _mishap(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """A fire explains deaths where no attack is told, and may be what was brought under control."""
    if cue.first <= trigger.first < cue.last:
        return True  # a word of the cue itself ("a leak of chlorine")
    if trigger.value.trigger.family == "territory":
        return not names_fighters(sentence)  # "took control of the fire"
    return trigger.value.trigger.kind == "result" and not any(
        m.value.trigger.kind in _OPENING and m.value.trigger.family in _DEADLY for m in sentence.triggers
    )


def _disaster(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """A disaster also explains blasts, blows and roads cut for which no weapon is named."""
    meant = trigger.value.trigger
    is_unarmed = meant.means is None and not sentence.weapons
    return meant.kind == "result" or (meant.family in _OF_DISASTERS and is_unarmed)


def _coreference(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """"The blast | that killed ten" tells of the ten."""
    return trigger.value.part != "verb"


def _aftermath(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """An act after which people are dead is no other than theirs ("ten killed following an attack")."""
    return not any(m.value.trigger.outcome and m.first < cue.first for m in sentence.triggers)


def _reference(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Since an act, not since a time ("تتعرض منذ الفجر لقصف", has been shelled since dawn)."""
    if any(date.start <= cue.end + 1 <= date.end for date in sentence.dates):
        return False
    return trigger.value.part != "verb" or _is_topic_verb(trigger.value, sentence)


def _topic(cue: Mark[Word], trigger: Mark[TriggerForm], sentence: Sentence) -> bool:
    """What a crowd demands or mourns ("mourned a student | killed in March"), but not what it did ("a protest against
    the cuts | turned violent")."""
    form = trigger.value
    if form.part == "phrase" and form.trigger.family in _CROWDS:
        return False
    return is_reduced(form) or form.part != "verb" or _is_topic_verb(form, sentence)


def _is_topic_verb(form: TriggerForm, sentence: Sentence) -> bool:
    """Whether what a verb tells is only spoken of: what a predicate with its own auxiliary tells is a protest's topic
    only ("a writer known for denouncing crime was murdered"), and what a crowd did is nobody's."""
    if form.voice == "passive" and form.number:
        return any(m.value.trigger.family in _CROWDS for m in sentence.triggers)
    return form.trigger.family not in _CROWDS or form.tense != "past"


_CONCERNS: Mapping[str, Callable[[Mark[Word], Mark[TriggerForm], Sentence], bool]] = {
    "accused": _accused,
    "crime": _crime,
    "feud": _feud,
    "animals": _animals,
    "sport": _sport,
    "subjunctive": _subjunctive,
    "accident": _accident,
    "mishap": _mishap,
    "disaster": _disaster,
    "coreference": _coreference,
    "aftermath": _aftermath,
    "reference": _reference,
    "topic": _topic,
}


def names_fighters(sentence: Sentence, *, or_army: bool = False) -> bool:
    """Whether an armed group that is no state's force stands in a sentence; `or_army`: or a state's army, but not its
    police, which tell of accidents as well."""
    register = load_register().actors
    named = (register.get(key) for reading in sentence.actors for key in reading.keys[:1])
    return any(
        not actor.is_party and (not actor.is_state or (or_army and actor.service != "police"))
        for actor in named
        if actor is not None
    )


def _tells_battle(sentence: Sentence) -> bool:
    return any(m.value.trigger.family in _BATTLES for m in sentence.triggers)


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
