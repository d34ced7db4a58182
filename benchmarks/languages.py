"""What coding costs by language: `python -m benchmarks.languages --articles 300 --rounds 7`.

CPU time per 1,000 characters of the same short stories told in each language (`same_stories.yml`), and of notes and
articles made from the sample's own sentences, which do not say the same: those of English tell more incidents in as
many characters. All languages take turns in every round, so that a busy machine slows them alike. Medians over the
rounds, and what they are beside those of Arabic.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.coding import as_batch, code_all, cpu_seconds
from benchmarks.corpus import sample_articles, synthetic_articles
from pipelines.ingest import Article
from pipelines.settings import PROJECT

BESIDE = "ar"  # the language that others are compared with
LENGTHS = {"short notes": 200, "articles": 1_700}  # characters, at least
Records = Sequence[dict[str, Any]]


def main() -> None:
    """Measure and print one row per kind of text and language."""
    parser = argparse.ArgumentParser(description="Time coding by language.")
    parser.add_argument("--articles", type=int, default=300, help="of 1,700 characters; notes as many characters")
    parser.add_argument("--rounds", type=int, default=7)
    wanted = parser.parse_args()
    if min(wanted.articles, wanted.rounds) < 1:
        parser.error("--articles and --rounds are whole numbers from 1 on")
    sample = sample_articles(PROJECT / "raw" / "sample")
    table = Table("texts", "language", "ms per 1,000 characters", f"beside {BESIDE}", title="Coding, one core")
    whole = wanted.articles * max(LENGTHS.values())
    kinds = {"the same stories": same_stories(whole)}
    kinds |= {kind: texts_by_language(sample, whole, characters) for kind, characters in LENGTHS.items()}
    for kind, texts in kinds.items():
        cost = cost_by_language(texts, wanted.rounds)
        for language, spent in cost.items():
            table.add_row(kind, language, f"{spent:.2f}", f"{spent / cost[BESIDE]:.2f}")
    Console().print(table)


def same_stories(whole: int) -> dict[str, Records]:
    """Language → the stories of `same_stories.yml`, over and over, in at least `whole` characters."""
    stories = yaml.safe_load((Path(__file__).parent / "same_stories.yml").read_text(encoding="utf-8"))
    texts: dict[str, list[dict[str, Any]]] = {language: [] for language in stories[0] if language != "country"}
    for language, records in texts.items():
        characters = 0
        while characters < whole:
            story = stories[len(records) % len(stories)]
            told = {"id": f"{language}-{len(records)}", "text": story[language], "language": language}
            records.append({**told, "country": story["country"], "source": "bench", "published": "2024-05-06"})
            characters += len(story[language])
    return texts  # type: ignore[return-value]


def texts_by_language(sample: Sequence[Article], whole: int, characters: int) -> dict[str, Records]:
    """Language → texts of at least so many characters each, `whole` characters of them in all, the same for the same
    sample."""
    languages = sorted({article.language for article in sample if article.language})
    return {
        language: list(synthetic_articles([a for a in sample if a.language == language], whole // characters,
                                          characters=characters))
        for language in languages
    }  # fmt: skip


def cost_by_language(texts: Mapping[str, Records], rounds: int) -> dict[str, float]:
    """Language → median CPU milliseconds per 1,000 characters over the rounds, after one that is not counted."""
    batches = {language: as_batch(records) for language, records in texts.items()}
    thousands = {language: sum(len(r["text"]) for r in records) / 1_000 for language, records in texts.items()}
    spent: dict[str, list[float]] = {language: [] for language in texts}
    for number in range(rounds + 1):
        for language, batch in batches.items():
            seconds = cpu_seconds(lambda batch=batch: code_all(batch))  # type: ignore[misc]
            if number:
                spent[language].append(1_000 * seconds / thousands[language])
    return {language: median(values) for language, values in spent.items()}


if __name__ == "__main__":
    main()
