"""How sure a row is: the shares of its parts that rest on clear words, weighted by `schemas/coding/confidence.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipelines.coding.article import Row
from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.settle import Where
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = read_yaml(schemas_folder() / "coding" / "confidence.yml", "confidence")["factors"]
    return weights


def confidence_of(row: Row, draft: Draft, where: Where) -> float:
    """The product of the factors of everything that makes a row less sure; between 0 and 1, two decimals."""
    signs = {
        "generic_trigger": draft.first.kind == "generic",
        "result_trigger": draft.first.kind == "result",
        "single_telling": len(draft.tellings) == 1,
        "no_place": where.place is None,
        "unknown_place": where.is_unknown,
        "region_only": where.precision == 3,
        "unnamed_actor": draft.actor() is None,
        "no_date": row["event_date"] is None,
        "publication_date": row["date_basis"] == "publication",
        "carried_date": row["date_basis"] == "context",
        "background": draft.is_background,
        "suspected": row["claim"] == "suspected",
    }
    confidence = 1.0
    for name, factor in _weights().items():
        if signs[name]:
            confidence *= factor
    return round(confidence, 2)
