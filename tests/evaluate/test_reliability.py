"""Confidence against outcome."""

import pytest

from pipelines.evaluate.reliability import Sureness, reliability_of


def reports(confidence, right, wrong):
    return [Sureness("a", confidence, frozenset(), n < right) for n in range(right + wrong)]


def test_a_calibrated_program_has_no_error():
    found = reliability_of(reports(0.9, 9, 1) + reports(0.5, 5, 5))
    assert found.expected_calibration_error == pytest.approx(0)
    assert [(each.low, each.report_count) for each in found.bins] == [(0.5, 10), (0.9, 10)]


def test_gaps_are_weighted_by_reports():
    found = reliability_of(reports(0.9, 0, 1) + reports(0.1, 0, 3))
    assert found.expected_calibration_error == pytest.approx((0.9 + 3 * 0.1) / 4)
    assert found.brier == pytest.approx((0.81 + 3 * 0.01) / 4)


def test_full_confidence_stays_in_the_last_bin():
    assert reliability_of(reports(1.0, 1, 0)).bins[0].low == 0.9
    assert reliability_of(reports(0.3, 1, 0)).bins[0].low == 0.3


def test_no_reports():
    assert reliability_of([]).expected_calibration_error is None
