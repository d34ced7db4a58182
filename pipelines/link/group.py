"""Block, score and judge in turn: from candidates to groups of reports that tell one incident each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipelines.link.block import IncidentIndex
from pipelines.link.candidates import Candidate, Profile
from pipelines.link.judge import DIFFERENT, SAME, Group, Judgement, judge
from pipelines.link.rules import LinkingRules
from pipelines.link.rulings import Rulings

_Telling = tuple[str, Profile, int]


def group_reports(
    candidates: Iterable[Candidate], rules: LinkingRules, rulings: Rulings | None = None
) -> tuple[list[Group], list[Judgement]]:
    """Every candidate in exactly one group, and the judgements. The outcome does not depend on the candidates' order.

    The most precise reports go first, so that vague ones find the incident they are about. The same report in copies of
    one article is one telling and is judged once; so are reports that a ruling brings together.
    """
    rulings = rulings or Rulings()
    groups: list[Group] = []
    judgements = list(_ruled(rulings))
    index = IncidentIndex()
    for telling in _joined(_tellings(candidates), rulings):
        first = telling[0]
        barred = rulings.barred(member.report_id for member in telling) if rulings.different else frozenset()
        near = ((n, groups[n]) for n in index.near(first.profile))
        number, made = judge(first, near, rules, barred)
        judgements += made
        if number is None:
            number = len(groups)
            groups.append(Group())
        for candidate in telling:
            groups[number].add(candidate)
            if candidate.profile == first.profile and candidate is not first and candidate.told_in == first.told_in:
                judgements.append(Judgement(candidate.report_id, first.report_id, SAME, "link.copy"))
        for profile in dict.fromkeys(candidate.profile for candidate in telling):
            index.add(number, profile)
    return groups, judgements


def _ruled(rulings: Rulings) -> Iterator[Judgement]:
    for verdict, pairs in ((SAME, rulings.same), (DIFFERENT, rulings.different)):
        for pair, ruling in pairs.items():
            one, other = sorted(pair)
            yield Judgement(one, other, verdict, f"link.ruling.{ruling.ruling_id}", reason=ruling.reason)
    for ruling, why in rulings.void:
        one, other = sorted(ruling.expect)[:2]
        yield Judgement(one, other, "unsure", f"link.ruling.{ruling.ruling_id}", reason=f"not applied: {why}")


def _tellings(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates by telling: the n-th report of a profile in an article and in each of its copies."""
    seen: Counter[tuple[str, Profile]] = Counter()
    tellings: dict[_Telling, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.position, c.report_id)):
        seen[candidate.article_id, candidate.profile] += 1
        ordinal = seen[candidate.article_id, candidate.profile]
        tellings.setdefault((candidate.told_in, candidate.profile, ordinal), []).append(candidate)
    return sorted((sorted(telling, key=lambda c: c.age) for telling in tellings.values()), key=_turn)


def _turn(telling: list[Candidate]) -> tuple[object, ...]:
    first = telling[0]
    return not first.profile.is_exact, first.profile.geo_precision, first.age


def _joined(tellings: list[list[Candidate]], rulings: Rulings) -> Iterator[list[Candidate]]:
    """The tellings, those that rulings bring together as one, in the place of the first."""
    if not rulings.same:
        yield from tellings
        return
    number_of = {member.report_id: number for number, telling in enumerate(tellings) for member in telling}
    parent = list(range(len(tellings)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for pair in rulings.same:
        one, other = sorted(root(number_of[report]) for report in pair)
        parent[other] = one
    together: dict[int, list[Candidate]] = {}
    for number, telling in enumerate(tellings):
        together.setdefault(root(number), []).extend(telling)
    yield from together.values()
