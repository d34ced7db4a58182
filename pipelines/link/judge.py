"""Step 3, judge: which incident a report belongs to, if any made so far; every judgement that was close is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.link.candidates import Candidate, Profile
from pipelines.link.rules import LinkingRules
from pipelines.link.score import Comparison, compare
from pipelines.readonly import readonly

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


@dataclass(slots=True)
class Group:
    """The reports of one incident, and the different things they say of it, each with the first report that says so.
    `further` are reports that lack their actor: they support the incident, and nothing joins it for their sake."""

    members: list[Candidate] = field(default_factory=list)
    further: list[Candidate] = field(default_factory=list)
    profiles: dict[Profile, str] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    last_day: int = 0

    def add(self, candidate: Candidate) -> None:
        """Take a report in."""
        self.members.append(candidate)
        self.last_day = max(self.last_day, candidate.profile.last_day)
        self.profiles.setdefault(candidate.profile, candidate.report_id)
        self.articles.add(candidate.told_in)

    def support(self, candidate: Candidate) -> None:
        """Take in a report that lacks its actor."""
        self.further.append(candidate)
        self.articles.add(candidate.told_in)

    def take(self, other: Group) -> None:
        """Take all reports of another group in."""
        for member in other.members:
            self.add(member)
        for candidate in other.further:
            self.support(candidate)

    def voices(self, most: int) -> list[Candidate]:
        """One report for each thing that an article says of the incident, no more than `most`."""
        return list({(member.told_in, member.profile): member for member in self.members}.values())[:most]


@readonly
class Judgement:
    """What was decided about two reports and why. Without points and traits where nothing was added up."""

    report_id: str
    other_report_id: str
    verdict: str
    rule_id: str
    points: float | None = None
    traits: tuple[str, ...] = ()
    reason: str | None = None


@readonly
class Judged:
    """Which incident a report joins, None for a new one; the judgement that says so; those that kept it from others,
    with the numbers of these; and the numbers of all other incidents of which a report is enough like it."""

    number: int | None
    joined: Judgement | None = None
    apart: tuple[tuple[int, Judgement], ...] = ()
    rivals: tuple[int, ...] = ()


@readonly
class _Match:
    """The report of a group that is most like a candidate, and whether another one of the group rules it out."""

    number: int
    report_id: str
    comparison: Comparison
    needed: float
    contradiction: str | None


def judge(
    candidate: Candidate,
    groups: Iterable[tuple[int, Group]],
    rules: LinkingRules,
    barred: frozenset[str] = frozenset(),
) -> Judged:
    """Which of the incidents a report belongs to, and what was judged on the way.

    A report joins the incident with the most points (the first of equals), never one of which a single report
    contradicts it:
    so no chain of similar reports brings together what cannot be one incident. Nor one with a report in `barred`.
    """
    matches = [
        match
        for number, group in groups
        if not (barred and any(member.report_id in barred for member in group.members))
        and (match := _match(candidate, number, group, rules)) is not None
    ]
    alike = tuple(match.number for match in matches if match.comparison.points >= rules.merge)
    close: list[tuple[int, Judgement]] = []
    for match in sorted(matches, key=lambda match: (-match.comparison.points, match.number)):
        if match.comparison.points >= match.needed and match.contradiction is None:
            joined = _said(candidate, match, SAME, "link.score")
            rivals = tuple(number for number in alike if number != match.number)
            return Judged(match.number, joined, tuple(_kept_apart(close)), rivals)
        close += ((match.number, judgement) for judgement in _close(candidate, match, rules))
    return Judged(None, None, tuple(close[:1]), alike)


def _kept_apart(close: list[tuple[int, Judgement]]) -> list[tuple[int, Judgement]]:
    """Of what came nearer than the incident that a report joined, what a contradiction kept it from."""
    return [(number, judgement) for number, judgement in close if judgement.verdict == DIFFERENT][:1]


def _match(candidate: Candidate, number: int, group: Group, rules: LinkingRules) -> _Match | None:
    best: tuple[Comparison, str] | None = None
    contradiction: str | None = None
    for profile, report_id in group.profiles.items():
        comparison = compare(candidate.profile, profile, rules)
        if comparison.contradiction is not None:
            contradiction = contradiction or f"{comparison.contradiction} in report {report_id}"
        elif best is None or comparison.points > best[0].points:
            best = comparison, report_id
    if best is None:
        return None
    needed = rules.merge
    if candidate.told_in in group.articles:
        needed = rules.same_article
        contradiction = contradiction or _told_apart(candidate, group, rules)
    return _Match(number, best[1], best[0], needed, contradiction)


def _close(candidate: Candidate, match: _Match, rules: LinkingRules) -> list[Judgement]:
    if match.contradiction is not None:
        is_alike = match.comparison.points >= match.needed
        return [_said(candidate, match, DIFFERENT, "link.contradiction")] if is_alike else []
    is_close = match.comparison.points >= match.needed - (rules.merge - rules.unsure)
    return [_said(candidate, match, UNSURE, "link.score")] if is_close else []


def _said(candidate: Candidate, match: _Match, verdict: str, rule_id: str) -> Judgement:
    compared = match.comparison
    return Judgement(
        candidate.report_id, match.report_id, verdict, rule_id, round(compared.points, 3), compared.traits,
        match.contradiction,
    )  # fmt: skip


def _told_apart(candidate: Candidate, group: Group, rules: LinkingRules) -> str | None:
    """How the same article tells, in this group, of another kind, day, place or number of dead, or one sentence tells
    both: then it is another incident."""
    for member in (*group.members, *group.further):
        if member.told_in != candidate.told_in:
            continue
        is_one_sentence = member.article_id == candidate.article_id and member.position == candidate.position
        difference = "one in a row" if is_one_sentence else _difference(candidate.profile, member.profile, rules)
        if difference:
            return f"the same article tells another {difference} in report {member.report_id}"
    return None


def _difference(one: Profile, other: Profile, rules: LinkingRules) -> str:
    if not rules.are_one_act(one.sub_event_type, other.sub_event_type):
        return "kind"
    if (one.first_day, one.last_day) != (other.first_day, other.last_day):
        return "day"
    # Two unknown villages are both coded at the area around them: what the author told apart is not one for that.
    if one.place_id != other.place_id or one.geo_precision > 1 or other.geo_precision > 1:
        return "place"
    return "toll" if one.deaths is not None and other.deaths is not None and one.deaths != other.deaths else ""
