"""The declarations with many more words, to see whether a larger lexicon makes coding slower."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.lexicon.triggers import trigger_matcher
from pipelines.settings import schemas_folder


def larger_schemas(folder: Path, times: int, languages: tuple[str, ...]) -> Path:
    """A copy of `schemas/` in which each language has `times` as many trigger phrases: its own and made-up ones."""
    copy = folder / "schemas"
    shutil.copytree(schemas_folder(), copy)
    for language in languages:
        own = [" ".join(words) for words in trigger_matcher(language).phrases()]
        entry = {
            "id": f"{language}.made.up", "gloss": "words that no text has", "kind": "event", "family": "other",
            "sub_event_type": "Other", "phrases": list(_made_up(own, times)), "example": "none",
        }  # fmt: skip
        written = json.dumps({"language": language, "triggers": [entry]}, ensure_ascii=False)
        (copy / "lexicons" / language / "triggers" / "zz_made_up.yml").write_text(written, encoding="utf-8")
    return copy


def _made_up(own: list[str], times: int) -> Iterator[str]:
    """The letters of each phrase in another order, the same for every run."""
    chance, known = random.Random(1), set(own)
    for phrase in sorted(own):
        for _ in range(times - 1):
            made = " ".join("".join(chance.sample(word, len(word))) + chance.choice(word) for word in phrase.split())
            if made not in known:
                known.add(made)
                yield made
