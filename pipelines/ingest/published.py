"""Publication times from metadata: unambiguous notations only, everything else stays null."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

FIRST_YEAR, LAST_YEAR = 1900, 2199

_ISO = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    r"(?:[T ]\s?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s?(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
# RFC 5322, as feeds write it: "Thu, 14 Dec 2023 10:05:00 +0300".
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[A-Z]{1,5}|[+-]\d{4})", re.ASCII
)
# As a large network writes the time of its posts: "Wed Feb 05 20:19:24 +0000 2020".
_POST = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})", re.ASCII)
_STATED = re.compile(r":\d\d(?:[.,]\d{1,9})?\s?(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?)$", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})((?:[T ]\s?\d\d:\d\d.*)?)", re.ASCII)
_SECONDS = {"epoch_seconds": 1.0, "epoch_milliseconds": 0.001}
_EPOCH_FIGURES = ((9, 10), (12, 13))  # of a day between 1973 and 2286
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NOTATIONS = ("day_first", "month_first", *_SECONDS)
"""How dumps write times that no reader may guess: "5/3/2024", 1709596800."""

_PARTS = ("year", "month", "day", "hour", "minute", "second")


def parse_published(given: object) -> dt.datetime | None:
    """A publication time as naive UTC; None when it cannot be read without guessing.

    Reads dates and times (as typed columns and YAML give them), ISO 8601 with "-", "/" or no mark between year, month
    and day, RFC 5322, and the notation of tweets. A time without offset is taken as UTC, a date as its midnight.
    """
    if isinstance(given, dt.datetime):
        return _in_range(_as_utc(given))
    if isinstance(given, dt.date):
        return _in_range(dt.datetime(given.year, given.month, given.day))
    if not isinstance(given, str):
        return None
    text = given.strip()
    found = _ISO.fullmatch(text)
    if found:
        return _in_range(_from_iso(found))
    text = _POST.sub(r"\2 \1 \5 \3 \4", text)
    return _in_range(_from_mail(text)) if _MAIL.fullmatch(text) else None


def likely_notations(given: object) -> tuple[str, ...]:
    """The notations, of those that no reader may guess, that a value may be written in."""
    if isinstance(given, str) and _FIGURES.fullmatch(given.strip()):
        return NOTATIONS[:2]
    figures = str(given).strip().partition(".")[0] if isinstance(given, str | int | float) else ""
    if not (figures.isascii() and figures.isdigit()):
        return ()
    return tuple(name for name, size in zip(_SECONDS, _EPOCH_FIGURES, strict=True) if len(figures) in size)


def as_iso(given: object, notation: str) -> object:
    """A publication time that its source is known to write in a notation, as `parse_published` reads it; the given
    value when it is not written so."""
    if notation in _SECONDS:
        return _from_epoch(given, _SECONDS[notation])
    found = _FIGURES.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        return given
    first, second, year, rest = found.groups()
    day, month = (first, second) if notation == "day_first" else (second, first)
    return f"{year}-{int(month):02d}-{int(day):02d}{rest}"


def _from_epoch(given: object, unit: float) -> object:
    text = given.strip() if isinstance(given, str) else given
    try:
        seconds = float(text) * unit  # type: ignore[arg-type]
        return (_EPOCH + dt.timedelta(seconds=seconds)).isoformat()
    except (TypeError, ValueError, OverflowError):
        return given


def offset_minutes(given: object) -> int | None:
    """The offset that a time states, in minutes ahead of UTC; None for days and for times that state none."""
    if isinstance(given, dt.datetime):
        shift = given.utcoffset()
        return None if shift is None else int(shift.total_seconds() // 60)
    found = _STATED.search(_POST.sub(r"\3 \4", given.strip())) if isinstance(given, str) else None
    if found is None:
        return None
    try:
        return int(_offset(found[1]).total_seconds() // 60)
    except ValueError:
        return None


def _from_iso(found: re.Match[str]) -> dt.datetime | None:
    year, month, day, hour, minute, second = (int(found[name] or 0) for name in _PARTS)
    micro = int((found["fraction"] or "")[:6].ljust(6, "0") or 0)
    zone = found["zone"] or ""
    try:
        local = dt.datetime(year, month, day, hour, minute, second, micro)
        return local - _offset(zone)
    except (ValueError, OverflowError):  # the 31st of April; a time shifted out of the calendar
        return None


def _offset(zone: str) -> dt.timedelta:
    zone = zone.removeprefix("UTC").removeprefix("GMT")
    if zone[:1] not in ("+", "-"):
        return dt.timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ValueError(f"no such offset: {zone}")
    shift = dt.timedelta(hours=hours, minutes=minutes)
    return -shift if zone[0] == "-" else shift


def _from_mail(text: str) -> dt.datetime | None:
    try:
        return _as_utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):
        return None


def _as_utc(given: dt.datetime) -> dt.datetime | None:
    try:
        return (given if given.tzinfo is None else given.astimezone(dt.UTC)).replace(tzinfo=None)
    except OverflowError:
        return None


def _in_range(found: dt.datetime | None) -> dt.datetime | None:
    return found if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None
