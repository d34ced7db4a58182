"""What `retry-rejects` tells."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from pipelines.cli import rejects_commands
from pipelines.run.retry import RetryOutcome


def row(path, record, reason):
    return {"raw_path": path, "raw_record": record, "reason": reason, "detail": "what", "remedy": "that helps"}


def test_what_is_mended_and_what_helps_with_the_rest_is_listed(monkeypatch, capsys):
    mended, remaining = row("a.csv", 3, "no_text"), row("b.gz", None, "broken_compression")
    outcome = RetryOutcome((mended,), (remaining,) * 60, SimpleNamespace(release_id="r1"))
    monkeypatch.setattr(rejects_commands, "retry_rejects", lambda *_: outcome)
    rejects_commands.run_retry(Path("raw"), Path("curated"), 1)
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert told[0] == "rejects mended: 1, remaining: 60"
    assert "a.csv 3 no_text" in told
    assert "b.gz broken_compression what that helps" in told
    assert told[-2:] == ["… and 10 more in the table rejects", "release r1"]
