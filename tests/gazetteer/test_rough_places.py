"""Which row of a full table is a village of the supplement, whose position is rough."""

from __future__ import annotations

import pytest

from pipelines.gazetteer.drafts import Draft
from pipelines.gazetteer.rough_places import found_again


def draft(place_id: str, arabic: str, latitude: float, kind: str = "village", unit: str = "pc:SY07") -> Draft:
    return Draft(place_id, place_id, arabic, kind, "SY", latitude, 36.5, unit_ids=[unit, None, None])


@pytest.mark.parametrize(
    ("known", "row", "is_found"),
    [
        (draft("sup:a", "المثالة", 35.7), draft("pc:1", "المثالة", 35.78), True),
        (draft("sup:a", "المثالة", 35.7), draft("pc:1", "مثالة", 35.95), True),  # the only ones of the name, 28 km
        (draft("sup:a", "المثل", 35.7), draft("pc:1", "مثل", 35.95), True),
        (draft("sup:a", "الظاهرة", 35.7), draft("pc:1", "الضاهرة", 35.78), True),  # sounds alike
        (draft("sup:a", "الظاهرة", 35.7), draft("pc:1", "الضاهرة", 35.95), False),  # sounds alike, too far
        (draft("sup:a", "المثالة", 35.7), draft("pc:1", "المثالة", 36.3), False),
        (draft("sup:a", "المثالة", 35.7), draft("pc:1", "المثالة", 35.7, unit="pc:SY02"), False),
        (draft("sup:a", "المثالة", 35.7, "neighbourhood"), draft("pc:1", "المثالة", 35.78), False),
        (draft("gn:1", "المثالة", 35.7), draft("pc:1", "المثالة", 35.78), False),  # not rough
    ],
)
def test_a_row_is_the_village_of_its_name(known: Draft, row: Draft, is_found: bool) -> None:
    assert found_again([row], [known]) == ({"pc:1": known} if is_found else {})


def test_of_namesakes_the_nearest_is_the_village() -> None:
    known = draft("sup:a", "المثالة", 35.7)
    rows = [draft("pc:1", "المثالة", 35.78), draft("pc:2", "المثالة", 35.72), draft("pc:3", "المثالة", 35.95)]
    assert found_again(rows, [known]) == {"pc:2": known}
