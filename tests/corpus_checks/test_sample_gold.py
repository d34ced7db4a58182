"""The sample corpus and its gold fit each other: every quotation stands in its article, every value is a known one."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "raw" / "sample"
CORPUS = ROOT / "tests" / "corpus" / "sample"

Article = dict[str, Any]
INCIDENT_FIELDS = {
    "evidence", "sub_event_type", "alt_sub_event_types", "date", "time_precision", "place_text", "location", "admin1",
    "country", "geo_precision", "lat", "lon", "actor", "assoc_actors", "target", "assoc_targets", "killed", "injured",
    "detained", "persons", "claim", "background", "minor", "incident_key", "status",
}  # fmt: skip
TALLY_FIELDS = {
    "evidence", "period_start", "period_end", "operations", "killed", "injured", "detained", "place_text"
}  # fmt: skip


def _read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _text_articles() -> list[Article]:
    found = []
    for path in sorted(RAW.rglob("*.txt")):
        meta_path = path.with_name(path.name + ".meta.yml")
        raw = path.read_bytes()
        if not raw or b"\x00" in raw:
            continue
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1256")
        found.append({"text": text, "source": path.parent.name, **_read_yaml(meta_path)})
    return found


def _line_articles() -> list[Article]:
    found = []
    for path in sorted(RAW.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                found.append({"source": path.parent.name, **json.loads(line)})
            except json.JSONDecodeError:
                continue
    return found


def _table_articles() -> list[Article]:
    found = []
    for path in sorted(RAW.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found.extend({"source": path.parent.name, **row} for row in csv.DictReader(lines))
    return found


ARTICLES = _text_articles() + _line_articles() + _table_articles()
TEXTS = {article["id"]: article["text"] for article in ARTICLES}
GOLD = [json.loads(line) for line in (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
INCIDENTS = [(entry["id"], incident) for entry in GOLD for incident in entry["incidents"]]
ACCOUNTING = json.loads((CORPUS / "accounting.json").read_text(encoding="utf-8"))
SUB_EVENT_TYPES = {e["code"] for e in _read_yaml(ROOT / "schemas" / "codes" / "sub_event_type.yml")["entries"]}
ADMIN1 = _read_yaml(CORPUS / "admin1.yml")


def test_every_article_has_gold_once() -> None:
    assert len(TEXTS) == len(ARTICLES) == ACCOUNTING["articles"] >= 66
    assert sorted(TEXTS) == sorted(entry["id"] for entry in GOLD)


@pytest.mark.parametrize("entry", GOLD, ids=[entry["id"] for entry in GOLD])
def test_gold_quotes_its_article(entry: Article) -> None:
    text = TEXTS[entry["id"]]
    for incident in entry["incidents"]:
        assert set(incident) == INCIDENT_FIELDS
        assert text.count(incident["evidence"]) == 1, incident["evidence"]
        assert incident["place_text"] is None or incident["place_text"] in text
        assert all(person in text for person in incident["persons"])
    for tally in entry["tallies"]:
        assert set(tally) == TALLY_FIELDS
        assert tally["evidence"] in text
        assert tally["place_text"] is None or tally["place_text"] in text
        assert date.fromisoformat(tally["period_start"]) <= date.fromisoformat(tally["period_end"])


def test_every_sub_event_type_is_covered_as_a_main_event() -> None:
    assert {incident["sub_event_type"] for _, incident in INCIDENTS if not incident["minor"]} == SUB_EVENT_TYPES
    assert {name for _, incident in INCIDENTS for name in incident["alt_sub_event_types"]} <= SUB_EVENT_TYPES


def test_places_are_known_and_whole() -> None:
    for article_id, incident in INCIDENTS:
        known = ADMIN1[incident["country"]]
        if incident["admin1"] is None:
            assert (incident["status"], incident["location"]) == ("pending", None), article_id
        else:
            assert incident["admin1"] in known, article_id
            assert incident["location"], article_id
        assert incident["geo_precision"] in (1, 2, 3)
        assert (incident["lat"] is None) == (incident["lon"] is None)


def test_dates_and_status_agree() -> None:
    for article_id, incident in INCIDENTS:
        if incident["date"] is None:
            assert (incident["time_precision"], incident["status"]) == (None, "pending"), article_id
        else:
            date.fromisoformat(incident["date"])
            assert incident["time_precision"] in (1, 2, 3), article_id


def test_no_incident_lies_after_its_publication() -> None:
    published = {article["id"]: article.get("published") for article in ARTICLES}
    for article_id, incident in INCIDENTS:
        if incident["date"] and published[article_id]:
            assert incident["date"] <= published[article_id][:10], article_id


def test_actor_names_fit_the_date() -> None:
    for article_id, incident in INCIDENTS:
        if incident["date"] is None:
            continue
        names = [incident["actor"], incident["target"], *incident["assoc_actors"], *incident["assoc_targets"]]
        if "Military Forces of Syria (2024-)" in names:
            assert incident["date"] >= "2024-12-08", article_id
        if incident["actor"] == "Military Forces of Syria (2000-2024)":
            assert incident["date"] < "2024-12-08" or incident["sub_event_type"] == "Agreement", article_id


def test_counts_are_whole_or_vague() -> None:
    for article_id, incident in INCIDENTS:
        for field in ("killed", "injured", "detained"):
            assert incident[field] is None or incident[field] >= -1, (article_id, field)


def test_an_incident_told_again_keeps_type_day_and_place() -> None:
    told = defaultdict(list)
    for article_id, incident in INCIDENTS:
        told[incident["incident_key"]].append((article_id, incident))
    again = {key: reports for key, reports in told.items() if len({article_id for article_id, _ in reports}) > 1}
    for key, reports in again.items():
        facts = {(i["sub_event_type"], i["date"], i["location"], i["admin1"]) for _, i in reports}
        assert len(facts) == 1, (key, facts)
    two_sources = [key for key, reports in again.items() if len({a.split("-")[0] for a, _ in reports}) > 1]
    assert len(two_sources) >= 8


def test_incidents_kept_apart_are_different_ones() -> None:
    keys = {incident["incident_key"] for _, incident in INCIDENTS}
    assert len(ACCOUNTING["kept_apart"]) >= 3
    for first, second in ACCOUNTING["kept_apart"]:
        assert first != second
        assert {first, second} <= keys


def test_reposts_are_word_for_word_and_near_copies_are_not() -> None:
    for pair in ACCOUNTING["exact_reposts"]:
        assert TEXTS[pair["id"]] == TEXTS[pair["of"]]
    for pair in ACCOUNTING["near_copies"]:
        assert TEXTS[pair["id"]] != TEXTS[pair["of"]]


def test_unreadable_inputs_are_as_described() -> None:
    for reject in ACCOUNTING["rejects"]:
        raw = (RAW / reject["raw_path"]).read_bytes()
        if reject["why"] == "empty":
            assert raw == b""
        elif reject["why"] == "binary":
            assert b"\x00" in raw
        else:
            with pytest.raises(json.JSONDecodeError):
                json.loads(raw.decode("utf-8").splitlines()[reject["line"] - 1])


def test_what_is_no_news_has_no_incident() -> None:
    empty = {entry["id"] for entry in GOLD if not entry["incidents"]}
    assert set(ACCOUNTING["not_news"]) == empty
    for article_id in ACCOUNTING["undated"]:
        assert all(i["status"] == "pending" for own_id, i in INCIDENTS if own_id == article_id)
