"""The coder keeps account of every trigger and every value, whatever the text; its rows fit their tables."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.coding.article import ArticleInput, CodedArticle
from pipelines.coding.coder import code_article
from pipelines.coding.events.annotate import find_triggers, split_sentences
from pipelines.coding.events.drafts import MOST_TELLINGS
from pipelines.coding.vocabulary import load_vocabulary
from pipelines.lexicon.audit import lexicon_languages
from pipelines.lexicon.triggers import trigger_entries
from pipelines.lexicon.words import TOPICS
from pipelines.metadata.codes import load_codes
from pipelines.metadata.tables import load_tables
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

DAY = dt.date(2023, 5, 10)
NOISE = [
    "،", ".", "\n", "\n\n", "::", "\"", "(", ")", "و", "في", "على", "من", "مدينة الرقة", "بلدة سرمين", "حلب", "درعا",
    "قوات النظام", "قسد", "تنظيم داعش", "مسلحون مجهولون", "مدنيين", "ثلاثة", "12", "خمسة عناصر", "طفلان", "اليوم",
    "أمس", "الأسبوع الماضي", "20 أيار 2023", "Facebook", "<b>", "ـ", "ً", "\u200f", "٣", "😀", "\x00", "كلمة",
]  # fmt: skip
MANY = 100_000


@cache
def phrases(language: str) -> list[str]:
    """Every phrase, verb and noun of the lexicons as written, with the small words of coding."""
    found: list[str] = []
    for entry in trigger_entries(language):
        found += [*entry.get("phrases", ()), *entry.get("masdar", ()), *entry.get("verb", ())]
        found += [noun["singular"] for noun in entry.get("nouns", ())]
    for topic, (key, _) in TOPICS.items():
        for entry in read_yaml(schemas_folder() / "lexicons" / language / f"{topic}.yml", topic)[key]:
            found += entry["words"]
    return found


def code(text: str, published: dt.date | None = DAY, language: str = "ar") -> CodedArticle:
    return code_article(ArticleInput("a" * 16, text, language, published=published, country="Syria"))


def triggers(text: str, language: str = "ar") -> list[tuple[int, int]]:
    """The raw spans of all triggers that the text holds."""
    normal, tokens = load_vocabulary(language).reader.read(text)
    told = find_triggers(tokens.words, tokens.opens, language)
    sentences = split_sentences(normal, tokens, language, told)
    return [normal.raw_span(mark.start, mark.end) for sentence in sentences for mark in sentence.triggers]


def assert_accounted(text: str, coded: CodedArticle, language: str = "ar") -> None:
    """Triggers = mentions, spans quote the text, ids are unique and lead somewhere."""
    assert [(row["start"], row["end"]) for row in coded.mentions] == sorted(triggers(text, language))
    dispositions, classes = load_codes("disposition").codes, load_codes("sentence_class").codes
    report_ids, tally_ids = {row["report_id"] for row in coded.reports}, {row["tally_id"] for row in coded.tallies}
    assert len(report_ids) == len(coded.reports)
    assert len(tally_ids) == len(coded.tallies)
    assert len({row["mention_id"] for row in coded.mentions}) == len(coded.mentions)
    for row in coded.mentions:
        assert row["disposition"] in dispositions
        assert row["sentence_class"] in classes
        assert row["rule_id"]
        assert text[row["start"] : row["end"]] == row["trigger_text"]
        assert row["report_id"] is None or row["report_id"] in report_ids
        assert row["tally_id"] is None or row["tally_id"] in tally_ids
        assert (row["disposition"] in ("report", "merged")) <= (row["report_id"] is not None)
        assert (row["disposition"] == "tally") == (row["tally_id"] is not None)
    opened = Counter(row["report_id"] for row in coded.mentions if row["disposition"] == "report")
    assert all(count == 1 for count in opened.values())
    assert set(opened) <= report_ids
    assert_quoted(text, coded, report_ids)


def assert_quoted(text: str, coded: CodedArticle, report_ids: set[str]) -> None:
    for row in coded.evidence:
        assert row["report_id"] in report_ids
        assert row["rule_id"]
        assert row["value"]
        assert (row["start"] is None) == (row["end"] is None) == (row["text"] is None)
        if row["start"] is not None:
            assert row["start"] < row["end"]
            assert text[row["start"] : row["end"]] == row["text"]
    for row in (*coded.reports, *coded.tallies):
        assert 0 <= row["sentence_start"] < row["sentence_end"] <= len(text)


def assert_fitting(coded: CodedArticle) -> None:
    """Reports are published or say why not, figures are in order, codes are codes."""
    for row in coded.reports:
        assert (row["status"] == "pending") == (row["pending_reason"] is not None)
        assert row["sub_event_type"] in load_codes("sub_event_type").codes
        assert row["claim"] in load_codes("claim").codes
        assert row["date_basis"] is None or row["date_basis"] in load_codes("date_basis").codes
        assert 0 <= row["confidence"] <= 1
        for name in ("fatalities", "injured"):
            bounds = [row[f"{name}_{bound}"] for bound in ("low", "best", "high")]
            known = [bound for bound in bounds if bound is not None]
            assert known == sorted(known)
        assert (row["event_date"] is None) == (row["time_precision"] is None)
        assert row["event_date_end"] is None or row["event_date"] <= row["event_date_end"]


TEXTS = st.lists(
    st.one_of(st.deferred(lambda: st.sampled_from(phrases("ar"))), st.sampled_from(NOISE)), max_size=45
).map(" ".join)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from([DAY, None]))
def test_every_trigger_is_accounted_for_in_any_text(text: str, published: dt.date | None) -> None:
    coded = code(text, published)
    assert_accounted(text, coded)
    assert_fitting(coded)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert code(text) == code(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_characters_at_all(text: str) -> None:
    assert_accounted(text, code(text))


@pytest.mark.parametrize("language", lexicon_languages())
def test_the_examples_of_the_lexicon_are_accounted_for(language: str) -> None:
    for entry in trigger_entries(language):
        coded = code(entry["example"], language=language)
        assert_accounted(entry["example"], coded, language)
        assert coded.mentions, entry["id"]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("قصف " * 30, 30),
        ("كلمة " * (MANY // 5), 0),
        ("ا" * MANY, 0),
        ("\"(«" * (MANY // 3), 0),
        ("\n" * MANY, 0),
        ("ـ" * MANY + "قصف", 1),
        ("ًٌٍَ" * (MANY // 4) + " قصف", 1),
        ("ولل" * (MANY // 3), 0),
        ("12" * (MANY // 2) + " قتيل", 1),
        ("بين الحين " * (MANY // 10), 0),
        ("." * MANY + "1 قصف", 1),
        ("ب" + "." * MANY + " قصف", 1),
        ("ب.ـ" * (MANY // 3) + " قصف", 1),
        ("a-" * (MANY // 2) + " قصف", 1),
    ],
    ids=["one trigger", "one word", "one letter", "quotes", "lines", "tatweel", "vowels", "proclitics", "digits", "cue",
         "dots", "a letter and dots", "dodged spellings", "hyphens"],
)
def test_hostile_texts_are_accounted_for(text: str, mentions: int) -> None:
    coded = code(text)
    assert len(coded.mentions) == mentions
    assert len(coded.reports) <= mentions
    assert_accounted(text, coded)


def steps(text: str) -> int:
    """Calls made while a text is coded: the cost without a clock."""
    count = 0

    def tick(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        code(text)
    finally:
        sys.setprofile(None)
    return count


PLACES = pytest.mark.xfail(strict=True, reason="places: every qualifier of a chain is followed to the chain's end")
ACTORS = pytest.mark.xfail(strict=True, reason="actors: every noun of a chain is followed to the chain's end")


@pytest.mark.parametrize(
    "words",
    ["كلمة", "حلب", "حلب و", "في مدينة", "قوات النظام", "ثلاثة و", "أمس", "20", "قتل", "اعتقل ثلاثة", "من قبل", "بينهم",
     "12 أيار", "يدعى", "عدد من", "\"", "(", "قصف حلب أمس.\n",
     pytest.param("مدينة", marks=PLACES), pytest.param("بين", marks=PLACES), pytest.param("ريف", marks=PLACES),
     pytest.param("شمال غرب", marks=PLACES), pytest.param("قوات", marks=ACTORS), pytest.param("قصف", marks=ACTORS)],
)  # fmt: skip
def test_twice_the_text_costs_about_twice_the_steps(words: str) -> None:
    act = "قصفت قوات النظام أمس"  # an incident: one for which its places are asked
    code(f"{words} {act}")  # what is loaded once is loaded now
    once, twice = steps(f"{words} " * 80 + act), steps(f"{words} " * 160 + act)
    assert twice < 3 * once


def test_a_long_article_tells_each_incident_once() -> None:
    """No sentence is lost, and no place is told twice."""
    places = ["سرمين", "البارة", "كفرنبل", "سراقب"]
    lines = [f"قصفت قوات النظام بلدة {places[n % 4]} شرقي إدلب أمس." for n in range(400)]
    coded = code("\n".join(lines))
    assert len(coded.mentions) == len(lines)
    assert len(coded.reports) == len(places)


def test_a_text_without_a_trigger_gives_nothing() -> None:
    assert code("افتتح المجلس المحلي حديقة عامة.") == CodedArticle("a" * 16)


def test_the_day_of_an_article_without_metadata_comes_from_its_dateline() -> None:
    coded = code("دمشق، 10 أيار 2023 - قصفت قوات النظام بلدة سرمين شرقي إدلب اليوم.", published=None)
    assert (coded.published, coded.published_basis) == (DAY, "text")
    assert [row["event_date"] for row in coded.reports] == [DAY]


def test_pending_reports_say_what_they_lack() -> None:
    (report,) = code("انفجرت عبوة ناسفة في مدينة الرقة أمس.", published=None).reports
    assert (report["status"], report["pending_reason"], report["event_date"]) == ("pending", "no_date", None)


def test_a_place_that_no_gazetteer_has_keeps_its_name_as_written() -> None:
    (report,) = code("قصفت قوات النظام أمس قرية الزرنوقـة بريف منبج بالمدفعية.").reports
    assert (report["unlisted_place"], report["location"], report["geo_precision"]) == ("الزرنوقـة", "Menbij", 2)
    (known,) = code("قصفت قوات النظام أمس بلدة سرمين بالمدفعية.").reports
    assert (known["unlisted_place"], known["location"]) == (None, "Sarmin")


@pytest.mark.xfail(strict=True, reason="a doer that the type implies is not compared with the side that was read")
def test_nobody_is_coded_as_fighting_themselves() -> None:
    (report,) = code("تسلل خمسة عناصر إلى مدينة الرقة أمس.").reports
    assert report["actor"] != report["target"]


def test_evidence_covers_what_is_coded() -> None:
    text = "قتل ثلاثة مدنيين وأصيب خمسة بقصف لقوات النظام على بلدة سرمين شرقي إدلب أمس."
    coded = code(text)
    quoted = {row["field"]: row["text"] for row in coded.evidence}
    assert {"sub_event_type", "event_date", "location", "actor", "fatalities_best", "injured_best"} <= set(quoted)
    assert (quoted["event_date"], quoted["actor"]) == ("أمس", "قوات النظام")


@pytest.mark.parametrize("table", ["reports", "tallies", "mentions", "evidence"])
def test_rows_fit_the_table_they_are_for(table: str) -> None:
    text = (
        "قتل ثلاثة مدنيين بقصف لقوات النظام على بلدة سرمين شرقي إدلب أمس.\n"
        "ونفذت قوات النظام خلال الشهر الماضي ما مجموعه 40 عملية قصف قتل فيها 33 شخصا."
    )
    rows: list[dict[str, Any]] = getattr(code(text), table)
    schema = load_tables()[table].arrow_schema()
    assert rows
    assert all(set(row) <= set(schema.names) for row in rows)
    assert pa.Table.from_pylist(rows, schema=schema).num_rows == len(rows)


def test_what_the_source_repeats_is_not_coded() -> None:
    own, repeated = "قصفت المدفعية بلدة سرمين صباح اليوم.", "اندلعت اشتباكات في مدينة الباب أمس."
    text = f"{own}\n{repeated}"
    spans = ((len(own) + 1, len(text)),)
    coded = code_article(ArticleInput("a", text, "ar", published=DAY, boilerplate=spans))
    dispositions = {(row["start"] > len(own), row["disposition"]) for row in coded.mentions}
    assert (True, "boilerplate") in dispositions
    assert {place for place, disposition in dispositions if disposition == "report"} == {False}


def test_an_incident_that_is_told_without_end_is_one_and_every_telling_is_accounted_for() -> None:
    again = 3 * MOST_TELLINGS // 2
    told = ["Gunmen killed two policemen in Kano on Monday.", *["The gunmen killed the policemen in Kano."] * again]
    text = " ".join(told)
    coded = code_article(ArticleInput("a", text, "en", published=DAY, country="Nigeria"))
    (report,) = coded.reports
    assert report["fatalities_best"] == 2
    assert Counter(row["disposition"] for row in coded.mentions) == {"report": 1, "merged": again}
