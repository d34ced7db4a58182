"""The row of an incident from the rows of its reports and of the articles they stand in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.link.civilians import civilian_targeting
from pipelines.link.codes import common_scale, interaction, iso3_of, other_codings
from pipelines.link.merge import merge_reports
from pipelines.link.notes import incident_notes

Row = dict[str, Any]


def original(article: Mapping[str, Any]) -> str:
    """The article itself, or the one it is a copy of."""
    return str(article["duplicate_of"] or article["article_id"])


def incident_row(
    incident_id: str, reports: Sequence[Row], articles: Mapping[str, Row], copies: Mapping[str, str]
) -> Row:
    """The `incidents` row of some reports, the oldest first.

    `articles` are the rows of articles by id, `copies` leads from near-copies to the text they repeat: when reports are
    weighed against each other, copies of a text are one voice.
    """
    told = [articles[report["article_id"]] for report in reports]
    originals = {original(article): articles.get(original(article), article) for article in told}
    voices = {article["article_id"]: copies.get(original(article), original(article)) for article in told}
    merged = merge_reports(reports, voices)
    merged["incident_id"] = incident_id
    merged["event_id_cnty"] = _country_id(incident_id, iso3_of(merged["country"]))
    merged["sources"] = sorted({article["source"] for article in originals.values() if article["source"]})
    merged["source_scale"] = common_scale(article["source_scale"] for article in originals.values())
    merged["report_count"], merged["article_count"] = len(reports), len(originals)
    merged["independent_count"] = len(set(voices.values()))
    days = sorted(article["published"] for article in told if article["published"] is not None)
    merged["first_published"], merged["last_published"] = (days[0], days[-1]) if days else (None, None)
    merged["interaction"] = interaction(merged["actor_inter"], merged["target_inter"])
    merged["civilian_targeting"] = civilian_targeting(merged)
    merged.update(other_codings(merged["sub_event_type"]))
    merged["notes"], merged["notes_ar"] = incident_notes(merged, "en"), incident_notes(merged, "ar")
    return merged


def _country_id(incident_id: str, iso3: str) -> str:
    """ACLED's form of an id, country and number; the number comes from the incident's id, so that it stays with it."""
    return f"{iso3}{int(hashlib.sha256(incident_id.encode()).hexdigest()[:12], 16) % 10**12:012d}"
