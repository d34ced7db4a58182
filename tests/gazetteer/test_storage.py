"""The compiled file's sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.gazetteer.storage import Sections, number_section, pack, string_sections


@given(st.sets(st.binary(min_size=1, max_size=8), max_size=40), st.binary(max_size=8))
def test_strings_are_found_where_they_stand(strings: set[bytes], other: bytes) -> None:
    ordered = sorted(strings)
    kept = Sections(memoryview(pack({}, string_sections("words", ordered)))).strings("words")
    assert list(kept) == ordered
    assert [kept.find(word) for word in ordered] == list(range(len(ordered)))
    assert (kept.find(other) >= 0) == (other in strings)


def test_header_and_numbers_come_back() -> None:
    sections = Sections(
        memoryview(pack({"grain": "place"}, {"odd": b"abc", "numbers": number_section([1, 2**32 - 1])}))
    )
    assert sections.header["grain"] == "place"
    assert list(sections.numbers("numbers")) == [1, 2**32 - 1]
    assert bytes(sections.bytes_of("odd")) == b"abc"


@pytest.mark.parametrize("raw", [b"", b"something else", pack({}, {"words": b"x" * 64})[:-9]])
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="gazetteer"):
        Sections(memoryview(raw))
