"""What is wrong or doubtful in the lexicons: entries that contradict each other, never match, or were never used.

An error changes or hides what the coder reads (of two meanings of one form only the first ever counts); a warning is
for somebody to look at. The audit reads `schemas/` alone; what a release used is handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.triggers import entry_forms, read_trigger, trigger_entries, trigger_matcher
from pipelines.lexicon.words import TOPICS, Word, trimmed, word_matcher
from pipelines.metadata.codes import load_codes
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One remark: how grave, which check, in which language ("" where the matter belongs to none), on which entry."""

    level: str
    check: str
    language: str
    entry: str
    problem: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Who declares a form: the entry, and what the form means there (equal meanings do no harm)."""

    entry: str
    meaning: tuple[Any, ...]


def lexicon_languages() -> list[str]:
    """The languages that have triggers, sorted."""
    return sorted(path.parent.name for path in (schemas_folder() / "lexicons").glob("*/triggers"))


def audit_language(language: str) -> list[Finding]:
    """All remarks on the triggers, markers, cues, weapons and roles of a language. Raises SchemaError."""
    triggers = audit_triggers(language, list(trigger_entries(language)))
    return sorted({*triggers, *_audit_words(language), *_audit_roles(language)})


def audit_triggers(language: str, entries: Collection[Mapping[str, Any]]) -> Iterator[Finding]:
    """Remarks on trigger entries: forms given twice, unknown types, words that no text holds, examples not matched."""
    spoken, types = load_language(language), load_codes("sub_event_type").codes
    forms: dict[tuple[Any, ...], list[Owner]] = {}
    for entry in entries:
        sense, type_ = read_trigger(entry, spoken), entry["sub_event_type"]
        objects = tuple(sorted(sense.objects or ()))
        owner = Owner(entry["id"], tuple(getattr(sense, field.name) for field in fields(sense))[1:])
        if type_ not in types:
            yield Finding(ERROR, "unknown_type", language, entry["id"], f"{type_!r} is no sub-event type")
        for text, part in sorted(_declared_forms(entry, spoken)):
            # What is a verb here and a noun there, or asks for other objects, is told apart by the words around it.
            forms.setdefault((text, part, objects), []).append(owner)
        phrases = list(expanded(entry.get("phrases", [])))
        yield from _repeated(language, entry["id"], phrases)
        yield from _unmatchable(language, entry["id"], [spoken.fold(phrase).split() for phrase in phrases])
        yield from _example(language, entry)
    for (text, *_), owners in sorted(forms.items()):
        yield from shared_forms(language, {text: owners})


def _declared_forms(entry: Mapping[str, Any], spoken: Language) -> set[tuple[str, str]]:
    """The folded forms of an entry, each with "verb" or "noun"."""
    return {
        (spoken.fold(form.text), "verb" if form.part == "verb" else "noun") for form in entry_forms(entry, spoken.code)
    }


def shared_forms(language: str, forms: Mapping[str, Collection[Owner]]) -> Iterator[Finding]:
    """Forms that more than one entry declares: an error where they mean different things there."""
    for text, owners in forms.items():
        ids = list(dict.fromkeys(owner.entry for owner in owners))
        if len(ids) < 2:
            continue
        is_conflict = len({owner.meaning for owner in owners}) > 1
        check, level = ("conflict", ERROR) if is_conflict else ("duplicate", WARNING)
        yield Finding(level, check, language, ids[0], f"{text!r} is also a form of {', '.join(ids[1:])}")


def _repeated(language: str, entry: str, texts: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            yield Finding(WARNING, "repeated", language, entry, f"{text!r} stands twice in the entry")
        seen.add(text)


def _unmatchable(language: str, entry: str, phrases: Iterable[list[str]]) -> Iterator[Finding]:
    """Phrases that a text is never cut into: marks and digits inside words."""
    for words in phrases:
        if tokenise(" ".join(words)).words != words:
            phrase = " ".join(words)
            yield Finding(ERROR, "unmatchable", language, entry, f"no text is cut into the words of {phrase!r}")


def _example(language: str, entry: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether a trigger is found in its own example; less grave where a phrase of the same type takes the words."""
    words = tokenise(load_language(language).fold(entry["example"])).words
    found = [form.trigger for match in trigger_matcher(language).find(words) for form in match.entries]
    if any(trigger.trigger_id == entry["id"] for trigger in found):
        return
    is_taken = any(trigger.sub_event_type == entry["sub_event_type"] for trigger in found)
    others = ", ".join(dict.fromkeys(trigger.trigger_id for trigger in found)) or "nothing"
    problem = f"is not found in its own example, but {others}"
    yield Finding(WARNING if is_taken else ERROR, "example", language, entry["id"], problem)


