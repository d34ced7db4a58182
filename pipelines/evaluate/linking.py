"""Whether reports of one incident were brought together: pairwise and B-cubed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from pipelines.evaluate.figures import Counts
from pipelines.evaluate.matching import Pair

Clusters = tuple[str, str]  # the gold's incident key, the program's incident id


def link_counts(pairs: Sequence[Pair]) -> dict[str, dict[str, Counts]]:
    """Article → figure → counts, over the paired reports whose gold has an `incident_key`.

    * `linking.pairwise`: of two reports that are linked, how many are of one incident, and the other way round; half of
      each couple counts for either article;
    * `linking.bcubed`: for each report, what share of its companions is right (Bagga and Baldwin 1998).
    Reports that are pending stand alone.
    """
    items = [
        (pair.article_id, (pair.gold.incident_key, pair.report.row["incident_id"] or pair.report.row["report_id"]))
        for pair in pairs
        if pair.gold is not None and pair.report is not None and pair.gold.incident_key is not None
    ]
    found: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
    for (article, own), (other_article, other) in combinations(items, 2):
        for name in (article, other_article):
            _count_couple(found[name]["linking.pairwise"], own, other)
    sizes = _sizes([clusters for _, clusters in items])
    for article, clusters in items:
        _count_item(found[article]["linking.bcubed"], clusters, sizes)
    return {article: dict(counts) for article, counts in found.items()}


def _count_couple(counts: Counts, own: Clusters, other: Clusters) -> None:
    is_one, is_linked = own[0] == other[0], own[1] == other[1]
    counts.coded += is_linked / 2
    counts.gold += is_one / 2
    counts.right += (is_one and is_linked) / 2
    counts.found += (is_one and is_linked) / 2


def _sizes(items: Sequence[Clusters]) -> Mapping[tuple[str, ...], int]:
    """How many reports there are of each gold incident, of each coded one, and of both at once."""
    sizes: dict[tuple[str, ...], int] = defaultdict(int)
    for gold, coded in items:
        for key in (("gold", gold), ("coded", coded), ("both", gold, coded)):
            sizes[key] += 1
    return sizes


def _count_item(counts: Counts, clusters: Clusters, sizes: Mapping[tuple[str, ...], int]) -> None:
    gold, coded = clusters
    shared = sizes["both", gold, coded]
    counts.coded += 1
    counts.gold += 1
    counts.right += shared / sizes["coded", coded]
    counts.found += shared / sizes["gold", gold]
