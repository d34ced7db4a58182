"""The passages around reports that are compared without their days, and how far two of them tell the same."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.link.rarity import Rarity, Weighed, shared
from pipelines.link.rules import LinkingRules
from pipelines.link.score import Comparison
from pipelines.link.sinks import Sink
from pipelines.link.sources import keep, quoted, rows_of
from pipelines.link.wording import word_numbers
from pipelines.readonly import readonly

AROUND = 300  # characters before and after a report's sentence that belong to its passage
_MOST_WORDS = 400
_READ = pa.schema([("report_id", pa.string()), ("passage", pa.binary())])


@readonly
class Wording:
    """The weighed words of a report's sentence and of the passage around it."""

    language: str | None
    sentence: Weighed
    passage: Weighed


def read_passages(con: duckdb.DuckDBPyConnection, beside: Path, reports: str) -> Rarity:
    """View `passages` of the words around the reports of a query (with their sentences' places), and what they say of
    the rarity of words."""
    keep(con, "passages_wanted", reports, beside)
    query = f"""
        SELECT wanted.report_id, wanted.language, substring(
          articles.text, greatest(wanted.sentence_start - {AROUND}, 0) + 1,
          wanted.sentence_end + {AROUND} - greatest(wanted.sentence_start - {AROUND}, 0)
        ) AS passage
        FROM articles JOIN passages_wanted AS wanted ON wanted.article_id = articles.article_id
    """
    rarity, path = Rarity(), beside / "passages.parquet"
    with Sink(path, _READ) as sink:
        for row in rows_of(con, query):
            passage = word_numbers(row["passage"] or "", row["language"], _MOST_WORDS)
            rarity.note(passage)
            sink.add({"report_id": row["report_id"], "passage": passage})
    con.execute(f"CREATE VIEW passages AS SELECT * FROM read_parquet({quoted(path)})")
    return rarity


def with_words(compared: Comparison, one: Wording, other: Wording, trust: float, rules: LinkingRules) -> Comparison:
    """A comparison in which rare words speak for the plain share of words, as far as rarity is known; within one
    language."""
    if one.language != other.language:
        return compared
    plain = sum(rules.points[trait] for trait in compared.traits if trait in rules.word_traits)
    sentences, passages = shared(one.sentence, other.sentence), shared(one.passage, other.passage)
    rare = rules.points["rare_words"] * sentences + rules.points["rare_words_around"] * passages
    rare += rules.points["rarity_known"]
    return Comparison((*compared.traits, "rare_words"), compared.points + trust * (rare - plain))
