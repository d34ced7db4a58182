"""A small release, fictional: one article, one incident, one tally, one pending report."""

import datetime as dt

from pipelines.metadata import codes_table, load_tables

TEXT = "Aircraft struck Nada on Saturday. Two residents died. In February there were 40 raids. A shop was looted."
DAY = dt.datetime(2024, 3, 2)
INCIDENT = {
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike",
    "event_date": dt.date(2024, 3, 2),
    "time_precision": 1,
    "date_basis": "relative",
    "actor": "Unidentified Armed Group (Syria)",
    "actor_inter": 3,
    "assoc_actors": ["First Ally", "Second Ally"],
    "target": "Civilians (Syria)",
    "target_inter": 7,
    "assoc_targets": [],
    "persons": [],
    "fatalities": 2,
    "fatalities_low": 2,
    "fatalities_best": 2,
    "country": "Syria",
    "iso": 760,
    "location": "Nada",
    "latitude": 35.123456,
    "longitude": 36.2,
    "geo_precision": 1,
    "is_background": False,
    "claim": "reported",
    "confidence": 0.9,
    "notes": "On 2 March 2024, aircraft struck Nada.",
    "language": "en",
}


def example_rows():
    """Rows by table, as dictionaries to change before `example_tables` takes them."""
    return {
        "articles": [
            {
                "article_id": "a1",
                "raw_path": "a.txt",
                "raw_record": 1,
                "raw_sha256": "0" * 64,
                "text": TEXT,
                "language": "en",
                "published": DAY,
                "published_basis": "metadata",
                "source": "Example Daily",
            }
        ],
        "reports": [
            {
                "report_id": "r1",
                "article_id": "a1",
                "incident_id": "inc-1",
                "status": "published",
                "sentence_start": 0,
                "sentence_end": 33,
                "trigger_text": "struck",
                **INCIDENT,
            },
            {
                "report_id": "r2",
                "article_id": "a1",
                "status": "pending",
                "pending_reason": "no_actor",
                "sentence_start": 87,
                "sentence_end": 105,
                "trigger_text": "looted",
            },
        ],
        "incidents": [
            {
                "incident_id": "inc-1",
                "event_id_cnty": "SYR123",
                "interaction": 37,
                "civilian_targeting": True,
                "sources": ["Example Daily", "Other Daily"],
                "source_scale": "National",
                "report_count": 1,
                "article_count": 1,
                "first_published": DAY,
                "last_published": DAY,
                **INCIDENT,
            }
        ],
        "tallies": [{"tally_id": "t1", "article_id": "a1", "sentence_start": 54, "sentence_end": 86, "operations": 40}],
        "mentions": [
            _mention("m1", 9, 15, "struck", disposition="report", report_id="r1"),
            _mention("m2", 80, 85, "raids", disposition="tally", tally_id="t1"),
            _mention("m3", 98, 104, "looted", disposition="report", report_id="r2"),
        ],
        "evidence": [_evidence("sub_event_type", 9, 15, "struck"), _evidence("location", 16, 20, "Nada")],
        "rejects": [],
        "changes": [{"incident_id": "inc-1", "change": "added"}],
    }


def _mention(mention_id, start, end, words, **more):
    span = {"article_id": "a1", "start": start, "end": end, "trigger_text": words}
    return {"mention_id": mention_id, "lexicon_id": "en.example", **span, **more}


def _evidence(field, start, end, words):
    return {"report_id": "r1", "field": field, "value": words, "article_id": "a1", "start": start, "end": end,
            "text": words, "rule_id": "example.rule"}  # fmt: skip


def example_tables(rows=None):
    """The rows as Arrow tables, with the code lists."""
    declared = load_tables()
    tables = {name: declared[name].from_rows(found) for name, found in (rows or example_rows()).items()}
    return {**tables, "codes": codes_table()}
