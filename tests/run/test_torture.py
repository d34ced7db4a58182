"""The short form of `make torture`: builds killed by the clock and at single steps go on to the same bytes."""

from __future__ import annotations

from benchmarks.torture import STAGES, torture

KILLS = 4


def test_killed_builds_go_on_to_the_same_bytes(tmp_path):
    tally = torture(tmp_path, KILLS, seed=3)
    assert tally.failures == []
    assert tally.kills == KILLS
    assert tally.met["step"] == KILLS // 2
    assert sum(tally.met[stage] for stage in STAGES) >= 1  # struck at work, not when all was done
