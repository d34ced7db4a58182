"""The map from a shortened text back to its original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.offsets import OffsetMap

KEPT = st.lists(st.booleans(), max_size=60)  # per code point of an original: is it kept?


def deletions(kept: list[bool]) -> list[tuple[int, int]]:
    """The maximal removed spans."""
    spans: list[tuple[int, int]] = []
    for place, is_kept in enumerate(kept):
        if is_kept:
            continue
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans


@given(KEPT)
def test_every_position_leads_to_the_character_it_was(kept: list[bool]) -> None:
    survivors = [place for place, is_kept in enumerate(kept) if is_kept]
    offsets = OffsetMap(deletions(kept))
    assert [offsets.original(position) for position in range(len(survivors))] == survivors


@given(KEPT)
def test_single_deletions_side_by_side_are_one_deletion(kept: list[bool]) -> None:
    singles = OffsetMap([(place, place + 1) for place, is_kept in enumerate(kept) if not is_kept])
    joined = OffsetMap(deletions(kept))
    positions = range(len(kept) + 1)
    assert [singles.original(p) for p in positions] == [joined.original(p) for p in positions]


@given(KEPT, st.data())
def test_a_span_begins_and_ends_at_kept_characters(kept: list[bool], data: st.DataObject) -> None:
    survivors = [place for place, is_kept in enumerate(kept) if is_kept]
    if not survivors:
        return
    start = data.draw(st.integers(0, len(survivors) - 1))
    end = data.draw(st.integers(start + 1, len(survivors)))
    assert OffsetMap(deletions(kept)).span(start, end) == (survivors[start], survivors[end - 1] + 1)


@given(KEPT)
def test_positions_never_go_back(kept: list[bool]) -> None:
    offsets = OffsetMap(deletions(kept))
    walked = [offsets.original(position) for position in range(len(kept) + 1)]
    assert walked == sorted(walked)


def test_an_empty_span_stays_empty() -> None:
    assert OffsetMap([(0, 2)]).span(1, 1) == (3, 3)


def test_without_deletions_nothing_moves() -> None:
    assert OffsetMap().span(4, 9) == (4, 9)
