"""Pairing two lists one to one so that the pairs' weights add up to the most."""

from __future__ import annotations

import math
from collections.abc import Sequence


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The (row, column) pairs of largest total weight, sorted by row. Only pairs of positive weight are made.

    The Hungarian method with potentials, O(n³) (Kuhn 1955, Munkres 1957; shortest augmenting paths after Jonker and
    Volgenant 1987). Of several best answers it always gives the same one. Weights are finite; negative ones mean that
    the two do not fit.
    """
    row_count = len(weights)
    column_count = len(weights[0]) if row_count else 0
    size = max(row_count, column_count)
    costs = [[0.0] * size for _ in range(size)]
    for row, given in enumerate(weights):
        for column, weight in enumerate(given):
            costs[row][column] = -max(weight, 0.0)
    row_of = _assign(costs)
    pairs = [(row, column) for column, row in enumerate(row_of) if row < row_count and column < column_count]
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each column of a square matrix the row it is given, at the least total cost."""
    size = len(costs)
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [size] * (size + 1)  # the column `size` stands for the row being placed
    for row in range(size):
        row_of[size] = row
        column, came_from = _augmenting_path(costs, row_of, row_potential, column_potential)
        while column != size:
            before = came_from[column]
            row_of[column] = row_of[before]
            column = before
    return row_of[:size]


def _augmenting_path(
    costs: Sequence[Sequence[float]], row_of: Sequence[int], row_potential: list[float], column_potential: list[float]
) -> tuple[int, list[int]]:
    """The free column that the new row reaches most cheaply, and for each column the one before it on the way."""
    size = len(costs)
    reach, came_from, is_done = [math.inf] * size, [size] * size, [False] * (size + 1)
    column = size
    while row_of[column] != size:
        is_done[column] = True
        row = row_of[column]
        for other in range(size):
            if not is_done[other]:
                cost = costs[row][other] - row_potential[row] - column_potential[other]
                if cost < reach[other]:
                    reach[other], came_from[other] = cost, column
        nearest = min((other for other in range(size) if not is_done[other]), key=reach.__getitem__)
        step = reach[nearest]
        for other in range(size + 1):
            if is_done[other]:
                row_potential[row_of[other]] += step
                column_potential[other] -= step
            elif other < size:
                reach[other] -= step
        column = nearest
    return column, came_from
