"""Spans and marks of actor readings, beyond who is meant."""

from __future__ import annotations

import itertools

from pipelines.coding.actors import read_actors
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import tokenise


def read(raw: str, language: str = "ar") -> tuple[str, list[ActorReading]]:
    text = load_language(language).normalise(raw).text
    return text, read_actors(tokenise(text), language)


def test_members_lead_to_their_side() -> None:
    text, (actor,) = read("عناصر من قسد")  # members of the SDF
    assert actor.member_class == "member"
    assert (text[actor.start : actor.end], text[actor.whole_start : actor.end]) == ("قسد", "عناصر من قسد")
    assert actor.rule == "actor.name.member"


def test_possessions_lead_to_their_side() -> None:
    text, (actor,) = read("دورية للجيش التركي")  # a patrol of the Turkish army
    assert actor.member_class == "possession"
    assert actor.proclitic == "لل"
    assert text[actor.whole_start : actor.end] == "دورية للجيش التركي"


def test_means_are_told() -> None:
    assets = {
        "طائرات حربية روسية": "air",
        "طيران النظام": "air",
        "مسيرة تركية": "drone",
        "طائرة بدون طيار إسرائيلية": "drone",
        "المدفعية التركية": "artillery",
        "بوارج إسرائيلية": "navy",
        "صواريخ إيرانية": "missile",
        "القوات التركية": None,
    }
    for words, asset in assets.items():
        _, (actor,) = read(words)
        assert (words, actor.asset) == (words, asset)


def test_act_names_its_author_by_the_adjective_only() -> None:
    text, (actor,) = read("قصف مدفعي تركي على القرية")  # Turkish shelling of the village
    assert actor.is_act
    assert text[actor.start : actor.end] == "تركي"
    assert actor.rule == "actor.state.act"


def test_anaphor_is_marked_and_tells_whom_it_usually_means() -> None:
    _, (actor,) = read("نفى التنظيم ذلك")  # the organisation denied it
    assert (actor.kind, actor.keys) == ("anaphor", ("generic.the_organisation",))


def test_country_name_is_no_side_behind_a_noun_of_place() -> None:
    _, readings = read("هاجم مسلحون في تركيا")  # gunmen attacked in Turkey
    assert [(r.kind, r.keys) for r in readings] == [("generic", ("generic.unidentified",)), ("country", ("tur.army",))]


def test_belonging_to_a_country_names_its_forces() -> None:
    _, (actor,) = read("طائرات تابعة لروسيا")  # aircraft belonging to Russia
    assert (actor.kind, actor.keys, actor.asset) == ("named", ("rus.army",), "air")


def test_quote_behind_a_proclitic() -> None:
    text, (actor,) = read("بحسب بيان لـ\"داعش\"")
    assert (text[actor.start : actor.end], actor.proclitic) == ("داعش", "ل")


def test_hashtags_are_read_as_words() -> None:
    text, (actor,) = read("#الاحتلال_التركي يقصف")  # #Turkish_occupation shells
    assert (text[actor.start : actor.end], actor.keys) == ("الاحتلال التركي", ("tur.army",))


def test_second_name_merges_only_in_quotes_or_brackets() -> None:
    assert len(read("قوات سوريا الديمقراطية \"قسد\"")[1]) == 1
    assert len(read("قوات سوريا الديمقراطية\nقسد")[1]) == 2


def test_common_words_need_a_noun_or_quotes() -> None:
    assert read("بعد فتح الطريق")[1] == []
    assert [r.keys for r in read("قيادي في \"فتح\"")[1]] == [("pse.fatah",)]


def test_noun_with_article_governs_nothing() -> None:
    _, (plane, target) = read("استهدف الطيران الحربي مواقع داعش")  # the air force hit positions of IS
    assert (plane.kind, plane.asset) == ("anaphor", "air")
    assert (target.keys, target.asset) == (("is",), None)


def test_readings_do_not_overlap_and_are_in_order() -> None:
    _, readings = read("قصفت القوات الروسية والتركية مواقع لعناصر هيئة تحرير الشام وقوات النظام قرب قاعدة أمريكية")
    spans = [(r.start, r.end) for r in readings]
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert len(readings) == 5


def test_nothing_to_find() -> None:
    assert read("")[1] == []
    assert read("الطقس اليوم مشمس")[1] == []
