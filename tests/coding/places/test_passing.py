"""Sentences that were passed over give the same places when they are read later."""

from __future__ import annotations

from pipelines.coding.places import PlaceContext, catch_up, pass_over, read_places, survey
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import Tokens, tokenise

STORY = [
    "وصل الوفد إلى مدينة الرقة",
    "زار الوفد مدينة الباب",
    "انفجرت سيارة في مدينة منبج",
    "عاد الوفد إلى المدينة",
    "إدلب:",
    "وقع انفجار في المدينة",
]
ACTS = (2, 5)


def _sentences() -> tuple[list[Tokens], PlaceContext]:
    sentences = [tokenise(load_language("ar").normalise(text).text) for text in STORY]
    context = PlaceContext(country="Syria")
    survey(sentences, "ar", context)
    return sentences, context


def test_what_was_passed_over_is_read_as_in_its_turn() -> None:
    sentences, context = _sentences()
    in_turn = [read_places(tokens, "ar", context) for tokens in sentences]
    named = list(context.named)
    sentences, context = _sentences()
    late = []
    for number, tokens in enumerate(sentences):
        if number in ACTS:
            late.append(read_places(tokens, "ar", context))
        else:
            late.append(pass_over(tokens, "ar", context, read_places))
    catch_up(context, read_places)
    assert [told if isinstance(told, list) else told.readings for told in late] == in_turn
    assert context.named == named


def test_nothing_is_read_before_something_asks_for_it() -> None:
    sentences, context = _sentences()
    passed = pass_over(sentences[0], "ar", context, read_places)
    read_places(sentences[2], "ar", context)
    assert not passed.readings
    read_places(sentences[5], "ar", context)  # "in the city": which one was named last?
    assert [reading.name for reading in passed.readings] == ["الرقة"]
