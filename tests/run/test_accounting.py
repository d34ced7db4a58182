"""What came in is what came out."""

import pyarrow as pa
import pytest

from pipelines.run.accounting import balances, check_balances, counts_by
from pipelines.run.outcome import BuildError

MENTIONS = pa.table({"disposition": ["report", "negated", "report"]})
REPORTS = pa.table({"status": ["published", "pending"]})


def test_even_balances_are_told_in_words():
    said = check_balances(balances(5, 3, 2, MENTIONS, REPORTS))
    assert said[0] == "5 records = 3 articles + 2 rejects"
    assert said[1] == "3 triggers = 1 negated + 2 report"
    assert said[2] == "2 reports = 1 published + 1 pending"


@pytest.mark.parametrize(
    ("records", "mentions", "reports", "named"),
    [
        (6, MENTIONS, REPORTS, "6 records"),
        (5, pa.table({"disposition": ["report", None]}), REPORTS, "2 triggers"),
        (5, MENTIONS, pa.table({"status": ["published", "lost"]}), "2 reports"),
    ],
)
def test_what_is_lost_stops_the_build(records, mentions, reports, named):
    with pytest.raises(BuildError, match=named):
        check_balances(balances(records, 3, 2, mentions, reports))


def test_counts_name_the_most_frequent_first():
    table = pa.table({"reason": ["b", "a", "b", None]})
    assert list(counts_by(table, "reason").items()) == [("b", 2), ("a", 1)]
