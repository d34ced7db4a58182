"""The short form of `make torture`: builds killed by the clock and at single steps go on to the same bytes."""

from __future__ import annotations

from benchmarks.torture import torture
from benchmarks.torture_builds import STAGES

KILLS = 4
PRELOAD = "tests.run.torture_preload"


def test_killed_builds_go_on_to_the_same_bytes(tmp_path):
    tally = torture(tmp_path, KILLS, seed=3, preload=PRELOAD)
    assert tally.failures == []
    assert tally.kills == KILLS
    assert tally.met["step"] == KILLS // 2
    assert sum(tally.met[stage] for stage in STAGES) >= 1  # struck at work, not when all was done


def test_a_build_that_loses_a_worker_ends_in_the_same_bytes(tmp_path):
    tally = torture(tmp_path, 3, seed=3, jobs=2, preload=PRELOAD)
    assert tally.failures == []
    assert tally.met["worker"] == 1
