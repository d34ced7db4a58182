"""The trigger lexicon: which words may tell of an incident, compiled for matching."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.lexicon.morphology import WordForm, inflected_forms, noun_forms, phrase_forms, pluralised, verb_forms
from pipelines.metadata.codes import load_codes
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class Trigger:
    """One sense of the trigger lexicon.

    `kind`: "event" opens an incident, "generic" does so with a type that its context decides, "result" tells an outcome
    (a death, an injury), "context" only supports others. `genitive` is whom a noun's genitive names: the agent ("قصف
    القوات", the forces' shelling) or the patient ("مقتل مدني", a civilian's killing). `family` groups senses that may
    tell the same incident.
    `objects` are words of which one must stand nearby ("seized … weapons"), as texts fold them. `needs_doer`: a crime
    unless somebody armed is named who does it; `needs_crowd`: a protest only where protesters or other people do it.
    `means` is the category of weapon that the words themselves name; `outcome` what they say was done to people.
    `preposition` is a word that must stand between a verb and its object ("قضت القوات على مسلحين", did away with);
    `in_custody`: whoever owns the place that is named holds the victim, and did it. `has_finder`: its subject came upon
    the victim of an act by another. `is_of_state`: only a state's forces do it in the law's name; an armed group that
    does it abducts. `objects_act`: the words asked for are what does it ("jets | hit"), before an active verb.
    `fought_by`: the generic side that both sides of the fight are ("tribal clashes"). `needs_violence`: sport, debate
    or illness have the word too, it tells of an incident only where something else speaks of arms; `needs_people`:
    things are stopped or held by the same verb.
    """

    trigger_id: str
    kind: str
    family: str
    sub_event_type: str
    outcome: str | None = None
    means: str | None = None
    is_weak: bool = False
    is_dependent: bool = False
    needs_place: bool = False
    genitive: str = "agent"
    objects: frozenset[str] | None = None
    needs_doer: bool = False
    needs_crowd: bool = False
    is_passive: bool = False
    has_helpless_victim: bool = False
    has_finder: bool = False
    in_custody: bool = False
    preposition: str | None = None
    is_of_state: bool = False
    objects_act: bool = False
    fought_by: str | None = None
    needs_violence: bool = False
    needs_people: bool = False


@dataclass(frozen=True, slots=True)
class TriggerForm:
    """A form of a trigger as texts have it: the sense and what the form's shape says."""

    trigger: Trigger
    part: str  # "verb" | "noun" | "phrase"
    tense: str | None = None
    number: int = 1
    has_pronoun: bool = False
    is_definite: bool = False
    voice: str = "active"  # "active" | "passive" | "open": the words around decide
    pronoun_number: int = 0  # how many people the pronoun glued on stands for: one, two; 0 for more or none


def trigger_entries(language: str) -> Iterator[Mapping[str, Any]]:
    """The declared entries of a language, file by file in name order. Raises SchemaError."""
    for path in sorted((schemas_folder() / "lexicons" / language / "triggers").glob("*.yml")):
        yield from read_yaml(path, "triggers")["triggers"]


def read_trigger(entry: Mapping[str, Any], language: Language | None = None) -> Trigger:
    """The sense that an entry declares; its object words folded as the language says."""
    return Trigger(
        trigger_id=entry["id"],
        kind=entry["kind"],
        family=entry["family"],
        sub_event_type=entry["sub_event_type"],
        outcome=entry.get("outcome"),
        means=entry.get("means"),
        is_weak=bool(entry.get("is_weak")),
        is_dependent=bool(entry.get("is_dependent")),
        needs_place=bool(entry.get("needs_place")),
        genitive=entry.get("genitive", "agent"),
        objects=_object_forms(entry["objects"], language) if "objects" in entry else None,
        needs_doer=bool(entry.get("needs_doer")),
        needs_crowd=bool(entry.get("needs_crowd")),
        is_passive=bool(entry.get("is_passive")),
        has_helpless_victim=bool(entry.get("has_helpless_victim")),
        has_finder=bool(entry.get("has_finder")),
        in_custody=bool(entry.get("in_custody")),
        preposition=_folded(entry.get("preposition"), language),
        is_of_state=bool(entry.get("is_of_state")),
        objects_act=bool(entry.get("objects_act")),
        fought_by=entry.get("fought_by"),
        needs_violence=bool(entry.get("needs_violence")),
        needs_people=bool(entry.get("needs_people")),
    )


def _folded(word: str | None, language: Language | None) -> str | None:
    return language.fold(word) if word is not None and language is not None else word


def _object_forms(words: Sequence[str], language: Language | None) -> frozenset[str]:
    """Object words as texts have them: folded, with the article and endings of nouns, and what may be glued before
    them.
    """
    if language is None:
        return frozenset(words)
    bare = {language.fold(form.text) for word in words for form in noun_forms(word, [], language.code, has_dual=True)}
    bare |= {language.fold(word) for word in words}
    glued = {
        prefix + form.removeprefix(instead)
        for prefix, instead in language.proclitics.items()
        for form in bare
        if form.startswith(instead)
    }
    return frozenset(bare | glued)


def entry_forms(entry: Mapping[str, Any], language: str) -> Iterator[WordForm]:
    """All forms of an entry, in natural spelling; but those that mostly belong to another word (`without`)."""
    without = frozenset(entry.get("without", ()))
    return (form for form in _declared_forms(entry, language) if form.text not in without)


def _declared_forms(entry: Mapping[str, Any], language: str) -> Iterator[WordForm]:
    if "verb" in entry:
        yield from verb_forms(entry["verb"][0], entry["verb"][1], language)
    for verb in entry.get("verbs", []):
        yield from verb_forms(verb[0], verb[1], language) if isinstance(verb, list) else inflected_forms(verb, language)
    for noun in entry.get("nouns", []):
        plural = noun["plural"] if "plural" in noun else list(pluralised(noun["singular"], language))
        yield from noun_forms(noun["singular"], plural, language, has_dual=True)
    for masdar in entry.get("masdar", []):
        yield from noun_forms(masdar, [], language, has_dual=False)
    for phrase in expanded(entry.get("noun_phrases", [])):
        yield from phrase_forms(phrase, language)
    for phrase in expanded(entry.get("phrases", [])):
        yield WordForm(phrase, "phrase")


@cache
def trigger_matcher(language: str) -> PhraseMatcher[TriggerForm]:
    """The compiled trigger lexicon of a language. Raises SchemaError."""
    spoken = load_language(language)
    return PhraseMatcher(_phrases(spoken), spoken.proclitics)


def _phrases(language: Language) -> Iterator[tuple[list[str], TriggerForm]]:
    for entry in trigger_entries(language.code):
        trigger = read_trigger(entry, language)
        if trigger.sub_event_type not in load_codes("sub_event_type").codes:
            problem = f"{trigger.sub_event_type!r} is no sub-event type"
            raise SchemaError(f"schemas/lexicons/{language.code}/triggers", trigger.trigger_id, problem)
        for form in entry_forms(entry, language.code):
            shape = TriggerForm(
                trigger,
                form.part,
                form.tense,
                form.number,
                form.has_pronoun,
                form.is_definite,
                form.voice,
                form.pronoun_number,
            )
            yield language.fold(form.text).split(), shape
