"""Which incident a pending report may tell: a hint for people, never a link; what it lacks stays lacking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipelines.link.block import IncidentIndex
from pipelines.link.candidates import Candidate, read_candidate
from pipelines.link.judge import UNSURE, Group, Judgement, judge
from pipelines.link.rules import LinkingRules
from pipelines.link.wording import Wordings

_WEEK = 2  # time_precision


def hint_pending(
    pending: Iterable[Candidate], groups: Sequence[Group], rules: LinkingRules
) -> Iterator[Judgement]:
    """For each pending report that would join an incident were it complete, the report there most like it."""
    index = IncidentIndex()
    for number, group in enumerate(groups):
        for profile in group.profiles:
            index.add(number, profile)
    for candidate in pending:
        near = ((place, groups[place]) for place in index.near(candidate.profile))
        joined, judgements = judge(candidate, near, rules)
        if joined is not None:
            found = judgements[0]
            yield Judgement(found.report_id, found.other_report_id, UNSURE, "link.pending", found.points, found.traits)


def pending_candidate(
    row: Mapping[str, Any], told_in: str, published: dt.datetime | None, rules: LinkingRules, wordings: Wordings
) -> Candidate | None:
    """A pending `reports` row as linking sees it, looked for around its article's publication when it has no day.

    None when its kind, country, place or any day is unknown.
    """
    if row["sub_event_type"] is None or row["country"] is None or row["admin1"] is None:
        return None
    if row["event_date"] is None:
        if published is None:
            return None
        row = {**row, "event_date": published.date(), "time_precision": _WEEK, "date_basis": "publication"}
    return read_candidate(row, told_in, published, rules, wordings.of(row))
