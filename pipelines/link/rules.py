"""The declared linking rules (`schemas/linking/rules.yml`) in the form that scoring needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class LinkingRules:
    """`windows`: days before and after, by precision; `distances_km`: near and far, by precision; `related`: sub-event
    types of one family, in pairs; `one_act`: those of them that one article may give to one act; `likeness`: traits
    with the least likeness of words, the highest first."""

    windows: Mapping[str, tuple[int, int]]
    distances_km: Mapping[int, tuple[float, float]]
    related: frozenset[tuple[str, str]]
    one_act: frozenset[tuple[str, str]]
    two_sided: frozenset[str]
    civilian_types: frozenset[str]
    points: Mapping[str, float]
    contradictions: frozenset[str]
    likeness: tuple[tuple[str, float], ...]
    deaths_difference: int
    deaths_ratio: float
    merge: float
    unsure: float
    same_article: float
    outvoted: float
    further: float
    ahead: float

    def are_one_act(self, one: str, other: str) -> bool:
        """Whether two sub-event types may be what one article says of one act, in two places of its text."""
        return one == other or (one, other) in self.one_act

    @property
    def word_traits(self) -> frozenset[str]:
        """The traits that the share of common words has."""
        return frozenset(trait for trait, _ in self.likeness)

    @property
    def days_back(self) -> int:
        """How many days before its date a report may mean at most."""
        return max(before for before, _ in self.windows.values())


@cache
def linking_rules() -> LinkingRules:
    """The rules as declared. Raises SchemaError when the declaration is wrong."""
    declared = read_yaml(schemas_folder() / "linking" / "rules.yml", "linking_rules")
    families = declared["type_families"]
    return LinkingRules(
        windows={key: (days["before"], days["after"]) for key, days in declared["day_windows"].items()},
        distances_km={int(key): (km["near"], km["far"]) for key, km in declared["distances_km"].items()},
        related=_pairs(family["members"] for family in families),
        one_act=_pairs(family["members"] for family in families if family.get("is_one_act")),
        two_sided=frozenset(declared["two_sided_event_types"]),
        civilian_types=frozenset(declared["civilian_types"]),
        points=declared["points"],
        contradictions=frozenset(declared["contradictions"]),
        likeness=tuple(sorted(declared["likeness"].items(), key=lambda item: -item[1])),
        deaths_difference=declared["contradictory_deaths"]["difference"],
        deaths_ratio=declared["contradictory_deaths"]["ratio"],
        merge=declared["thresholds"]["merge"],
        unsure=declared["thresholds"]["unsure"],
        same_article=declared["thresholds"]["same_article"],
        outvoted=declared["thresholds"]["outvoted"],
        further=declared["thresholds"]["further"],
        ahead=declared["thresholds"]["ahead"],
    )


def _pairs(families: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((one, other) for members in families for one, other in product(members, repeat=2))
