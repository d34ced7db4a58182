"""Which coded report tells which gold incident, one to one within an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.evaluate.agreement import same_date, same_location
from pipelines.evaluate.assignment import best_pairs
from pipelines.evaluate.coded import CodedArticle, CodedReport, Row, Span
from pipelines.evaluate.fields import same_event_type, same_type
from pipelines.evaluate.gold import GoldArticle, GoldIncident, GoldTally

# What speaks for a pair. Evidence or type alone is not enough: a pair needs at least ENOUGH.
TYPE, EVENT_TYPE, EVIDENCE, DATE, PLACE = 1.0, 0.5, 1.0, 0.5, 0.5
ENOUGH = 1.5
MINOR = 0.01  # taken off, so that of equal candidates the one that must be found goes first
SHARED = 0.5  # of the shorter of two sentences
FIGURES = ("operations", "killed", "injured", "detained")
NO_FIT = -1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold incident and the report that tells it; one of the two is None where nothing fits."""

    article_id: str
    gold: GoldIncident | None
    report: CodedReport | None


@dataclass(frozen=True, slots=True)
class TallyPair:
    """A gold tally and the coded one; one of the two is None where nothing fits."""

    article_id: str
    gold: GoldTally | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class MatchedArticle:
    """One gold article beside what the program made of it. `unfound` are evidence clauses that its text does not hold;
    `is_missing` says that the release lacks the article."""

    article_id: str
    text: str
    pairs: tuple[Pair, ...]
    tallies: tuple[TallyPair, ...]
    unfound: tuple[str, ...] = ()
    is_missing: bool = False


def match_article(gold: GoldArticle, coded: CodedArticle | None) -> MatchedArticle:
    """Pair an article's incidents with its reports, and its tallies with the coded ones, for the largest agreement."""
    if coded is None:
        pairs = tuple(Pair(gold.article_id, incident, None) for incident in gold.incidents)
        totals = tuple(TallyPair(gold.article_id, tally, None) for tally in gold.tallies)
        return MatchedArticle(gold.article_id, "", pairs, totals, is_missing=True)
    told: Sequence[GoldIncident | GoldTally] = (*gold.incidents, *gold.tallies)
    unfound = tuple(each.evidence for each in told if find_evidence(coded.text, each.evidence) is None)
    return MatchedArticle(gold.article_id, coded.text, _pairs(gold, coded), _tally_pairs(gold, coded), unfound)


def find_evidence(text: str, evidence: str) -> Span | None:
    """Where a clause stands in a text, whatever the white space in both; None when it does not."""
    start = text.find(evidence)
    if start >= 0:
        return start, start + len(evidence)
    solid = [(position, letter) for position, letter in enumerate(text) if not letter.isspace()]
    wanted = "".join(evidence.split())
    at = "".join(letter for _, letter in solid).find(wanted)
    return (solid[at][0], solid[at + len(wanted) - 1][0] + 1) if wanted and at >= 0 else None


def _pairs(gold: GoldArticle, coded: CodedArticle) -> tuple[Pair, ...]:
    clauses = [find_evidence(coded.text, incident.evidence) for incident in gold.incidents]
    weights = [
        [weight_of(incident, clause, report) for report in coded.reports]
        for incident, clause in zip(gold.incidents, clauses, strict=True)
    ]
    pairs = best_pairs(weights)
    of_gold, of_report = dict(pairs), {report for _, report in pairs}
    found = [
        Pair(gold.article_id, incident, coded.reports[of_gold[n]] if n in of_gold else None)
        for n, incident in enumerate(gold.incidents)
    ]
    spare = [Pair(gold.article_id, None, report) for n, report in enumerate(coded.reports) if n not in of_report]
    return (*found, *spare)


def weight_of(gold: GoldIncident, clause: Span | None, report: CodedReport) -> float:
    """How much speaks for a pair; negative when it is not one.

    A pair's words agree, or its type and place do.
    """
    is_typed, is_there = same_type(gold, report.row), gold.location is not None and same_location(gold, report.row)
    is_told = clause is not None and same_words(clause, report)
    weight = TYPE * is_typed + EVIDENCE * is_told + PLACE * is_there
    weight += EVENT_TYPE if not is_typed and same_event_type(gold, report.row) else 0.0
    weight += DATE if gold.date is not None and same_date(gold, report.row) else 0.0
    if weight < ENOUGH or not (is_told or (is_typed and is_there)):
        return NO_FIT
    return weight - MINOR * gold.minor


def same_words(clause: Span, report: CodedReport) -> bool:
    """Whether a trigger of the report lies in the clause, or a sentence of it shares half of the shorter of the two."""
    within = any(clause[0] <= start < clause[1] for start, _ in report.triggers)
    return within or _overlaps(clause, report.sentences)


def _overlaps(clause: Span, sentences: Iterable[Span]) -> bool:
    for start, end in sentences:
        shared = min(end, clause[1]) - max(start, clause[0])
        if shared > 0 and shared >= SHARED * min(end - start, clause[1] - clause[0]):
            return True
    return False


def _tally_pairs(gold: GoldArticle, coded: CodedArticle) -> tuple[TallyPair, ...]:
    """Tallies pair by their figures: one that agrees is enough in the same sentence, elsewhere it takes two."""
    weights = [[_tally_weight(tally, row, coded.text) for row in coded.tallies] for tally in gold.tallies]
    pairs = best_pairs(weights)
    of_gold, of_row = dict(pairs), {row for _, row in pairs}
    found = [
        TallyPair(gold.article_id, tally, coded.tallies[of_gold[n]] if n in of_gold else None)
        for n, tally in enumerate(gold.tallies)
    ]
    spare = [TallyPair(gold.article_id, None, row) for n, row in enumerate(coded.tallies) if n not in of_row]
    return (*found, *spare)


def _tally_weight(gold: GoldTally, row: Row, text: str) -> float:
    agreeing = sum(getattr(gold, name) is not None and getattr(gold, name) == row[name] for name in FIGURES)
    clause = find_evidence(text, gold.evidence)
    is_told = clause is not None and _overlaps(clause, [(row["sentence_start"], row["sentence_end"])])
    return agreeing + is_told if agreeing >= (1 if is_told else 2) else NO_FIT
