"""The row of an incident from its tellings: the rows of its reports, with what matters of their articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.link.civilians import civilian_targeting
from pipelines.link.codes import common_scale, interaction, iso3_of, other_codings
from pipelines.link.merge import merge_reports
from pipelines.link.near_copies import near_copies, packed, sign, unpacked
from pipelines.link.notes import incident_notes
from pipelines.link.sinks import Sink
from pipelines.link.sorting import sorted_rows
from pipelines.link.sources import Row, keep, quoted, rows_of

_SIGNED = pa.schema([("article_id", pa.string()), ("signature", pa.binary())])
_SHARES = """
    SELECT incident_of.report_id, incident_of.incident_id AS of_incident, reports.article_id, reports.language
    FROM reports JOIN incident_of ON incident_of.report_id = reports.report_id
"""
_TOLD_SHARES = """
    SELECT shares.report_id, shares.of_incident, told.told_in, told.published AS told_published,
      told.source AS told_source, told.source_scale AS told_scale, shares.language AS told_language
    FROM shares JOIN told ON told.article_id = shares.article_id
"""
# Only where several articles tell an incident it matters who repeats whom.
_COMPARED = """
    SELECT told_in, min(told_language) AS language FROM told_shares
    WHERE of_incident IN (SELECT of_incident FROM told_shares GROUP BY of_incident HAVING count(DISTINCT told_in) > 1)
    GROUP BY told_in
"""
_COMPARED_TEXTS = """
    SELECT articles.article_id, articles.text, compared.language
    FROM articles JOIN compared ON compared.told_in = articles.article_id
"""
_SIGNED_SHARES = """
    SELECT told_shares.* EXCLUDE (told_language), signed.signature
    FROM told_shares LEFT JOIN signed ON signed.article_id = told_shares.told_in
"""
_TELLINGS = """
    SELECT reports.* EXCLUDE (file_row_number), signed_shares.* EXCLUDE (report_id)
    FROM reports JOIN signed_shares ON signed_shares.report_id = reports.report_id
"""
_BY_AGE = "of_incident, told_published NULLS LAST, report_id"


def incident_rows(con: duckdb.DuckDBPyConnection, beside: Path) -> Iterator[Row]:
    """The `incidents` rows, by id, from views `reports`, `articles`, `told` and table `incident_of`; files that help
    are written to the folder `beside`."""
    for name, query in (("shares", _SHARES), ("told_shares", _TOLD_SHARES), ("compared", _COMPARED)):
        keep(con, name, query, beside)
    _sign_texts(con, beside / "signed.parquet")
    con.execute(f"CREATE VIEW signed AS SELECT * FROM read_parquet({quoted(beside / 'signed.parquet')})")
    keep(con, "signed_shares", _SIGNED_SHARES, beside)
    told = sorted_rows(con, _TELLINGS, ("of_incident[:6]",), _BY_AGE, beside / "tellings.parquet")
    for incident_id, tellings in groupby(told, key=lambda row: str(row["of_incident"])):
        yield incident_row(incident_id, list(tellings))


def _sign_texts(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The signatures of the texts of incidents that several articles tell: only there it matters who repeats whom."""
    with Sink(path, _SIGNED) as sink:
        for row in rows_of(con, _COMPARED_TEXTS):
            sink.add({"article_id": row["article_id"], "signature": packed(sign(row["text"] or "", row["language"]))})


def incident_row(incident_id: str, tellings: Sequence[Row]) -> Row:
    """The `incidents` row of the tellings of an incident, the oldest first.

    A telling is a `reports` row with what its article is to linking: `told_in` (the article itself or the one it is a
    copy of), `told_published`, `told_source` and `told_scale` of the original, `signature`. When reports are weighed
    against each other, copies and near-copies of a text are one voice.
    """
    copies = near_copies({row["told_in"]: unpacked(row["signature"]) for row in tellings}.items())
    voices = {row["article_id"]: copies.get(row["told_in"], row["told_in"]) for row in tellings}
    merged = merge_reports(tellings, voices)
    merged["incident_id"] = incident_id
    merged["event_id_cnty"] = _country_id(incident_id, iso3_of(merged["country"]))
    merged["sources"] = sorted({row["told_source"] for row in tellings if row["told_source"]})
    merged["source_scale"] = common_scale(row["told_scale"] for row in tellings)
    merged["report_count"], merged["article_count"] = len(tellings), len({row["told_in"] for row in tellings})
    merged["independent_count"] = len(set(voices.values()))
    days = sorted(row["told_published"] for row in tellings if row["told_published"] is not None)
    merged["first_published"], merged["last_published"] = (days[0], days[-1]) if days else (None, None)
    merged["interaction"] = interaction(merged["actor_inter"], merged["target_inter"])
    merged["civilian_targeting"] = civilian_targeting(merged)
    merged.update(other_codings(merged["sub_event_type"]))
    merged["notes"], merged["notes_ar"] = incident_notes(merged, "en"), incident_notes(merged, "ar")
    return merged


def _country_id(incident_id: str, iso3: str) -> str:
    """ACLED's form of an id, country and number; the number comes from the incident's id, so that it stays with it."""
    return f"{iso3}{int(hashlib.sha256(incident_id.encode()).hexdigest()[:12], 16) % 10**12:012d}"
