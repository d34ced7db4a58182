"""Of namesakes that nothing tells apart, the one around which more is told of comes first."""

from __future__ import annotations

from pipelines.gazetteer.drafts import Draft
from pipelines.gazetteer.surroundings import told_around


def draft(place_id: str, latitude: float, kind: str = "village", population: int = 0) -> Draft:
    return Draft(place_id, place_id, "المثالة", kind, "SY", latitude, 36.5, population=population)


def test_villages_that_news_names_are_counted_around_a_place() -> None:
    told = [draft("sup:a", 35.7), draft("sup:b", 35.8), draft("sup:road", 35.7, "road")]
    asked = [draft("pc:near", 35.75), draft("pc:far", 36.3), draft("gn:town", 35.7, "town", 9000)]
    assert told_around([*told, *asked]) == {"sup:a": 2, "sup:b": 2, "sup:road": 2, "pc:near": 2, "pc:far": 0}
