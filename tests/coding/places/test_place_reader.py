"""What decides between places of one name, and what keeps other words from being places."""

from __future__ import annotations

import pytest

from pipelines.coding.places import PlaceContext, answer_places, read_places, seat_kind, survey
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import load_gazetteer
from pipelines.lexicon.language import load_language
from pipelines.text.sentences import sentence_spans
from pipelines.text.tokens import tokenise


def read(text: str, country: str | None = None) -> list[PlaceReading]:
    normal = load_language("ar").normalise(text).text
    sentences = [tokenise(normal, start, end) for start, end in sentence_spans(normal)]
    context = PlaceContext(country=country)
    survey(sentences, "ar", context)
    return [reading for tokens in sentences for reading in read_places(tokens, "ar", context)]


def admin1(reading: PlaceReading) -> str | None:
    return load_gazetteer().by_id(reading.candidates[0].place_id).admin1


def test_a_homonym_lies_where_the_article_plays() -> None:
    (syrian,) = [r for r in read("قصف أريحا", "Syria") if r.role == "location"]  # Ariha in Idleb
    (palestinian,) = [r for r in read("اعتقالات في أريحا", "Palestine") if r.role == "location"]  # Jericho
    assert (admin1(syrian), admin1(palestinian)) == ("Idleb", "West Bank")


def test_the_country_is_found_without_metadata() -> None:
    (place,) = [r for r in read("قصفت قوات النظام السوري أريحا بريف إدلب") if r.role == "location"]
    assert admin1(place) == "Idleb"


def test_a_named_parent_beats_everything_else() -> None:
    (iraqi,) = [r for r in read("هجوم في سنجار بمحافظة نينوى", "Iraq") if r.role == "location"]
    (syrian,) = [r for r in read("هجوم في سنجار بريف إدلب", "Syria") if r.role == "location"]
    assert (admin1(iraqi), admin1(syrian)) == ("Ninewa", "Idleb")


def test_one_sense_of_a_name_per_article() -> None:
    text = "قصف على مدينة الزهراء بريف حلب. ثم عاد الهدوء. وقتل مدني في الزهراء"
    assert {admin1(r) for r in read(text, "Syria") if r.role == "location"} == {"Aleppo"}


def test_function_words_are_no_foreign_towns() -> None:
    assert read("وأن القصف استمر في إطار الحملة", "Syria") == []


def test_an_unknown_village_keeps_its_name_and_its_parent() -> None:
    unknown = read("قصف قرية زرنوقة بريف منبج", "Syria")[0]
    parents = [load_gazetteer().by_id(place_id).name for place_id in unknown.parents]
    assert (unknown.name, unknown.candidates, unknown.rule, parents) == ("زرنوقة", (), "place.unknown", ["Menbij"])


def test_an_adjective_behind_a_qualifier_is_no_name() -> None:
    assert read("هجوم على بلدة حدودية", "Syria") == []


def test_unknown_members_of_a_list_share_its_parent() -> None:
    places = [r for r in read("قصف قرى زرنوقة وكرمونة وشلفاطة بريف منبج", "Syria") if r.role == "location"]
    assert [(r.name, len(r.parents), r.list_id) for r in places] == [(n, 1, 0) for n in ("زرنوقة", "كرمونة", "شلفاطة")]


def test_the_candidates_are_kept_with_falling_scores() -> None:
    (place,) = [r for r in read("احتجاج في طرابلس", "Lebanon") if r.role == "location"]
    scores = [candidate.score for candidate in place.candidates]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_a_street_is_not_in_the_town_that_it_is_named_after() -> None:
    street = read("انفجار في شارع بغداد وسط دمشق", "Syria")[0]
    assert (street.candidates, street.rule) == ((), "place.unknown.part")
    assert [load_gazetteer().by_id(i).name for i in street.parents] == ["Damascus"]


def test_a_taken_span_begins_no_place() -> None:
    text = load_language("ar").normalise("قصف حلب").text
    assert read_places(tokenise(text), "ar", PlaceContext("Syria"), taken=[(0, len(text))]) == []


def test_a_phrase_of_origin_before_a_place() -> None:
    tokens = tokenise(load_language("ar").normalise("القادم من مدينة حلب").text)
    (place,) = read_places(tokens, "ar", PlaceContext("Syria"), origins=[2])
    assert place.role == "origin"


def test_every_candidate_lies_in_its_unit() -> None:
    """Coordinates agree with the unit's outline, where there is one."""
    gazetteer = load_gazetteer()
    texts = ("قصف على بلدة سراقب", "غارة على مدينة البوكمال", "هجوم في مدينة الطبقة", "انفجار في مدينة عفرين")
    for reading in (r for text in texts for r in read(text, "Syria") if r.role == "location"):
        place = gazetteer.by_id(reading.candidates[0].place_id)
        unit = gazetteer.admin1_at(place.latitude, place.longitude, place.country)
        assert unit is None or unit.admin1 == place.admin1


def test_seats_of_units() -> None:
    gazetteer = load_gazetteer()
    kinds = {name: seat_kind(gazetteer.lookup(name)[0].place_id) for name in ("حلب", "الطبقة")}
    assert kinds == {"حلب": "admin1", "الطبقة": "admin2"}


