"""A published report as linking looks at it: only what tells incidents apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipelines.gazetteer import fold_name, sound_of
from pipelines.link.hours import Hours, hours_of
from pipelines.link.rules import LinkingRules
from pipelines.readonly import readonly

COLUMNS = (
    "report_id", "article_id", "event_date", "event_date_end", "time_precision", "date_basis", "sub_event_type",
    "event_type", "actor_id", "target_id", "country", "admin1", "place_id", "latitude", "longitude", "geo_precision",
    "fatalities_best", "injured_best", "persons", "sentence_start", "sentence_end", "location", "unlisted_place",
    "language", "status", "pending_reason", "date_text",
)  # fmt: skip
REGION = 3  # geo_precision of a place known by its region only


@readonly
class Profile:
    """What a report says of its incident. Equal profiles are compared once.

    Days are proleptic ordinals, both inclusive; `is_dated`: the text gives a date of the calendar; `hours`: the part of
    the day that it tells. `unlisted` is how
    the name of a place that the gazetteer lacks sounds, "" for others.
    """

    first_day: int
    last_day: int
    is_exact: bool
    is_dated: bool
    hours: Hours | None
    sub_event_type: str
    event_type: str
    actor_id: str | None
    target_id: str | None
    country: str
    admin1: str | None
    place_id: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: int
    is_namesake: bool
    unlisted: str
    deaths: int | None
    injured: int | None
    persons: frozenset[str]
    language: str | None
    wording: bytes

    @property
    def is_regional(self) -> bool:
        """Whether the place may be a whole region: coded so, or a capital that bears its region's name."""
        return self.geo_precision >= REGION or self.is_namesake


@readonly
class Candidate:
    """One report: its profile, and the article it stands in. `told_in` is the original when that is a duplicate;
    `day` is its `event_date` as a proleptic ordinal, for a pending report without one its article's; `lacks` is what
    keeps a report pending."""

    report_id: str
    article_id: str
    told_in: str
    published: dt.datetime | None
    position: int
    profile: Profile
    day: int
    lacks: str | None = None

    @property
    def is_pending(self) -> bool:
        """Whether the report cannot make an incident of its own."""
        return self.lacks is not None

    @property
    def region(self) -> tuple[str, str | None]:
        """Only reports of one region are compared."""
        return self.profile.country, self.profile.admin1

    @property
    def age(self) -> tuple[dt.datetime, str]:
        """Sorts the oldest report first; reports of undated articles come last."""
        return (self.published or dt.datetime.max, self.report_id)


def read_candidate(
    row: Mapping[str, Any], told_in: str, published: dt.datetime | None, rules: LinkingRules, wording: bytes = b""
) -> Candidate:
    """The candidate of a dated `reports` row (COLUMNS suffice); `wording` are the words of its sentence."""
    return Candidate(
        report_id=row["report_id"],
        article_id=row["article_id"],
        told_in=told_in,
        published=published,
        position=row["sentence_start"],
        profile=_profile(row, rules, wording),
        day=row["event_date"].toordinal(),
        lacks=row["pending_reason"] if row["status"] == "pending" else None,
    )


def _profile(row: Mapping[str, Any], rules: LinkingRules, wording: bytes) -> Profile:
    first, last = _window(row, rules)
    return Profile(
        first_day=first,
        last_day=last,
        is_exact=row["time_precision"] == 1,
        is_dated=row["time_precision"] == 1 and row["date_basis"] == "explicit",
        hours=_hours(row),
        sub_event_type=row["sub_event_type"],
        event_type=row["event_type"],
        actor_id=row["actor_id"],
        target_id=row["target_id"],
        country=row["country"],
        admin1=row["admin1"],
        place_id=row["place_id"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        geo_precision=row["geo_precision"] or REGION,
        is_namesake=row["location"] is not None and row["location"] == row["admin1"],
        unlisted=sound_of(fold_name(row["unlisted_place"])) if row["unlisted_place"] else "",
        deaths=row["fatalities_best"],
        injured=row["injured_best"],
        persons=frozenset(row["persons"] or ()),
        language=row["language"],
        wording=wording,
    )


def _hours(row: Mapping[str, Any]) -> Hours | None:
    """The part of the day in the words of the report's own date."""
    is_own = row["time_precision"] == 1 and row["date_basis"] in ("explicit", "relative")
    return hours_of(row["date_text"], row["language"]) if is_own and row["date_text"] else None


def _window(row: Mapping[str, Any], rules: LinkingRules) -> tuple[int, int]:
    """The days that the report may mean: its period when it names one, else its precision's window around the date."""
    day = row["event_date"].toordinal()
    end = row["event_date_end"]
    if row["time_precision"] == 1 and row["date_basis"] != "publication":
        return day, end.toordinal() if end is not None else day
    key = "publication" if row["date_basis"] == "publication" else str(row["time_precision"])
    before, after = rules.windows[key]
    return day - before, max(day + after, end.toordinal() if end is not None else 0)
