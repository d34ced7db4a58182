"""What holds for every text and every number."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.coding.numbers import read_numbers, read_numbers_text
from pipelines.lexicon.audit import lexicon_languages
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import tokenise

UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
TEENS = ["عشرة", "أحد عشر", "اثنا عشر", *(f"{unit} عشر" for unit in UNITS[3:])]
WORDS = ["ثلاثة", "بين", "و", "وخمسة", "12", "ما لا يقل عن", "عشرات", "آلاف", "مئة", "-", "من", "إلى", "ونصف", "مليون"]


def _below_hundred(number: int) -> list[str]:
    if 10 <= number < 20:
        return [TEENS[number - 10]]
    return [word for word in (UNITS[number % 10], TENS[number // 10]) if word]


def _group(number: int) -> list[str]:
    return [word for word in [HUNDREDS[number // 100]] if word] + _below_hundred(number % 100)


def spelled(number: int) -> str:
    """A number below a million in Arabic words."""
    thousands, rest = divmod(number, 1000)
    scale = {0: [], 1: ["ألف"], 2: ["ألفان"]}.get(thousands)
    if scale is None:
        scale = [" و".join(_group(thousands)) + (" آلاف" if 3 <= thousands <= 10 else " ألف")]
    return " و".join(scale + _group(rest))


@given(st.integers(1, 999_999))
def test_every_spelled_number_is_read_back(number: int) -> None:
    readings = read_numbers_text(spelled(number), "ar")
    assert [reading.best for reading in readings] == [number]


@given(st.integers(0, 10**15))
def test_digits_are_read_back_plain_and_grouped(number: int) -> None:
    for written in (str(number), f"{number:,}", str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))):
        assert [reading.best for reading in read_numbers_text(written, "ar")] == [number]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@settings(max_examples=300)
def test_readings_are_ordered_disjoint_and_within_their_bounds(text: str) -> None:
    normal = load_language("ar").normalise(text).text
    readings = read_numbers(tokenise(normal), "ar")
    assert all(0 <= reading.start < reading.end <= len(normal) for reading in readings)
    assert all(left.end <= right.start for left, right in pairwise(readings))
    assert all(reading.low <= reading.best for reading in readings)
    assert all(reading.high is None or reading.best <= reading.high for reading in readings)


@given(st.text(max_size=80))
def test_no_text_is_refused(text: str) -> None:
    for language in lexicon_languages():
        assert all(text[reading.start : reading.end] for reading in read_numbers_text(text, language))
