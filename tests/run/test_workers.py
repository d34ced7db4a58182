"""Work in other processes comes back in order."""

import os

import pytest

from pipelines.run.outcome import BuildError
from pipelines.run.workers import in_order


def die(_):
    os._exit(9)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs):
    assert list(in_order(abs, [-3, 2, -1, 0], jobs)) == [3, 2, 1, 0]


def test_a_process_that_dies_is_one_sentence():
    with pytest.raises(BuildError, match="worker process died"):
        list(in_order(die, [1, 2, 3], 2))