def _audit_words(language: str) -> Iterator[Finding]:
    spoken = load_language(language)
    for topic, (key, role) in TOPICS.items():
        entries = read_yaml(schemas_folder() / "lexicons" / language / f"{topic}.yml", topic)[key]
        yield from audit_words(spoken, topic, role, entries)


def audit_words(spoken: Language, topic: str, role: str, entries: Collection[Mapping[str, Any]]) -> Iterator[Finding]:
    """Remarks on the markers, cues or weapons of a language."""
    forms: dict[str, list[Owner]] = {}
    for entry in entries:
        spelled = list(expanded(entry["words"]))
        phrases = [trimmed(spoken, written) for written in spelled]
        word = Word(entry["id"], entry[role], entry.get("scope", "before"), entry.get("reach", 1))
        for text in dict.fromkeys(" ".join(words) for words in phrases):
            forms.setdefault(text, []).append(Owner(entry["id"], astuple(word)[1:]))
        yield from _repeated(spoken.code, entry["id"], spelled)
        yield from _unmatchable(spoken.code, entry["id"], phrases)
        yield from _word_example(spoken, topic, entry)
    yield from shared_forms(spoken.code, dict(sorted(forms.items())))


def _word_example(spoken: Language, topic: str, entry: Mapping[str, Any]) -> Iterator[Finding]:
    if "example" not in entry:
        if "gloss" not in entry:  # words for things need no sentence, only to be understood
            yield Finding(WARNING, "no_example", spoken.code, entry["id"], "has neither example nor gloss")
        return
    words = tokenise(spoken.fold(entry["example"])).words
    found = [word.word_id for match in word_matcher(spoken.code, topic).find(words) for word in match.entries]
    if entry["id"] not in found:
        yield Finding(ERROR, "example", spoken.code, entry["id"], "does not match its own example")


def _audit_roles(language: str) -> Iterator[Finding]:
    """Role nouns that are given two classes, or none that is declared."""
    spoken = load_language(language)
    declared = read_yaml(schemas_folder() / "lexicons" / language / "roles.yml", "roles")["roles"]
    known = {entry["id"] for entry in role_classes()}
    forms: dict[str, list[Owner]] = {}
    for role in declared:
        if role["class"] not in known:
            yield Finding(ERROR, "unknown_class", language, role["id"], f"{role['class']!r} is no role class")
        for stems in (value for value in role.values() if isinstance(value, list)):
            for stem in stems:
                forms.setdefault(spoken.fold(stem), []).append(Owner(role["id"], (role["class"],)))
    yield from shared_forms(language, dict(sorted(forms.items())))


def role_classes() -> list[Mapping[str, Any]]:
    """The declared role classes. Raises SchemaError."""
    declared: list[Mapping[str, Any]] = read_yaml(
        schemas_folder() / "lexicons" / "role_classes.yml", "role_classes"
    )["classes"]
    return declared


def unused_triggers(used: Collection[str]) -> list[Finding]:
    """The triggers that a release never met; only of languages that it met at all."""
    return [
        Finding(WARNING, "unused", language, entry["id"], "was never used in this release")
        for language in lexicon_languages()
        if any(entry["id"] in used for entry in trigger_entries(language))
        for entry in trigger_entries(language)
        if entry["id"] not in used
    ]


def as_row(finding: Finding) -> dict[str, str]:
    """A finding as a JSON object: level, check, language, entry, problem."""
    return asdict(finding)
