"""Single readings as JSON lines: one answer per request, spans in the raw text."""

import io
import json

import pytest

from pipelines.cli.reading import answer_lines
from pipelines.run.outcome import BuildError

FIELDS = {
    "start",
    "end",
    "text",
    "value",
    "value_end",
    "precision",
    "latitude",
    "longitude",
    "name",
    "admin1",
    "confidence",
}


def ask(kind, *requests):
    given = io.StringIO("".join(json.dumps(request, ensure_ascii=False) + "\n" for request in requests))
    out = io.StringIO()
    answer_lines(kind, given, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("kind", ["dates", "numbers", "places", "actors"])
def test_every_request_has_an_answer_in_order(kind):
    requests = [
        {"id": str(n), "text": text, "language": "ar"}
        for n, text in enumerate(["حلب", "", "١٢ جندياً في دمشق يوم 3 آذار 2024", "?"])
    ]
    answers = ask(kind, *requests)
    assert [answer["id"] for answer in answers] == ["0", "1", "2", "3"]
    for answer, request in zip(answers, requests, strict=True):
        for reading in answer["readings"]:
            assert set(reading) == FIELDS
            assert request["text"][reading["start"] : reading["end"]] == reading["text"]
            assert 0 <= reading["confidence"] <= 1


def test_spans_count_the_raw_text_with_its_vowels():
    text = "قُتِلَ ثَلاثةُ مدنيين أمسِ"
    date = ask("dates", {"id": "1", "text": text, "reference": "2024-03-05", "language": "ar"})[0]["readings"][0]
    assert date["value"] == "2024-03-04"
    assert text[date["start"] : date["end"]].startswith("أمس")


def test_an_ambiguous_date_gives_its_other_meanings_later():
    readings = ask("dates", {"id": "1", "text": "05/06/2024", "language": "ar"})[0]["readings"]
    confidences = [reading["confidence"] for reading in readings]
    assert confidences == sorted(confidences, reverse=True)


def test_numbers_are_numbers():
    values = [r["value"] for r in ask("numbers", {"id": "1", "text": "ثلاثة و ٢٥", "language": "ar"})[0]["readings"]]
    assert values == [3, 25] or values == [28]


def test_a_place_bears_coordinates():
    best = ask("places", {"id": "1", "text": "في مدينة حلب", "language": "ar", "country": "Syria"})[0]["readings"][0]
    assert abs(best["latitude"] - 36.2) < 0.2
    assert abs(best["longitude"] - 37.16) < 0.2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "line 1 is no JSON"),
        ('{"id": 1}', "line 1 has no text"),
        ('{"id": 1, "text": "x", "reference": "soon"}', "is no date"),
    ],
)
def test_a_wrong_request_is_one_sentence(line, said):
    with pytest.raises(BuildError, match=said):
        answer_lines("dates", io.StringIO(line), io.StringIO())
