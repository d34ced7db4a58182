"""What is wrong or doubtful in the rules beside the lexicons: typing rules, sides, and the aliases of actors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pipelines.lexicon.actors import Actor, load_register
from pipelines.lexicon.audit import ERROR, WARNING, Finding, lexicon_languages, role_classes
from pipelines.lexicon.language import load_language
from pipelines.lexicon.triggers import trigger_entries
from pipelines.metadata.codes import load_codes
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

Rule = Mapping[str, Any]

_PARTLESS_KINDS = frozenset({"other"})  # role classes that never are a party


def audit_rules() -> list[Finding]:
    """All remarks on `schemas/coding/`, the role classes and the actor aliases. Raises SchemaError."""
    rules = read_yaml(schemas_folder() / "coding" / "typing.yml", "typing")["rules"]
    sides = read_yaml(schemas_folder() / "coding" / "sides.yml", "sides")["sides"]
    return sorted({
        *audit_typing(rules, _vocabulary()), *audit_sides(sides, role_classes(), load_register().generics),
        *(finding for actor in load_register().actors.values() for finding in audit_aliases(actor)),
    })  # fmt: skip


def _vocabulary() -> dict[str, set[str]]:
    """What a frame can show: the families, means, outcomes and types that some lexicon declares."""
    known: dict[str, set[str]] = {"family": set(), "means": set(), "outcome": set(), "has_types": set()}
    for language in lexicon_languages():
        for entry in trigger_entries(language):
            known["family"].add(entry["family"])
            known["has_types"].add(entry["sub_event_type"])
            known["means"].update(filter(None, [entry.get("means")]))
            known["outcome"].update(filter(None, [entry.get("outcome")]))
        weapons = read_yaml(schemas_folder() / "lexicons" / language / "weapons.yml", "weapons")["weapons"]
        known["means"].update(entry["means"] for entry in weapons)
    return {**known, "families": known["family"], "acts": known["family"]}


def audit_typing(rules: Sequence[Rule], vocabulary: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Typing rules that can never decide: an earlier one holds whenever they do, or nothing shows what they ask for."""
    types = load_codes("sub_event_type").codes
    for number, rule in enumerate(rules):
        if rule["then"] is not None and rule["then"] not in types:
            yield Finding(ERROR, "unknown_type", "", rule["id"], f"{rule['then']!r} is no sub-event type")
        for name, wanted in rule["when"].items():
            known = vocabulary.get(name)
            if known is not None and not set(wanted) & set(known):
                yield Finding(ERROR, "unreachable", "", rule["id"], f"no lexicon knows {name} {', '.join(wanted)}")
        earlier = next((other for other in rules[:number] if _covers(other["when"], rule["when"])), None)
        if earlier is not None:
            yield Finding(ERROR, "unreachable", "", rule["id"], f"{earlier['id']} decides whenever it would")


def _covers(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    """Whether the earlier conditions hold whenever the later ones do.

    A condition on one value (family, actor) holds when the value is listed, one on a set (families, means) when the set
    shares an element with the list: both are implied by a list that is part of theirs.
    """
    return all(_implied(name, wanted, later) for name, wanted in earlier.items())


def _implied(name: str, wanted: Any, given: Mapping[str, Any]) -> bool:
    if isinstance(wanted, bool):
        return given.get(name) is wanted
    if name in given:
        return set(given[name]) <= set(wanted)
    # The main trigger's family is one of the frame's families.
    return name == "families" and "family" in given and set(given["family"]) <= set(wanted)


def unused_rules(used: Collection[str]) -> list[Finding]:
    """The typing rules that decided nothing in a release; none when no rule did (no release, or an empty one)."""
    rules = [rule["id"] for rule in read_yaml(schemas_folder() / "coding" / "typing.yml", "typing")["rules"]]
    if not any(rule in used for rule in rules):
        return []
    idle = [rule for rule in rules if rule not in used]
    return [Finding(WARNING, "unused", "", rule, "decided nothing in this release") for rule in idle]


def audit_sides(sides: Sequence[Rule], classes: Sequence[Rule], generics: Collection[str]) -> Iterator[Finding]:
    """Role classes that are no side and do not say why (`without_side`), that have one in spite of it, or two; classes
    and parties that are not declared."""
    known, seen = {entry["id"] for entry in classes}, dict[str, str]()
    for side in sides:
        if side["party"] is not None and side["party"] not in generics:
            yield Finding(ERROR, "unknown_party", "", side["id"], f"{side['party']} is no generic side")
        for name in side["classes"]:
            if name not in known:
                yield Finding(ERROR, "unknown_class", "", side["id"], f"{name!r} is no role class")
            if name in seen:
                yield Finding(ERROR, "conflict", "", side["id"], f"{name!r} is also of {seen[name]}")
            seen[name] = side["id"]
    for entry in classes:
        if "without_side" in entry:
            if entry["id"] in seen:
                message = f"says why it has no side, but is of {seen[entry['id']]}"
                yield Finding(WARNING, "no_side", "", entry["id"], message)
        elif entry["id"] not in seen and entry["kind"] not in _PARTLESS_KINDS:
            yield Finding(WARNING, "no_side", "", entry["id"], "is of no side in schemas/coding/sides.yml")


def audit_aliases(actor: Actor) -> Iterator[Finding]:
    """Aliases of an actor that are one spelling once folded, under different conditions."""
    for language, aliases in sorted(actor.aliases.items()):
        spoken, seen = load_language(language), dict[str, tuple[str | None, str | None]]()
        for alias in aliases:
            text, condition = spoken.fold(alias.text), (alias.needs, alias.asset)
            if seen.get(text, condition) != condition:
                yield Finding(WARNING, "alias", language, actor.actor_id, f"{text!r} is declared twice, differently")
            seen.setdefault(text, condition)
