"""The sub-event type of a frame: the first rule of `schemas/coding/typing.yml` that fits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.readonly import readonly
from pipelines.settings import schemas_folder

FEATURES_KEPT = 20_000  # frames that look the same to the rules are typed once


@readonly
class Features:
    """What the rules ask about a frame. `actor` and `target` are sides; the sets hold names of the lexicon.
    `acts` are the families of its active verbs."""

    family: str
    families: frozenset[str]
    acts: frozenset[str]
    means: frozenset[str]
    outcomes: frozenset[str]
    types: frozenset[str]
    actor: str
    target: str
    is_generic: bool
    own_type: str
    is_helpless: bool = False


@cache
def _rules(family: str) -> tuple[Mapping[str, Any], ...]:
    """The rules that may hold for acts of a family, in order."""
    declared = read_yaml(schemas_folder() / "coding" / "typing.yml", "typing")["rules"]
    return tuple(rule for rule in declared if family in rule["when"].get("family", (family,)))


@lru_cache(maxsize=FEATURES_KEPT)
def decide_type(features: Features) -> tuple[str, str]:
    """The sub-event type and the id of the rule that decided. Raises SchemaError."""
    for rule in _rules(features.family):
        if all(_holds(name, wanted, features) for name, wanted in rule["when"].items()):
            return rule["then"] or features.own_type, rule["id"]
    return features.own_type, "type.lexicon"


def _holds(name: str, wanted: Any, features: Features) -> bool:
    if name in ("is_generic", "is_helpless"):
        return bool(getattr(features, name)) is wanted
    if name in ("family", "actor", "target"):
        return getattr(features, name) in wanted
    sets = {
        "families": features.families,
        "acts": features.acts,
        "means": features.means,
        "outcome": features.outcomes,
        "has_types": features.types,
    }
    return bool(sets[name].intersection(wanted))
