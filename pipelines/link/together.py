"""Between judging and applying: incidents that were begun apart and that other articles show to be one.

A report joins the incident that it is most like, one at a time. So what an article tells twice, or what its author told
apart by mistake of ours, may draw the reports of one incident to two sides. When nothing can join an incident any more,
it is compared as a whole with those that a report of either was like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.link.candidates import Profile
from pipelines.link.judge import SAME, Group, Judged, Judgement
from pipelines.link.rules import LinkingRules
from pipelines.link.rulings import Rulings
from pipelines.link.score import are_other_doers, compare

_MOST_VOICES = 20  # of an incident that are compared; enough for a mean, and work stays bounded


@dataclass(slots=True)
class Partings:
    """The incidents of one region that are apart although reports of both are alike, known by their numbers."""

    _rivals: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _apart: dict[int, list[tuple[int, Judgement]]] = field(default_factory=lambda: defaultdict(list))
    _into: dict[int, int] = field(default_factory=dict)

    def note(self, number: int, judged: Judged) -> None:
        """A report was judged, and is of incident `number` now."""
        for rival in judged.rivals:
            self._rivals[number].add(rival)
            self._rivals[rival].add(number)
        if judged.apart:
            self._apart[number] += judged.apart

    def partner(
        self, number: int, groups: Mapping[int, Group], rules: LinkingRules, rulings: Rulings
    ) -> tuple[int, Judgement] | None:
        """The incident that `number` is one with, and the judgement that says so; the likest one, of equals the
        first."""
        found = [
            (mean, -rival, judgement)
            for rival in sorted(self._rivals.get(number, ()))
            if rival in groups
            and not _is_barred(groups[number], groups[rival], rulings)
            and (alike := _as_wholes(groups[number], groups[rival], rules)) is not None
            for mean, judgement in (alike,)
        ]
        if not found:
            return None
        _, rival, judgement = max(found, key=lambda one: one[:2])
        return -rival, judgement

    def join(self, number: int, partner: int) -> None:
        """Incident `number` is now part of `partner`."""
        self._into[number] = partner
        for rival in self._rivals.pop(number, set()) - {partner}:
            self._rivals[rival].add(partner)
            self._rivals[partner].add(rival)
        self._apart[partner] += self._apart.pop(number, [])

    def last(self, number: int) -> Iterator[Judgement]:
        """What kept reports of an incident that is complete away from others, unless they came together after all."""
        for other, judgement in self._apart.pop(number, ()):
            if self._root(other) != number:
                yield judgement
        self._rivals.pop(number, None)

    def _root(self, number: int) -> int:
        while number in self._into:
            number = self._into[number]
        return number


def _as_wholes(one: Group, other: Group, rules: LinkingRules) -> tuple[float, Judgement] | None:
    """The mean points of all pairs of reports and the likest pair of two articles; None when two reports contradict
    each other, no such pair is like enough, the mean is not, or articles tell of two acts in more than a few pairs."""
    points: list[float] = []
    two_acts = 0
    likest: Judgement | None = None
    for a in one.voices(_MOST_VOICES):
        for b in other.voices(_MOST_VOICES):
            if a.told_in == b.told_in:
                two_acts += _are_two_acts(a.profile, b.profile, rules)
                points.append(rules.points["told_apart"])
                continue
            compared = compare(a.profile, b.profile, rules)
            if compared.contradiction is not None:
                return None
            points.append(compared.points)
            if likest is None or compared.points > (likest.points or 0):
                said = round(compared.points, 3)
                likest = Judgement(a.report_id, b.report_id, SAME, "link.together", said, compared.traits)
    mean = sum(points) / len(points)
    if two_acts > rules.outvoted * len(points):
        return None
    if likest is None or (likest.points or 0) < rules.merge or mean < rules.merge:
        return None
    return mean, likest


def _are_two_acts(one: Profile, other: Profile, rules: LinkingRules) -> bool:
    """Whether what one article tells apart stays apart: of kinds that no act has beside each other, on another day, by
    another doer."""
    gap = max(one.first_day - other.last_day, other.first_day - one.last_day)
    is_act = rules.are_one_act(one.sub_event_type, other.sub_event_type) and gap <= 0
    return not is_act or are_other_doers(one, other, rules)


def _is_barred(one: Group, other: Group, rulings: Rulings) -> bool:
    if not rulings.different:
        return False
    barred = rulings.barred(member.report_id for member in one.members)
    return any(member.report_id in barred for member in other.members)
