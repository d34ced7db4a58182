"""Bytes to text."""

from __future__ import annotations

import pytest

from pipelines.ingest.articles import UnreadableError
from pipelines.ingest.encodings import damage_note, decode

TEXT = (
    "مقتل ثلاثة مدنيين وإصابة آخرين بقصف مدفعي على بلدة السنديان، بحسب مصادر محلية.\n"
    "وقالت المصادر إن القصف استهدف السوق.\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6"]
)
def test_arabic_in_every_usual_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_8_long_enough_to_be_sampled() -> None:
    long = TEXT * 3000
    assert decode(long.encode("utf-8")) == long


def test_a_declared_encoding_is_used_when_it_is_no_utf_8() -> None:
    assert decode("Zürich".encode("cp850"), "cp850") == "Zürich"
    assert decode("Zürich".encode(), "cp850") == "Zürich"


@pytest.mark.parametrize(
    ("content", "declared", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "binary"),
        (b"text\0text", None, "binary"),
        (b"caf\xe9", "no-such-codec", "undecodable"),
        ("نص".encode("utf-16") + b"\x00", None, "undecodable"),
    ],
)
def test_what_is_no_text_is_told(content: bytes, declared: str | None, reason: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        decode(content, declared)
    assert raised.value.reason == reason


def test_one_broken_byte_does_not_make_utf_8_another_encoding() -> None:
    content = TEXT.encode("utf-8")
    assert decode(content[:9] + b"\xff" + content[9:]).replace("\ufffd", "") == TEXT
    assert decode(content.rstrip(b".\n")[:-1]) == TEXT.rstrip(".\n")[:-1] + "\ufffd"


def test_much_damage_is_not_read() -> None:
    words = "قصف على البلدة".encode()
    with pytest.raises(UnreadableError) as raised:
        decode(words + b"\xff" + words + b"\xff\xff")
    assert raised.value.reason == "undecodable"


def test_damage_is_told() -> None:
    assert [note.code for note in damage_note("a\ufffdb")] == ["ingest.text.damaged"]
    assert list(damage_note("ab")) == []


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6"])
@pytest.mark.parametrize("words", ["قصف مدفعي على أطراف البلدة", "مقتل شرطي في الرابية صباح اليوم", TEXT * 50])
def test_short_and_long_arabic_of_one_byte_encodings(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding)) == words


def test_latin_text_is_not_taken_for_arabic() -> None:
    text = "Les élèves de Besançon ont été blessés près de l'hôpital où l'armée française était déployée. " * 3
    assert max(decode(text.encode("cp1252"))) < "ء"
