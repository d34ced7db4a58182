"""Broken and hostile files: what can be read is read, and every loss has its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.ingest import Article, Reject, read_file

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = CORPUS / "hostile"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((CORPUS / "ingest" / "hostile.yml").read_text(encoding="utf-8"))
METADATA = ".yml"


def _reason(reject: Reject) -> str:
    member = reject.raw_path.partition("!/")[2]
    return f"{member}: {reject.reason}" if member else reject.reason


@pytest.mark.parametrize("name", EXPECTED)
def test_file(name: str) -> None:
    outcomes = list(read_file(FILES / name, FILES))
    rejects = [outcome for outcome in outcomes if isinstance(outcome, Reject)]
    assert sum(isinstance(outcome, Article) for outcome in outcomes) == EXPECTED[name]["articles"]
    assert dict(Counter(map(_reason, rejects))) == EXPECTED[name].get("rejects", {})
    assert all(reject.detail and reject.remedy for reject in rejects)


def test_every_file_is_expected() -> None:
    assert {p.relative_to(FILES).as_posix() for p in FILES.rglob("*") if p.is_file() and p.suffix != METADATA} == set(
        EXPECTED
    )


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("encodings/") and "some" not in name])
def test_words_are_the_same_in_every_encoding(name: str) -> None:
    (right,) = (o.text for o in read_file(FILES / "encodings" / "utf-16.txt", FILES) if isinstance(o, Article))
    assert {o.text for o in read_file(FILES / name, FILES) if isinstance(o, Article)} <= {right}
