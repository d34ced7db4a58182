"""Bytes → text: the byte order mark decides, then strict UTF-8, then what detection finds."""

from __future__ import annotations

import codecs

from pipelines.ingest.articles import UnreadableError
from pipelines.ingest.limits import ENCODING_SAMPLE_BYTES

_MARKS = (  # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def find_encoding(sample: bytes, declared: str | None = None) -> str:
    """The name of the codec for a file that begins with `sample`.

    A byte order mark wins, then UTF-8 when the sample is valid (its last character may be cut), then what metadata
    declares, then detection. Raises UnreadableError("undecodable") when nothing fits, ("binary") for NUL bytes.
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
    if _is_utf_8(sample):
        return "utf-8"
    return _declared_or_detected(sample, declared)


def decode(content: bytes, declared: str | None = None) -> str:
    """A whole file as text. Raises UnreadableError when it is binary or no encoding fits."""
    name = find_encoding(content, declared)
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        if name != "utf-8":
            raise UnreadableError("undecodable", f"not valid {name}") from None
    try:
        return content.decode(_declared_or_detected(content[-ENCODING_SAMPLE_BYTES:], declared))
    except UnicodeDecodeError as error:
        raise UnreadableError("undecodable", f"byte {error.start} is neither UTF-8 nor {error.encoding}") from error


def _is_utf_8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < ENCODING_SAMPLE_BYTES)
    except UnicodeDecodeError:
        return False
    return True


def _utf_16_without_mark(sample: bytes) -> str | None:
    """UTF-16 whose mark was lost: many NULs or one high byte again and again, all of them on one side of the pairs."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for name, here, there in (("utf-16-be", even, odd), ("utf-16-le", odd, even)):
        if here > len(sample) // 20 and there == 0:
            try:
                text = sample[: len(sample) // 2 * 2].decode(name)
            except UnicodeDecodeError:
                continue
            return name if "\0" not in text else None
    return None


def _declared_or_detected(sample: bytes, declared: str | None) -> str:
    if declared is not None:
        try:
            return codecs.lookup(declared).name
        except LookupError:
            raise UnreadableError("undecodable", f"the declared encoding {declared!r} is unknown") from None
    from charset_normalizer import from_bytes  # late: only needed for files that are no UTF-8

    best = from_bytes(sample[:ENCODING_SAMPLE_BYTES]).best()
    if best is None:
        raise UnreadableError("undecodable", "not UTF-8, and no other encoding fits")
    return str(best.encoding)
