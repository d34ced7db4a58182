"""The audit of the locked packages: what was not answered is never told as sound."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("audit", Path(__file__).resolve().parents[1] / ".ci" / "audit.py")
assert _SPEC is not None
audit = importlib.util.module_from_spec(_SPEC)
sys.modules["audit"] = audit  # where dataclasses look for it
_SPEC.loader.exec_module(audit)

SOUND = {"name": "pyyaml", "version": "6.0", "vulns": []}
BROKEN = {"name": "lxml", "version": "1.0", "vulns": [{"id": "EXAMPLE-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "duckdb", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "codes", "words"),
    [
        ([SOUND], (0, 0), "dependency audit: the index answered for all 1 packages; 0 known vulnerabilities"),
        ([SOUND, UNKNOWN], (2, 0), "PARTLY AUDITED: the index answered for 1 of 2 packages, not for duckdb; 0 known"),
        ([UNKNOWN], (2, 0), "NOT AUDITED: the index answered for none of 1 packages"),
        ([UNKNOWN, BROKEN], (1, 1), "1 known vulnerabilities\nlxml 1.0: EXAMPLE-1, mended in 1.1"),
    ],
)
def test_the_exit_code_follows_from_what_was_answered(packages, codes, words):
    answer = audit.Answer.read(json.dumps({"dependencies": packages}))
    assert (answer.exit_code(False), answer.exit_code(True)) == codes
    assert words in answer.words()


@pytest.mark.parametrize("told", ["", "No known vulnerabilities found", "[]"])
def test_no_answer_is_none(told):
    with pytest.raises(audit.UnaskedError):
        audit.Answer.read(told)


def test_without_an_index_it_is_said(monkeypatch, capsys):
    def refuse():
        raise audit.UnaskedError("no index")

    monkeypatch.setattr(audit, "_ask", refuse)
    monkeypatch.setattr("sys.argv", ["audit", "--where-possible"])
    assert audit.main() == 0
    monkeypatch.setattr("sys.argv", ["audit"])
    assert audit.main() == audit.UNANSWERED
    assert capsys.readouterr().err == "dependency audit: NOT AUDITED: no index\n" * 2
