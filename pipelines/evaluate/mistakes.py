"""What went wrong, by kind, for the page on which people look at errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.evaluate.coded import Span
from pipelines.evaluate.fields import FIELDS
from pipelines.evaluate.matching import MatchedArticle, Pair, TallyPair, find_evidence

TALLY_FIELDS = ("period_start", "period_end", "operations", "killed", "injured", "detained", "place_text")
MISSED, FALSE, TALLY_MISSED, TALLY_FALSE = "missed incident", "false incident", "missed tally", "false tally"


@dataclass(frozen=True, slots=True)
class Value:
    """One field as expected and as got."""

    name: str
    expected: str
    got: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that went wrong in an article: the words meant by the gold and by the program, and the values."""

    kind: str
    article_id: str
    text: str
    expected_spans: tuple[Span, ...]
    coded_spans: tuple[Span, ...]
    values: tuple[Value, ...]


def mistakes_of(articles: Sequence[MatchedArticle]) -> dict[str, list[Mistake]]:
    """Kind → mistakes: incidents and tallies missed or made up, then each field that is wrong in a pair."""
    kinds = [MISSED, FALSE, *(f"wrong {field.name}" for field in FIELDS), TALLY_MISSED, TALLY_FALSE]
    found: dict[str, list[Mistake]] = {kind: [] for kind in kinds}
    for article in articles:
        for pair in article.pairs:
            for mistake in _of_pair(article, pair):
                found[mistake.kind].append(mistake)
        for total in article.tallies:
            if total.gold is None or total.row is None:
                mistake = _of_tally(article, total)
                found[mistake.kind].append(mistake)
    return {kind: mistakes for kind, mistakes in found.items() if mistakes}


def _of_pair(article: MatchedArticle, pair: Pair) -> Iterator[Mistake]:
    if pair.gold is not None and pair.gold.minor:
        return
    values = tuple(_values(pair))
    clause = find_evidence(article.text, pair.gold.evidence) if pair.gold is not None else None
    expected = (clause,) if clause is not None else ()
    coded = (pair.report.triggers or pair.report.sentences) if pair.report is not None else ()
    if pair.gold is None or pair.report is None:
        kind = FALSE if pair.gold is None else MISSED
        yield Mistake(kind, article.article_id, article.text, expected, coded, values)
        return
    for value in values:
        if not value.is_right:
            yield Mistake(f"wrong {value.name}", article.article_id, article.text, expected, coded, values)


def _values(pair: Pair) -> Iterator[Value]:
    for field in FIELDS:
        told = field.told(pair.gold) if pair.gold is not None else None
        if field.is_optional and told is None:
            continue
        coded = field.coded(pair.report.row) if pair.report is not None else None
        agrees = pair.gold is not None and pair.report is not None and field.agrees(pair.gold, pair.report.row)
        if told is not None or coded is not None:
            yield Value(field.name, _shown(told), _shown(coded), agrees)


def _of_tally(article: MatchedArticle, total: TallyPair) -> Mistake:
    values = []
    for name in TALLY_FIELDS:
        told = getattr(total.gold, name) if total.gold is not None else None
        coded = total.row[name] if total.row is not None else None
        if told is not None or coded is not None:
            values.append(Value(name, _shown(told), _shown(coded), False))
    clause = find_evidence(article.text, total.gold.evidence) if total.gold is not None else None
    coded_spans = ((total.row["sentence_start"], total.row["sentence_end"]),) if total.row is not None else ()
    kind = TALLY_FALSE if total.gold is None else TALLY_MISSED
    return Mistake(kind, article.article_id, article.text, (clause,) if clause else (), coded_spans, tuple(values))


def _shown(value: object) -> str:
    return "–" if value is None else str(value)
