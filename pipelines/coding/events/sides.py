"""What a role class means as a party: `schemas/coding/sides.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.readings import ActorReading
from pipelines.lexicon.actors import load_register
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

CROWD_ACTS = frozenset({"protest", "riot", "mob"})  # families of acts of crowds
UNARMED = ("generic.civilians", "generic.prisoners")


@dataclass(frozen=True, slots=True)
class Side:
    """The side of a class of people or things, and the generic actor that stands for it (None: armed, whose is
    unknown).
    """

    side: str
    party: str | None


@cache
def side_of_class() -> dict[str, Side]:
    """Role class → side. Raises SchemaError."""
    declared = read_yaml(schemas_folder() / "coding" / "sides.yml", "sides")["sides"]
    return {name: Side(entry["side"], entry["party"]) for entry in declared for name in entry["classes"]}


@cache
def fighting_people() -> dict[str, str]:
    """Role class → the generic side of both when such people fight one another. Raises SchemaError."""
    declared = read_yaml(schemas_folder() / "coding" / "sides.yml", "sides")["sides"]
    return {name: entry["fights_as"] for entry in declared if "fights_as" in entry for name in entry["classes"]}


@cache
def person_classes() -> frozenset[str]:
    """Role classes of people who are counted by head: those who can be killed, hurt or seized. Raises SchemaError."""
    declared = read_yaml(schemas_folder() / "lexicons" / "role_classes.yml", "role_classes")["classes"]
    return frozenset(entry["id"] for entry in declared if entry["kind"] in ("person", "casualty", "other"))


@cache
def thing_classes() -> frozenset[str]:
    """Role classes of things, acts not among them. Raises SchemaError."""
    declared = read_yaml(schemas_folder() / "lexicons" / "role_classes.yml", "role_classes")["classes"]
    return frozenset(entry["id"] for entry in declared if entry["kind"] == "thing" and entry["id"] != "operation")


def is_unarmed(reading: ActorReading) -> bool:
    """Whether the words name people who are hit, never those who strike: civilians and prisoners."""
    return bool(reading.keys) and reading.keys[0] in UNARMED


def civilians_of(keys: Sequence[str]) -> str | None:
    """The country whose civilians people of a side are when they are hit without a fight; None: the side is hit."""
    actor = load_register().actors.get(keys[0]) if keys else None
    return actor.civilians_of if actor is not None else None