def _answers(text: str, country: str | None, unit: str | None = None) -> list[str]:
    return [answer["admin1"] for answer in answer_places(load_language("ar").normalise(text), "ar", country, unit)]


def test_a_name_asked_alone_is_a_place_however_common() -> None:
    assert _answers("الباب", "Syria")[0] == "Aleppo"


def test_the_unit_asked_for_decides() -> None:
    assert _answers("سنجار", None, "Idleb")[0] == "Idleb"
    assert _answers("سنجار", None, "Ninewa")[0] == "Ninewa"


def test_a_misspelt_name_needs_a_country() -> None:
    assert _answers("معرة النعمانن", "Syria")[0] == "Idleb"
    assert _answers("معرة النعمانن", None) == []


def test_a_name_spelt_by_sound_in_the_unit_asked_for_goes_before_a_namesake_elsewhere() -> None:
    found = answer_places(load_language("ar").normalise("كصنفرة"), "ar", "Syria", "Idleb")
    assert (found[0]["name"], found[0]["admin1"]) == ("Kansafra", "Idleb")
    assert _answers("منبح", "Syria", "Aleppo")[0] == "Aleppo"


def test_an_unknown_quarter_is_answered_with_the_unit_asked_for() -> None:
    found = answer_places(load_language("ar").normalise("حي الزرنوقة"), "ar", "Syria", "Homs")
    assert (found[0]["value"], found[0]["precision"]) == ("pc:SY04", 3)
    assert found[0]["confidence"] < 0.5


def test_letters_in_the_shape_they_take_in_words_are_read() -> None:
    assert _answers("ﺣﻠﺐ", "Syria")[0] == "Aleppo"


def test_places_under_a_heading_lie_in_its_unit() -> None:
    language = load_language("ar")
    text = language.normalise("حلب:: قصف على قرية زنبوعة.\n\nالحسكة:: قصف على قرى تل زنبوع والصفا والفرزالة.\n").text
    sentences = [tokenise(text, start, end) for start, end in sentence_spans(text)]
    context = PlaceContext(country="Syria")
    survey(sentences, "ar", context)
    read = [reading for tokens in sentences for reading in read_places(tokens, "ar", context)]
    unknown = {reading.name: reading.parents for reading in read if not reading.candidates}
    assert unknown["زنبوعة"] == ("pc:SY02",)
    assert unknown["الصفا"] == unknown["الفرزالة"] == ("pc:SY08",)


def _first(text: str, unit: str) -> tuple[str, int]:
    best = answer_places(load_language("ar").normalise(text), "ar", "Syria", unit)[0]
    return best["name"], best["precision"]


def test_known_parts_of_unknown_words_answer_for_them() -> None:
    assert _first("مدرسة النجوم الزرنوقية، سرمين", "Idleb") == ("Sarmin", 1)
    assert _first("مفرق الزرنوقية وبنش", "Idleb") == ("Bennsh", 1)


def test_an_everyday_word_that_stands_apart_is_the_place_called_so() -> None:
    assert _first("معمل الزرنوقة، الباب", "Aleppo") == ("Al Bab", 1)
    assert _first("الباب شارع الزرنوقة", "Aleppo") == ("Al Bab", 1)
    assert _first("زرنوقة الباب الكبير", "Aleppo") == ("Aleppo", 3)


def test_a_name_glued_to_the_word_behind_it_is_known() -> None:
    found = answer_places(load_language("ar").normalise("دير الزورقرية الزرنوقة"), "ar", "Syria")
    assert (found[0]["name"], found[0]["start"], found[0]["end"]) == ("Deir ez Zor", 0, 9)


def test_the_town_told_beside_a_river_tells_where_on_it() -> None:
    found = answer_places(load_language("ar").normalise("نهر الفرات، الفلوجة"), "ar", "Iraq")
    assert found[0]["name"] == "Fallujah"


def test_a_quarter_lies_in_the_city_rather_than_in_a_village_of_like_name() -> None:
    assert _first("حي كفرنبله", "Idleb") == ("Idleb", 3)


def test_a_name_that_is_hardly_alike_comes_behind_the_unit() -> None:
    found = answer_places(load_language("ar").normalise("سرميوكان"), "ar", "Syria", "Idleb")
    assert (found[0]["name"], found[0]["precision"]) == ("Idleb", 3)
    assert "Sarmin" in [answer["name"] for answer in found]


@pytest.mark.parametrize("text", ["سراقب، النيرب", "سراقب، قرية النيرب", "قرية النيرب، سراقب"])
def test_of_a_town_and_a_village_near_it_the_village_was_asked_for(text: str) -> None:
    found = answer_places(load_language("ar").normalise(text), "ar", "Syria", "Idleb")
    assert [answer["name"] for answer in found[:2]] == ["An Nayrab", "Saraqab"]
    assert len({(answer["start"], answer["value"]) for answer in found}) == len(found)


@pytest.mark.parametrize("text", ["سراقب وسرمين", "سراقب، شارع سرمين"])
def test_two_towns_and_streets_called_like_one_are_no_such_pair(text: str) -> None:
    assert _first(text, "Idleb") == ("Saraqab", 1)


def test_a_name_written_twice_is_one() -> None:
    assert _first("سراقبسراقب", "Idleb") == ("Saraqab", 1)
