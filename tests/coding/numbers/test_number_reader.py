"""Spans, rules and confidence of number readings."""

from __future__ import annotations

from pipelines.coding.numbers import read_numbers_text


def test_span_begins_after_what_is_glued_before_the_number() -> None:
    text = "وأصيب بثلاثة جروح"
    (reading,) = read_numbers_text(text, "ar")
    assert text[reading.start : reading.end] == "ثلاثة"


def test_span_is_of_the_raw_text() -> None:
    text = "قُتِلَ ثَلاثَةُ أشخاص"
    (reading,) = read_numbers_text(text, "ar")
    assert text[reading.start : reading.end].startswith("ثَلاثَة")


def test_span_of_a_bounded_number_includes_the_bound() -> None:
    text = "مقتل ما لا يقل عن 7 مدنيين"
    (reading,) = read_numbers_text(text, "ar")
    assert text[reading.start : reading.end] == "ما لا يقل عن 7"
    assert reading.rule == "number.bound.at_least"


def test_vague_amounts_say_so() -> None:
    vague, exact = read_numbers_text("عشرات القتلى و5 جرحى", "ar")
    assert (vague.is_vague, exact.is_vague) == (True, False)
    assert vague.confidence < exact.confidence


def test_parts_of_a_date_are_marked_as_a_code() -> None:
    text = "في 14/12/2023"
    readings = read_numbers_text(text, "ar")
    assert [text[r.start : r.end] for r in readings] == ["14", "12", "2023"]
    assert {reading.rule for reading in readings} == {"number.code"}


def test_rule_tells_words_from_digits() -> None:
    rules = [reading.rule for reading in read_numbers_text("3، خمسة، 25 ألف، سالب 4", "ar")]
    assert rules == ["number.digits", "number.words", "number.mixed", "number.negative"]
