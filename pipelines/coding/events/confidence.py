"""How sure a row is: signs of doubt and of clear words, weighed by `schemas/coding/confidence.yml`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.coding.article import Row
from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.settle import Where, Who
from pipelines.gazetteer import load_gazetteer
from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

LEAST, MOST = 0.01, 0.99  # nothing read from words alone is sure
WEAK_SCORE = 4.0  # of a place that little speaks for
CLOSE_SCORE = 2.0  # as near as another place's score may come to the best one's before the words are ambiguous
CROWDS = (5, 6)  # actor types of rioters and protesters, who act for themselves
OPENING = 2  # paragraphs in which news tells what is new
SIGNS = (
    *("generic_trigger", "result_trigger", "context_trigger", "single_telling", "headline", "later_sentence"),
    *("background", "strategic", "counted_toll", "no_date", "publication_date", "carried_date"),
    *("no_place", "unknown_place", "weak_place", "ambiguous_place", "near_place", "region_only"),
    *("crowd_actor", "unnamed_actor", "anaphoric_actor", "carried_actor", "no_target", "implied_target"),
    *("claimed", "suspected"),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds of being right: of a row without any sign, and what each sign adds."""

    start: float
    of_sign: Mapping[str, float]


def weights_file() -> Path:
    """The declared weights."""
    return schemas_folder() / "coding" / "confidence.yml"


@cache
def load_weights() -> Weights:
    """The declared weights. Raises SchemaError when they do not fit the signs that rows have."""
    declared = read_yaml(weights_file(), "confidence")
    weights = {sign["id"]: float(sign["weight"]) for sign in declared["signs"]}
    for name in sorted(weights.keys() ^ set(SIGNS)):
        raise SchemaError("schemas/coding/confidence.yml", name, "is not a sign that rows have, or has no weight")
    return Weights(float(declared["start"]), weights)


def confidence_of(signs: Sequence[str]) -> float:
    """The share of rows with these signs whose type, date, admin1 and actor are right, by a logistic model; between 0
    and 1, two decimals."""
    weights = load_weights()
    odds = math.exp(weights.start + sum(weights.of_sign[sign] for sign in signs))
    return round(min(max(odds / (1 + odds), LEAST), MOST), 2)


def signs_of(row: Row, draft: Draft, where: Where, who: Who) -> list[str]:
    """The signs that hold for a row, in the order of SIGNS."""
    holds = _signs_of_words(row, draft) | _signs_of_place(where) | _signs_of_sides(row, draft, who)
    return [name for name in SIGNS if holds[name]]


def _signs_of_words(row: Row, draft: Draft) -> dict[str, bool]:
    first = draft.first
    return {
        "generic_trigger": first.kind == "generic",
        "result_trigger": first.kind == "result",
        "context_trigger": first.kind == "context",
        "single_telling": len(draft.tellings) == 1,
        "headline": first.sentence.is_headline,
        "later_sentence": not first.sentence.is_headline and first.sentence.paragraph > OPENING,
        "background": draft.is_background,
        "strategic": row["event_type"] == "Strategic developments",
        "counted_toll": any(not toll.is_vague for telling in draft.tellings for toll in telling.tolls.values()),
        "no_date": row["event_date"] is None,
        "publication_date": row["date_basis"] == "publication",
        "carried_date": row["date_basis"] == "context",
    }


def _signs_of_place(where: Where) -> dict[str, bool]:
    candidates = where.reading.candidates if where.reading is not None else ()
    best = candidates[0].score if candidates else 0.0
    return {
        "no_place": where.place is None,
        "unknown_place": where.is_unknown,
        "weak_place": bool(candidates) and best < WEAK_SCORE,
        "ambiguous_place": any(
            best - other.score < CLOSE_SCORE and _lies_elsewhere(other.place_id, where) for other in candidates[1:]
        ),
        "near_place": where.precision == 2,
        "region_only": where.precision == 3,
    }


def _lies_elsewhere(place_id: str, where: Where) -> bool:
    """Whether a place is in another first-level unit than the one decided on."""
    other, place = load_gazetteer().by_id(place_id), where.place
    return place is None or (other.country, other.admin1) != (place.country, place.admin1)


def _signs_of_sides(row: Row, draft: Draft, who: Who) -> dict[str, bool]:
    return {
        "crowd_actor": row["actor_inter"] in CROWDS,
        "unnamed_actor": who.actor_party is None and row["actor_inter"] not in CROWDS,
        "anaphoric_actor": who.actor_party is not None and who.actor_party.rule == "party.anaphor",
        "carried_actor": who.actor_party is not None and who.actor_party is draft.carried_actor,
        "no_target": who.target is None,
        "implied_target": who.target is not None and who.target_party is None,
        "claimed": row["claim"] == "claimed",
        "suspected": row["claim"] == "suspected",
    }
