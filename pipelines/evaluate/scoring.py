"""What is counted in each article, and everything that follows from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.evaluate.agreement import shared_names
from pipelines.evaluate.coded import CodedArticle
from pipelines.evaluate.fields import FIELDS, STRICT, SURE, all_agree, same_type
from pipelines.evaluate.figures import Counts, Figure, figures_of
from pipelines.evaluate.gold import GoldArticle
from pipelines.evaluate.linking import link_counts
from pipelines.evaluate.matching import MatchedArticle, Pair, TallyPair, match_article
from pipelines.evaluate.reliability import Reliability, Sureness, reliability_of

NAME_LISTS = ("assoc_actors", "assoc_targets", "persons")
TALLY_SLOTS = ("period_start", "period_end", "operations", "killed", "injured", "detained")
NONE = ""  # stands for "no such incident" in the confusion matrix


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that scoring found out. `confusion` counts (gold sub-event type, coded one), "" where one side has none."""

    articles: tuple[MatchedArticle, ...]
    figures: Mapping[str, Figure]
    confusion: Mapping[tuple[str, str], int]
    reliability: Reliability


def evaluate(gold: Sequence[GoldArticle], coded: Mapping[str, CodedArticle]) -> Evaluation:
    """Score what a release says of the gold's articles; its other articles do not matter."""
    articles = tuple(match_article(article, coded.get(article.article_id)) for article in gold)
    links = link_counts([pair for article in articles for pair in article.pairs])
    counts = [article_counts(article) | links.get(article.article_id, {}) for article in articles]
    return Evaluation(articles, figures_of(counts), _confusion(articles), reliability_of(sureness_of(articles)))


def counted(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that count: what is minor in the gold is neither missed nor false."""
    return [pair for pair in pairs if pair.gold is None or not pair.gold.minor]


def article_counts(article: MatchedArticle) -> dict[str, Counts]:
    """Figure → counts of one article.

    * `detection`, `typed`, `strict`: incidents paired; of an accepted type; with type, date, admin1, actor, killed;
    * `slots`: the values of all scored fields, paired or not; `tallies`: reported totals, `tallies.slots` their values;
    * `field.…`: one field's values: right where both state it and they agree, missed or false otherwise;
    * `right.…`: share of the pairs whose field agrees, where nothing and nothing agree as well.
    """
    counts: dict[str, Counts] = defaultdict(Counts)
    for pair in counted(article.pairs):
        is_pair = pair.gold is not None and pair.report is not None
        sides = (pair.report is not None, pair.gold is not None)
        counts["detection"].add(is_pair, *sides)
        counts["typed"].add(_agrees(pair, ("sub_event_type",)), *sides)
        counts["strict"].add(_agrees(pair, STRICT), *sides)
        _count_fields(pair, counts)
    for total in article.tallies:
        is_coded, is_told = total.row is not None, total.gold is not None
        counts["tallies"].add(is_coded and is_told, is_coded, is_told)
        _count_tally_slots(total, counts["tallies.slots"])
    return dict(counts)


def _agrees(pair: Pair, names: tuple[str, ...]) -> bool:
    return pair.gold is not None and pair.report is not None and all_agree(names, pair.gold, pair.report.row)


def _count_fields(pair: Pair, counts: dict[str, Counts]) -> None:
    for field in FIELDS:
        if field.is_optional and (pair.gold is None or field.told(pair.gold) is None):
            continue
        is_told = pair.gold is not None and field.told(pair.gold) is not None
        is_coded = pair.report is not None and field.coded(pair.report.row) is not None
        agrees = _agrees(pair, (field.name,))
        for name in (f"field.{field.name}", *(["slots"] if field.is_slot else [])):
            counts[name].add(agrees and is_told and is_coded, is_coded, is_told)
        if pair.gold is not None and pair.report is not None:
            counts[f"right.{field.name}"].add(agrees, True, True)
    for column in NAME_LISTS:
        told = getattr(pair.gold, column) if pair.gold is not None else ()
        coded = pair.report.row[column] or () if pair.report is not None else ()
        shared = shared_names(told, coded)
        found = counts[f"field.{column}"]
        found.right, found.found = found.right + shared, found.found + shared
        found.coded, found.gold = found.coded + len(coded), found.gold + len(told)


def _count_tally_slots(total: TallyPair, counts: Counts) -> None:
    for name in TALLY_SLOTS:
        told = getattr(total.gold, name) if total.gold is not None else None
        coded = total.row[name] if total.row is not None else None
        counts.add(told is not None and told == coded, coded is not None, told is not None)


def _confusion(articles: Sequence[MatchedArticle]) -> dict[tuple[str, str], int]:
    """(gold type, coded type) → pairs; a coded type that the gold accepts stands for the gold's own."""
    cells: Counter[tuple[str, str]] = Counter()
    for article in articles:
        for pair in counted(article.pairs):
            told = pair.gold.sub_event_type if pair.gold is not None else NONE
            coded = pair.report.row["sub_event_type"] if pair.report is not None else NONE
            if pair.gold is not None and pair.report is not None and same_type(pair.gold, pair.report.row):
                coded = told
            cells[told, coded] += 1
    return dict(sorted(cells.items()))


def sureness_of(articles: Sequence[MatchedArticle]) -> list[Sureness]:
    """For each report how sure the program is, by which signs, and whether type, date, admin1 and actor are right.

    A report that the gold does not know is wrong; one of a minor incident is right or wrong like any other.
    """
    return [
        Sureness(article.article_id, pair.report.row["confidence"] or 0.0, pair.report.signs, _agrees(pair, SURE))
        for article in articles
        for pair in article.pairs
        if pair.report is not None
    ]
