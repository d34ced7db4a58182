"""Which sense of a trigger's form its company admits: senses that name objects hold only with one of them nearby."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.lexicon import place_words
from pipelines.lexicon.language import Language
from pipelines.lexicon.matcher import Match
from pipelines.lexicon.triggers import TriggerForm

OBJECT_REACH = 8  # tokens behind a verb in which its object's noun stands
OBJECT_REACH_AFTER_SUBJECT = 10  # the same where verbs come first, and the subject and the day may stand between
SUBJECT_REACH = 7  # tokens before a passive in which it stands
FARTHEST = 99  # an object before its verb counts behind any that follows one
_STOPS = frozenset(".;:!?\n")


def fitting_forms(words: Sequence[str], match: Match[TriggerForm], language: Language) -> tuple[TriggerForm, ...]:
    """The senses that the words around admit: those whose object is there, the nearest first, before those that ask for
    none."""
    if all(form.trigger.objects is None for form in match.entries):
        return match.entries
    reach = OBJECT_REACH if language.is_subject_first else OBJECT_REACH_AFTER_SUBJECT
    behind = _until_stop(_behind(words, match.last, reach))
    before = _until_stop(words[max(0, match.first - SUBJECT_REACH) : match.first][::-1])
    is_active = bool(language.after_passives and behind) and behind[0] not in language.after_passives
    is_passive = bool(behind) and _ends_passive(behind[0], language)
    behind = _heads(behind, match) if language.is_subject_first else behind
    found = [
        (distance, place, form)
        for place, form in enumerate(match.entries)
        if form.trigger.objects is not None
        and (distance := _distance(form, behind, before, is_active, is_passive)) is not None
    ]
    told = [form for _, _, form in sorted(found, key=lambda item: item[:2])]
    return (*told, *(form for form in match.entries if form.trigger.objects is None))


def _heads(behind: Sequence[str], match: Match[TriggerForm]) -> Sequence[str]:
    """The words behind a form without the nouns that only say more of an object right behind them: what was seized is
    a depot, not ammunition ("seized an ammunition | depot")."""
    wanted = [form.trigger.objects for form in match.entries if form.trigger.objects]
    if len(wanted) == 1:
        return behind
    return [
        ""
        if any(word in objects for objects in wanted)
        and any(head in objects and word not in objects for objects in wanted)
        else word
        for word, head in zip(behind, (*behind[1:], ""), strict=False)
    ]


def _ends_passive(word: str, language: Language) -> bool:
    """Whether a word says that the form before it is a passive; "seized | and burned a car" may be either."""
    return word in language.after_passives and word.isalpha() and word not in place_words(language.code).list_words


def _distance(
    form: TriggerForm, behind: Sequence[str], before: Sequence[str], is_active: bool, after_passives: bool
) -> int | None:
    """How far behind a form the nearest of its objects stands, those before it last; None when there is none.

    `is_active`: the word behind says that a form which may be either is no passive ("fighters seized | Mosul"); that
    matters for senses that befall their object, as others count a subject ("jets hit …") among their company.
    """
    wanted = form.trigger.objects or frozenset()
    if form.trigger.objects_act and form.part == "verb" and form.voice != "passive" and is_active:
        return next((place for place, word in enumerate(before) if word in wanted), None)
    is_sure = after_passives and form.voice != "active" and form.part == "verb"
    if is_sure and _befalls(form) and not wanted.isdisjoint(before):  # "rifles | were seized from their car"
        return next(place for place, word in enumerate(before) if word in wanted)
    if not wanted.isdisjoint(behind):
        near = next(place for place, word in enumerate(behind) if word in wanted)
        return near if form.trigger.preposition in (None, *behind[:near]) else None
    if form.trigger.preposition is not None:
        return None
    is_passive = form.voice == "passive" or (form.voice == "open" and not (is_active and _befalls(form)))
    is_open = form.part == "noun" or is_passive
    return FARTHEST if is_open and not wanted.isdisjoint(before) else None


def _befalls(form: TriggerForm) -> bool:
    """Whether a sense's objects are those it befalls; of mobs they are also who does it ("residents beat …")."""
    return form.trigger.genitive == "patient" and form.trigger.family != "mob"


def _behind(words: Sequence[str], start: int, reach: int) -> Sequence[str]:
    """The words behind a form, those in brackets not counted ("blocked (with their cars) the road")."""
    near = words[start : start + reach]
    if "(" not in near:
        return near
    outside: list[str] = []
    depth = 0
    for word in words[start : start + 2 * reach]:
        depth += (word == "(") - (word == ")")
        if not depth and word != ")":
            outside.append(word)
    return outside[:reach]


def _until_stop(words: Sequence[str]) -> Sequence[str]:
    return words[: next((place for place, word in enumerate(words) if word in _STOPS), len(words))]
