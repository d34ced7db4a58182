"""What a source repeats around its articles: "about us" lines, calls to subscribe, headlines of its other articles.

Found by comparing a source's own articles within a build, from the hashes of their lines alone; the texts stay as they
are. The same articles give the same spans whatever the order of files, and an article is coded again only when its
own spans change.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.run.assemble import quoted
from pipelines.run.ingesting import BLOCKS

SPANS = "boilerplate"
REPEATS = 5
"""Different texts of one source that must bear a line before it counts as repeated."""

# A line is left out when it is the headline of another article of the source, or when it is repeated and at an edge
# of the text: above or below all lines of the article's own. Repeated lines between them stay, since daily round-ups
# tell new incidents in the same words. The first line is the headline and always stays.
_QUERY = """
    WITH here AS (
        SELECT shard, row_in_shard, text_key, coalesce(source_id, lower(source)) AS origin FROM settled_rows
        WHERE coalesce(source_id, source) IS NOT NULL
    ), articles AS (
        SELECT here.*, kept.{blocks} AS blocks, kept.title_key
        FROM read_parquet([{files}], filename = true, file_row_number = true) AS kept
        JOIN here ON kept.filename = here.shard AND kept.file_row_number = here.row_in_shard
    ), lines AS (
        SELECT shard, row_in_shard, text_key, origin, title_key,
            unnest(blocks) AS line, generate_subscripts(blocks, 1) AS place
        FROM articles
    ), repeated AS (
        SELECT origin, line.key AS key FROM lines GROUP BY ALL HAVING count(DISTINCT text_key) >= {repeats}
    ), headlines AS (
        SELECT origin, title_key AS key, min(text_key) AS one, max(text_key) AS other FROM articles
        WHERE title_key IS NOT NULL GROUP BY ALL
    ), marked AS (
        SELECT lines.*, repeated.key IS NOT NULL AS is_repeated, headlines.key IS NOT NULL
            AND lines.line.key IS DISTINCT FROM lines.title_key
            AND (headlines.one <> lines.text_key OR headlines.other <> lines.text_key) AS is_headline
        FROM lines
        LEFT JOIN repeated ON repeated.origin = lines.origin AND repeated.key = lines.line.key
        LEFT JOIN headlines ON headlines.origin = lines.origin AND headlines.key = lines.line.key
    ), edges AS (
        SELECT *, min(place) FILTER (NOT is_repeated AND NOT is_headline AND place > 1) OVER article AS first_own,
            max(place) FILTER (NOT is_repeated AND NOT is_headline) OVER article AS last_own
        FROM marked WINDOW article AS (PARTITION BY shard, row_in_shard)
    )
    SELECT shard, row_in_shard, list(line.start || '-' || line.end ORDER BY place) AS spans FROM edges
    WHERE line.start > 0 AND place > 1 AND first_own IS NOT NULL
        AND (is_headline OR (is_repeated AND (place < first_own OR place > last_own)))
    GROUP BY ALL
"""


def find_repeated(con: duckdb.DuckDBPyConnection, shards: Sequence[Path], settled: pa.Table) -> pa.Array:
    """For each row of `settled` (which names `shard` and `row_in_shard`) the spans to leave out, as "start-end"."""
    con.register("settled_rows", settled)
    files = ", ".join(quoted(shard / "articles.parquet") for shard in shards)
    found = con.sql(_QUERY.format(blocks=BLOCKS, files=files, repeats=REPEATS)).to_arrow_table()
    con.unregister("settled_rows")
    places = zip(found["shard"].to_pylist(), found["row_in_shard"].to_pylist(), strict=True)
    spans = dict(zip(places, found["spans"].to_pylist(), strict=True))
    rows = zip(settled["shard"].to_pylist(), settled["row_in_shard"].to_pylist(), strict=True)
    return pa.array([spans.get(row, []) for row in rows], pa.list_(pa.string()))
