"""Step 3, judge: which incident a report belongs to, if any made so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.link.candidates import Candidate, Profile
from pipelines.link.rules import LinkingRules
from pipelines.link.score import score


@dataclass(slots=True)
class Group:
    """The reports of one incident, and the different things they say of it."""

    members: list[Candidate] = field(default_factory=list)
    profiles: dict[Profile, None] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)

    def add(self, candidate: Candidate) -> None:
        """Take a report in."""
        self.members.append(candidate)
        self.profiles.setdefault(candidate.profile)
        self.articles.add(candidate.told_in)

    @property
    def oldest(self) -> Candidate:
        """The report that was published first; it gives a new incident its id."""
        return min(self.members, key=lambda member: member.age)


def judge(candidate: Candidate, groups: Iterable[tuple[int, Group]], rules: LinkingRules) -> int | None:
    """The number of the incident that the report belongs to, None for a new one.

    A report joins the incident with the most points (the first of equals), never one of which a single report
    contradicts it:
    so no chain of similar reports brings together what cannot be one incident.
    """
    best: tuple[float, int] | None = None
    for number, group in groups:
        points = _points(candidate, group, rules)
        if points is None or (candidate.told_in in group.articles and _is_told_apart(candidate, group)):
            continue
        needed = rules.same_article if candidate.told_in in group.articles else rules.merge
        if points >= needed and (best is None or points > best[0]):
            best = (points, number)
    return best[1] if best else None


def _points(candidate: Candidate, group: Group, rules: LinkingRules) -> float | None:
    """The points of the most similar report of the group; None when any of its reports contradicts."""
    best: float | None = None
    for profile in group.profiles:
        points = score(candidate.profile, profile, rules)
        if points is None:
            return None
        best = points if best is None else max(best, points)
    return best


def _is_told_apart(candidate: Candidate, group: Group) -> bool:
    """Whether the same article tells, in this group, of another kind, day, place or number of dead: then it is another
    incident."""
    return any(
        member.told_in == candidate.told_in and _differ(candidate.profile, member.profile) for member in group.members
    )


def _differ(one: Profile, other: Profile) -> bool:
    if one.sub_event_type != other.sub_event_type:
        return True
    if one.first_day > other.last_day or other.first_day > one.last_day:
        return True
    if one.geo_precision == other.geo_precision and one.place_id != other.place_id:
        return True
    return one.deaths is not None and other.deaths is not None and one.deaths != other.deaths
