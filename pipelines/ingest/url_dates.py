"""The time of publication that an address tells: a day in its path, or the number of a post that counts time."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from pipelines.ingest.published import FIRST_YEAR, LAST_YEAR
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_EPOCH = dt.datetime(1970, 1, 1)
_LAST = int((dt.datetime(LAST_YEAR, 12, 31) - _EPOCH).total_seconds())

_Form = tuple[re.Pattern[str], int, int]


def day_in_url(url: str) -> dt.datetime | None:
    """When the page at this address was published, as naive UTC to the second: a day at its midnight.

    None when the address does not tell, or tells several times. The forms stand in `schemas/sources/urls.yml`.
    """
    told = {time for form in _forms() for found in form[0].finditer(url) if (time := _time(found, form)) is not None}
    return told.pop() if len(told) == 1 else None


def _time(found: re.Match[str], form: _Form) -> dt.datetime | None:
    parts = found.groupdict()
    if "number" in parts:
        seconds = ((int(parts["number"]) >> form[1]) + form[2]) // 1000
        return _EPOCH + dt.timedelta(seconds=seconds) if seconds <= _LAST else None
    try:
        day = dt.datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


@cache
def _forms() -> tuple[_Form, ...]:
    declared = read_yaml(schemas_folder() / "sources" / "urls.yml", "urls")["published"]
    return tuple(
        (re.compile(entry["form"]), entry.get("shift", 0), entry.get("epoch_milliseconds", 0)) for entry in declared
    )
