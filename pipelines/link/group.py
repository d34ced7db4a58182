"""Block, score and judge in turn: from candidates in order of region and day to groups that tell one incident each.

A sweep over the days of each region. Reports of a sure day are judged on that day, the most precise places first; vague
ones wait until all sure reports that they may mean are judged, so that they find the incident they are about. Groups
that no report to come can join are handed on: memory holds the weeks around one day of one region.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from pipelines.link.block import IncidentIndex
from pipelines.link.candidates import Candidate, Profile
from pipelines.link.judge import DIFFERENT, SAME, UNSURE, Group, Judged, Judgement, judge
from pipelines.link.rules import LinkingRules
from pipelines.link.rulings import Rulings
from pipelines.link.together import Partings

_Telling = list[Candidate]
NO_ACTOR = "no_actor"  # pending_reason
_LONGEST_WAIT = 62  # days after its own that a report of a long period is judged at the latest


def group_reports(
    candidates: Iterable[Candidate], rules: LinkingRules, rulings: Rulings | None = None
) -> Iterator[Group | Judgement]:
    """Every published candidate in exactly one group, and the judgements, as soon as they are made.

    Candidates come by `region`, then by `day` (`in_order`); in which order those of one day come does not matter. The
    same report in copies of one article is one telling and is judged once. A pending candidate makes no group: one
    without actor may join one that others make, for the rest a judgement names the report most like them.
    """
    rulings = rulings or Rulings()
    yield from _ruled(rulings)
    for _, told in groupby(candidates, key=lambda candidate: candidate.region):
        yield from _Region(rules, rulings).sweep(told)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates in the order that `group_reports` asks for."""
    return sorted(candidates, key=lambda c: (c.region[0], c.region[1] or "", c.day))


@dataclass(slots=True)
class _Region:
    """The sweep over one region. `_open` are the groups that may still grow, `_waiting` the vague tellings by the day
    on which they are due, `_partings` what was kept apart though alike."""

    rules: LinkingRules
    rulings: Rulings
    _index: IncidentIndex = field(default_factory=IncidentIndex)
    _open: dict[int, Group] = field(default_factory=dict)
    _waiting: list[tuple[int, tuple[object, ...], _Telling]] = field(default_factory=list)
    _partings: Partings = field(default_factory=Partings)
    _made: int = 0

    def sweep(self, candidates: Iterable[Candidate]) -> Iterator[Group | Judgement]:
        for day, told in groupby(candidates, key=lambda candidate: candidate.day):
            yield from self._settle(day)
            sure: list[_Telling] = []
            for telling in _tellings(told):
                if _is_sure(telling[0]):
                    sure.append(telling)
                else:
                    due = min(telling[0].profile.last_day, day + _LONGEST_WAIT) + 2
                    heapq.heappush(self._waiting, (due, _turn(telling), telling))
            for telling in sorted(sure, key=_turn):
                yield from self._place(telling)
            yield from self._close(day)
        yield from self._settle(None)
        yield from self._end(list(self._open))

    def _settle(self, day: int | None) -> Iterator[Judgement]:
        """Judge the vague tellings that are due; without a day, all."""
        while self._waiting and (day is None or self._waiting[0][0] <= day):
            _, _, telling = heapq.heappop(self._waiting)
            if telling[0].lacks == NO_ACTOR and (judged := self._judged(telling)).joined is not None:
                yield from self._support(telling, judged)
            else:
                yield from self._hint(telling) if telling[0].is_pending else self._place(telling)

    def _place(self, telling: _Telling) -> Iterator[Judgement]:
        first, judged = telling[0], self._judged(telling)
        if judged.joined is not None:
            yield judged.joined
        number = judged.number
        if number is None:
            number = self._made
            self._open[number] = Group()
            self._made += 1
        self._partings.note(number, judged)
        for candidate in telling:
            self._open[number].add(candidate)
            if candidate is not first:
                yield Judgement(candidate.report_id, first.report_id, SAME, "link.copy")
        self._index.add(number, first.profile)

    def _judged(self, telling: _Telling) -> Judged:
        barred = self.rulings.barred(c.report_id for c in telling) if self.rulings.different else frozenset()
        return judge(telling[0], self._near(telling[0].profile), self.rules, barred)

    def _support(self, telling: _Telling, judged: Judged) -> Iterator[Judgement]:
        """Add what lacks its actor as a further source to the incident that it tells; it makes none of its own."""
        assert judged.number is not None
        assert judged.joined is not None
        for candidate in telling:
            self._open[judged.number].support(candidate)
            yield replace(judged.joined, report_id=candidate.report_id, rule_id="link.further")

    def _hint(self, telling: _Telling) -> Iterator[Judgement]:
        """For pending reports that would join an incident were they complete, the report there most like them."""
        for candidate in telling:
            found = judge(candidate, self._near(candidate.profile), self.rules).joined
            if found is not None:
                yield Judgement(
                    found.report_id, found.other_report_id, UNSURE, "link.pending", found.points, found.traits
                )

    def _near(self, profile: Profile) -> Iterator[tuple[int, Group]]:
        return ((number, self._open[number]) for number in self._index.near(profile) if number in self._open)

    def _close(self, day: int) -> Iterator[Group | Judgement]:
        """Hand on the groups that nothing can join any more: not what waits, nor what comes later."""
        reach = min([day - self.rules.days_back, *(t[0].profile.first_day for _, _, t in self._waiting)]) - 1
        yield from self._end([number for number, group in self._open.items() if group.last_day < reach])
        self._index.forget_before(reach)

    def _end(self, numbers: list[int]) -> Iterator[Group | Judgement]:
        """Hand on groups, or bring them together with others that tell the same."""
        for number in numbers:
            found = self._partings.partner(number, self._open, self.rules, self.rulings)
            group = self._open.pop(number)
            if found is None:
                yield from self._partings.last(number)
                yield group
            else:
                partner, judgement = found
                self._partings.join(number, partner)
                self._open[partner].take(group)
                yield judgement


