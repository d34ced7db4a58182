"""Block, score and judge in turn: from candidates to groups of reports that tell one incident each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipelines.link.block import IncidentIndex
from pipelines.link.candidates import Candidate, Profile
from pipelines.link.judge import Group, judge
from pipelines.link.rules import LinkingRules

_Telling = tuple[str, Profile, int]


def group_reports(candidates: Iterable[Candidate], rules: LinkingRules) -> list[Group]:
    """Every candidate in exactly one group. The outcome does not depend on the order of the candidates.

    The most precise reports go first, so that vague ones find the incident they are about. The same report in
    copies of one
    article is one telling and is judged once.
    """
    groups: list[Group] = []
    index = IncidentIndex()
    for telling in _tellings(candidates):
        first = telling[0]
        number = judge(first, ((n, groups[n]) for n in index.near(first.profile)), rules)
        if number is None:
            number = len(groups)
            groups.append(Group())
        for candidate in telling:
            groups[number].add(candidate)
        index.add(number, first.profile)
    return groups


def _tellings(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates by telling: the n-th report of a profile in an article and in each of its copies."""
    seen: Counter[tuple[str, Profile]] = Counter()
    tellings: dict[_Telling, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.position, c.report_id)):
        seen[candidate.article_id, candidate.profile] += 1
        ordinal = seen[candidate.article_id, candidate.profile]
        tellings.setdefault((candidate.told_in, candidate.profile, ordinal), []).append(candidate)
    ordered = [sorted(telling, key=lambda c: c.age) for telling in tellings.values()]
    return sorted(ordered, key=lambda t: (not t[0].profile.is_exact, t[0].profile.geo_precision, t[0].age))
