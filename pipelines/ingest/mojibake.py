"""Text whose bytes were once read in the wrong encoding: undone where that can be proved, told where it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_letters
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_SAMPLE = 2_000  # characters by which spoiled text is suspected
_BROKEN_SHARE = 0.02  # letters that a repair may leave unread (a no-break space that became a plain one)
_TIMES = 3  # that text may have been misread, one time after the other
_VISIBLE = re.compile(r"\S")
_LETTERS = ascii_letters.encode()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One way of misreading bytes: `signs` give it away, `byte_of` undoes the reading."""

    mistake_id: str
    was: str
    signs: re.Pattern[str]
    share: float
    wide_share: float
    byte_of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Repair:
    """What became of a spoiled text: its words as they were, or None when they are lost; and the mistake."""

    text: str | None
    mistake_id: str


def repair(text: str) -> Repair | None:
    """How to undo the misreading of a text; None when it shows no sign of one."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _questions(sample)
    ascii_part = sample.encode("ascii", "ignore")
    wide, plain = len(sample) - len(ascii_part), len(ascii_part) - len(ascii_part.translate(None, _LETTERS))
    suspected = [
        mistake
        for mistake in _mistakes()
        if wide >= mistake.wide_share * (wide + plain) and len(mistake.signs.findall(sample)) >= mistake.share * wide
    ]
    for mistake in suspected:
        repaired = _undone(text, mistake)
        if repaired is not None:
            return Repair(repaired, mistake.mistake_id)
    lost = max((len(m.signs.findall(sample)) for m in suspected if m.was == "utf_8"), default=0)
    lost += sample.count("?") + sample.count("\ufffd")
    return Repair(None, "mojibake.lost") if _is_most(lost, sample) else None


def _questions(sample: str) -> Repair | None:
    """Letters that became question marks cannot be brought back."""
    return Repair(None, "mojibake.question_marks") if _is_most(sample.count("?"), sample) else None


def _is_most(count: int, sample: str) -> bool:
    return count > 8 and count >= _lost_share() * len(_VISIBLE.findall(sample))


def _undone(text: str, mistake: Mistake, times: int = _TIMES) -> str | None:
    """The text read rightly; None when its letters do not come from such bytes, or do not make sense afterwards.

    What was misread when it was already spoiled ("Ã˜Â£") is undone as often as that.
    """
    try:
        content = bytes(mistake.byte_of[letter] for letter in text)
    except KeyError:
        return None
    repaired = content.decode(mistake.was, errors="replace")
    unread, signs = repaired.count("\ufffd"), len(mistake.signs.findall(repaired))
    if unread > _BROKEN_SHARE * len(repaired):
        return None
    if signs * 10 > len(repaired):
        return _undone(repaired, mistake, times - 1) if times > 1 else None
    return repaired


@cache
def _mistakes() -> tuple[Mistake, ...]:
    return tuple(
        Mistake(
            entry["id"], entry["was"], re.compile(f"[{re.escape(entry['signs'])}]"), entry["share"],
            entry.get("wide_share", 0.0), _byte_of(entry["read_as"]),
        )
        for entry in _declared()["mojibake"]
    )  # fmt: skip


def _byte_of(encoding: str) -> dict[str, int]:
    """Letter → byte. Bytes without a letter were passed through as control characters (WHATWG Encoding, section 9)."""
    letters = {chr(byte): byte for byte in range(256)}
    for byte in range(256):
        letter = bytes([byte]).decode(encoding, errors="ignore")
        if letter:
            letters[letter] = byte
    return letters


def _lost_share() -> float:
    return float(_declared()["lost_share"])


@cache
def _declared() -> Any:
    return read_yaml(schemas_folder() / "sources" / "encodings.yml", "encodings")
