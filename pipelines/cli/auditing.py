"""The audit of the lexicons as a command: remarks as lines or JSON, and what a release used of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.lexicon.audit import ERROR, Finding, as_row, audit_language, lexicon_languages, unused_triggers
from pipelines.lexicon.audit_rules import audit_rules, unused_rules

USED_IN = (("mentions", "lexicon_id"), ("mentions", "rule_id"), ("evidence", "rule_id"))


def audit(current: Path) -> list[Finding]:
    """All remarks, errors first; with a release in `current`, also on triggers and typing rules that it never used.

    Raises SchemaError.
    """
    used = used_ids(current)
    findings = [finding for language in lexicon_languages() for finding in audit_language(language)]
    return sorted([*findings, *audit_rules(), *unused_triggers(used), *unused_rules(used)])


def used_ids(current: Path) -> Counter[str]:
    """How often each lexicon entry and rule stands in the tables of a release; empty without one."""
    found: Counter[str] = Counter()
    for table, column in USED_IN:
        path = current / f"{table}.parquet"
        if path.exists():
            found.update(name for name in pq.read_table(path, columns=[column])[0].to_pylist() if name is not None)
    return found


def write_findings(findings: Sequence[Finding], as_json: bool) -> None:
    """Print the remarks: one aligned line each and a count, or a JSON array of objects."""
    if as_json:
        print(json.dumps([as_row(finding) for finding in findings], ensure_ascii=False, indent=1))
        return
    wide = max((len(finding.entry) for finding in findings), default=0)
    for finding in findings:
        print(f"{finding.level:<7}  {finding.check:<13}  {finding.entry:<{wide}}  {finding.problem}")
    errors = sum(finding.level == ERROR for finding in findings)
    print(f"{len(findings):,} remarks, {errors:,} of them errors")