def _is_sure(candidate: Candidate) -> bool:
    """Whether the report means no day before its own, so that nothing it could join comes later."""
    profile = candidate.profile
    return not candidate.is_pending and profile.is_exact and profile.first_day == candidate.day


def _tellings(candidates: Iterable[Candidate]) -> list[_Telling]:
    """Candidates by telling: the n-th report of a profile in an article and in each of its copies, the oldest first."""
    seen: Counter[tuple[str, Profile, bool]] = Counter()
    tellings: dict[tuple[str, Profile, bool, int], _Telling] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.position, c.report_id)):
        seen[candidate.article_id, candidate.profile, candidate.is_pending] += 1
        ordinal = seen[candidate.article_id, candidate.profile, candidate.is_pending]
        key = (candidate.told_in, candidate.profile, candidate.is_pending, ordinal)
        tellings.setdefault(key, []).append(candidate)
    return [sorted(telling, key=lambda c: c.age) for telling in tellings.values()]


def _turn(telling: _Telling) -> tuple[object, ...]:
    first, profile = telling[0], telling[0].profile
    return first.is_pending, not profile.is_exact, profile.geo_precision, not profile.is_dated, first.age


def _ruled(rulings: Rulings) -> Iterator[Judgement]:
    for verdict, pairs in ((SAME, rulings.same), (DIFFERENT, rulings.different)):
        for pair, ruling in pairs.items():
            one, other = sorted(pair)
            yield Judgement(one, other, verdict, f"link.ruling.{ruling.ruling_id}", reason=ruling.reason)
    for ruling, why in rulings.void:
        one, other = sorted(ruling.expect)[:2]
        yield Judgement(one, other, "unsure", f"link.ruling.{ruling.ruling_id}", reason=f"not applied: {why}")
