"""Bytes → text: the byte order mark decides, then strict UTF-8, then what detection finds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.ingest.articles import Note, UnreadableError
from pipelines.ingest.limits import ENCODING_SAMPLE_BYTES
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_MARKS = (  # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHOLE_PER_BROKEN = 4
_WHOLE_PER_REPLACED = 20
# High bytes of UTF-16 in alphabetic text: Latin to Ethiopic, punctuation, Arabic presentation forms.
_BLOCKS = frozenset([*range(0x14), 0x20, 0x21, 0x25, 0xFB, 0xFD, 0xFE])


def find_encoding(sample: bytes, declared: str | None = None) -> str:
    """The name of the codec for a file that begins with `sample`.

    A byte order mark wins, then UTF-8 when the sample is valid (its last character may be cut) or nearly so, then what
    metadata declares, then detection. Raises UnreadableError("undecodable") when nothing fits, ("binary") for NULs.
    """
    sample = sample[:ENCODING_SAMPLE_BYTES]
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if b"\0" in sample:
        wide = _utf_16_without_mark(sample)
        if wide is None:
            raise UnreadableError("binary", "NUL bytes")
        return wide
    if _is_utf_8(sample) or _is_damaged_utf_8(sample):
        return "utf-8"
    return _declared_or_detected(sample, declared)


def decode(content: bytes, declared: str | None = None) -> str:
    """A whole file as text. Raises UnreadableError when it is binary or no encoding fits.

    In UTF-8 with a few broken bytes (pages cut their own descriptions inside a letter) each becomes U+FFFD;
    `damage_note` tells of them.
    """
    name = find_encoding(content, declared)
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        if name == "utf-8" and _is_damaged_utf_8(content, _WHOLE_PER_REPLACED):
            return content.decode(name, errors="replace")
        if name != "utf-8" or _is_damaged_utf_8(content):
            raise UnreadableError("undecodable", f"byte {error.start} is not valid {name}") from None
    try:
        return content.decode(_declared_or_detected(content[-ENCODING_SAMPLE_BYTES:], declared))
    except UnicodeDecodeError as error:
        raise UnreadableError("undecodable", f"byte {error.start} is neither UTF-8 nor {error.encoding}") from error


def damage_note(text: str) -> Iterator[Note]:
    """A note when a text holds signs that stand for lost letters."""
    lost = text.count("\ufffd")
    if lost:
        yield Note("ingest.text.damaged", f"{lost} places where bytes could not be read; they show as \ufffd")


def _is_utf_8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < ENCODING_SAMPLE_BYTES)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf_8(content: bytes, whole_per_broken: int = _WHOLE_PER_BROKEN) -> bool:
    """UTF-8 with a few broken bytes: other encodings hardly ever form its longer sequences by chance.

    Such a file must not be taken for another encoding, which would garble every word of it.
    """
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for letter in text if letter > "\x7f") - broken
    return whole > whole_per_broken * broken


def _utf_16_without_mark(sample: bytes) -> str | None:
    """UTF-16 whose mark was lost: every second byte names a block of letters or punctuation, some of them ASCII (0)."""
    if len(sample) % 2:
        return None
    for name, first in (("utf-16-be", 0), ("utf-16-le", 1)):
        blocks = set(sample[first::2])
        if 0 in blocks and blocks <= _BLOCKS and "\0" not in sample.decode(name, errors="replace"):
            return name
    return None


@dataclass(frozen=True, slots=True)
class _Script:
    """A script whose encodings are known by its commonest pairs of letters (`schemas/sources/encodings.yml`)."""

    encodings: tuple[str, ...]
    letters: re.Pattern[str]
    common: re.Pattern[str]
    letter_share: float
    pairs_per_letters: float


def _by_script(sample: bytes) -> str | None:
    """The encoding in which most high bytes are letters of one script, in its usual order; None when none fits."""
    best: tuple[float, float, str] | None = None
    for script in _scripts():
        for encoding in script.encodings:
            try:
                text = sample.decode(encoding)
            except UnicodeDecodeError:
                continue
            letters = len(script.letters.findall(text))
            wide = sum(1 for letter in text if letter > "\x7f")
            share, pairs = letters / max(1, wide), len(script.common.findall(text)) / max(1, letters)
            fits = share >= script.letter_share and pairs >= script.pairs_per_letters
            if fits and (best is None or (share, pairs) > best[:2]):
                best = share, pairs, encoding
    return best[2] if best else None


@cache
def _scripts() -> tuple[_Script, ...]:
    declared = read_yaml(schemas_folder() / "sources" / "encodings.yml", "encodings")["scripts"]
    return tuple(
        _Script(
            tuple(entry["encodings"]), re.compile(f"[{entry['letters']}]"),
            re.compile("|".join(map(re.escape, entry["common"]))), entry["letter_share"], entry["pairs_per_letters"],
        )
        for entry in declared
    )  # fmt: skip


def _declared_or_detected(sample: bytes, declared: str | None) -> str:
    if declared is not None:
        try:
            return codecs.lookup(declared).name
        except LookupError:
            raise UnreadableError("undecodable", f"the declared encoding {declared!r} is unknown") from None
    found = _by_script(sample)
    if found is not None:
        return found
    from charset_normalizer import from_bytes  # late: only needed for files that are no UTF-8

    best = from_bytes(sample[:ENCODING_SAMPLE_BYTES]).best()
    if best is None:
        raise UnreadableError("undecodable", "not UTF-8, and no other encoding fits")
    return str(best.encoding)
