"""What is doubtful in the lexicons: words that several triggers claim, and triggers that no article ever used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.lexicon.triggers import entry_forms, trigger_entries
from pipelines.settings import schemas_folder


def audit(current: Path) -> Iterator[str]:
    """One sentence per remark, languages by code; with a release in `current`, also on triggers that it never used."""
    used = _used_triggers(current)
    for folder in sorted(path.parent for path in (schemas_folder() / "lexicons").glob("*/triggers")):
        yield from _shared_forms(folder.name)
        if used:
            yield from _unused(folder.name, used)


def _used_triggers(current: Path) -> Counter[str]:
    path = current / "mentions.parquet"
    return Counter(pq.read_table(path, columns=["lexicon_id"])[0].to_pylist()) if path.exists() else Counter()


def _shared_forms(language: str) -> Iterator[str]:
    """Surface forms that more than one entry declares: the first would always win."""
    owners: dict[str, set[str]] = {}
    for entry in trigger_entries(language):
        for form in entry_forms(entry, language):
            owners.setdefault(form.text, set()).add(entry["id"])
    for text, ids in sorted(owners.items()):
        if len(ids) > 1:
            yield f"{language}: {text!r} belongs to {' and '.join(sorted(ids))}"


def _unused(language: str, used: Counter[str]) -> Iterator[str]:
    for entry in trigger_entries(language):
        if entry["id"] not in used:
            yield f"{language}: {entry['id']} was never used in this release"
