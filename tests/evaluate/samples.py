"""Gold and coded rows for tests: short to write, whole enough to score."""

from pipelines.evaluate.coded import CodedArticle, CodedReport
from pipelines.evaluate.gold import GoldArticle, GoldIncident
from pipelines.evaluate.scoring import TALLY_SLOTS
from pipelines.metadata.taxonomy import event_type_of

COLUMNS = (
    "report_id", "incident_id", "sub_event_type", "event_type", "event_date", "time_precision", "country", "admin1",
    "location", "latitude", "longitude", "geo_precision", "actor", "target", "fatalities_best", "injured_best",
    "detained", "claim", "is_background", "status", "confidence",
)  # fmt: skip
LISTS = ("assoc_actors", "assoc_targets", "persons")
TEXT = "First clause of it. Second clause of it. Third clause of it."
CLAUSES = ("First clause of it", "Second clause of it", "Third clause of it")


def row(**values):
    """A row of `reports` with the given values, the others null."""
    return dict.fromkeys(COLUMNS) | {name: [] for name in LISTS} | values


def row_of(gold, **changed):
    """The row that says what the gold says, but for what is changed."""
    told = {
        "report_id": gold.evidence, "sub_event_type": gold.sub_event_type,
        "event_type": event_type_of(gold.sub_event_type),
        "event_date": gold.date, "time_precision": gold.time_precision, "country": gold.country, "admin1": gold.admin1,
        "location": gold.location, "latitude": gold.lat, "longitude": gold.lon, "geo_precision": gold.geo_precision,
        "actor": gold.actor, "target": gold.target, "fatalities_best": gold.killed, "injured_best": gold.injured,
        "detained": gold.detained, "claim": gold.claim, "is_background": gold.background, "status": gold.status,
        "assoc_actors": list(gold.assoc_actors), "assoc_targets": list(gold.assoc_targets),
        "persons": list(gold.persons),
        "incident_id": gold.incident_key, "confidence": 0.9,
    }  # fmt: skip
    return row(**told) | changed


def report_at(clause, text=TEXT, signs=(), **values):
    """A report whose sentence and trigger are a clause of the text."""
    start = text.index(clause)
    span = (start, start + len(clause))
    return CodedReport(row(**values), (span,), ((start, start + 5),), frozenset(signs))


def faithful(gold_article, text):
    """What a perfect program makes of an article."""
    reports = []
    for gold in gold_article.incidents:
        start = text.index(gold.evidence)
        reports.append(CodedReport(row_of(gold), ((start, start + len(gold.evidence)),), ((start, start + 3),)))
    tallies = [
        {name: getattr(t, name) for name in TALLY_SLOTS}
        | {"place_text": t.place_text, "sentence_start": text.index(t.evidence)}
        | {"sentence_end": text.index(t.evidence) + len(t.evidence)}
        for t in gold_article.tallies
    ]
    return CodedArticle(gold_article.article_id, text, reports, tallies)


def article(*incidents, tallies=(), article_id="a"):
    return GoldArticle(article_id, tuple(incidents), tuple(tallies))


def incident(number=0, sub_event_type="Attack", **values):
    return GoldIncident(CLAUSES[number], sub_event_type, **values)
