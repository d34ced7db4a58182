"""The assignment is the best of all there are."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.evaluate.assignment import best_pairs


def total(weights, pairs):
    return sum(weights[row][column] for row, column in pairs)


def best_by_trying(weights):
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        turned = [[weights[row][column] for row in range(rows)] for column in range(columns)]
        return best_by_trying(turned)
    orders = permutations(range(columns), rows)
    return max(sum(max(weights[row][column], 0) for row, column in enumerate(order)) for order in orders)


tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(-3, 8), min_size=columns, max_size=columns), min_size=1, max_size=5)
)


@settings(max_examples=200, deadline=None)
@given(tables)
def test_no_other_assignment_weighs_more(weights):
    pairs = best_pairs(weights)
    assert total(weights, pairs) == best_by_trying(weights)
    assert all(weights[row][column] > 0 for row, column in pairs)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


def test_the_greedy_choice_is_not_always_taken():
    assert best_pairs([[3, 2], [2, 0]]) == [(0, 1), (1, 0)]


def test_nothing_to_pair():
    assert best_pairs([]) == []
    assert best_pairs([[]]) == []
    assert best_pairs([[-1.0]]) == []


def test_a_round_up_of_many_incidents():
    count = 60
    weights = [[3.0 if column == (row * 7) % count else 1.6 for column in range(count)] for row in range(count)]
    assert best_pairs(weights) == [(row, (row * 7) % count) for row in range(count)]
