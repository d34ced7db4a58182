"""What coding depends on besides the articles, fact by fact; and which articles a change of it bears on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.coding.facts import EVERYWHERE, Fact, collect_facts
from pipelines.coding.facts.digests import digest
from pipelines.gazetteer.sound_keys import marked
from pipelines.metadata.kept_files import mark_used, sweep
from pipelines.run import fingerprint
from pipelines.run.shards import write_parquet
from pipelines.settings import cache_folder

Facts = dict[Fact, int]
LIBRARIES = "library versions"
MOST_KEPT = 12  # states of the project whose facts stay in the cache folder, some 2 MB each
_MOST_NAMED = 3


def facts_of_now() -> Facts:
    """Every fact that coding may come upon, and each file of which only the whole is known to bear on it.

    Collected once per state of the project, then read from the cache folder. Raises SchemaError.
    """
    path = _cached()
    try:
        facts = read_facts(path)
    except (OSError, pa.ArrowException):
        facts = {**collect_facts(), **dict(_of_files())}
    else:
        mark_used(path)
        return facts
    files = fingerprint.look_at_files()  # somebody may have changed them while they were read
    if fingerprint.coded_hash() == fingerprint.coded_hash_of(files, fingerprint.library_versions()):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_facts(facts, path)
            sweep(path.parent, MOST_KEPT)
        except OSError:
            pass  # a cache is a convenience
    return facts


def keep_facts(path: Path) -> None:
    """Put the facts of now at a place, unless they are there: a copy, which damage to the one in the cache folder does
    not reach."""
    if path.exists():
        return
    try:
        table = pq.read_table(_cached())
    except (OSError, pa.ArrowException):
        table = _as_table(facts_of_now())
    _write_whole(table, path)


def _cached() -> Path:
    return cache_folder() / "facts" / f"{fingerprint.coded_hash()[:32]}.parquet"


def _of_files() -> Iterator[tuple[Fact, int]]:
    yield Fact(EVERYWHERE, LIBRARIES, ""), digest(fingerprint.library_versions())
    for name, content in fingerprint.project_files().items():
        if fingerprint.reads("code", name) and not fingerprint.is_told_by_facts(name):
            yield Fact(fingerprint.language_of(name) or EVERYWHERE, name, ""), digest(content)


def write_facts(facts: Mapping[Fact, int], path: Path) -> None:
    """Write facts as a Parquet file that appears whole or not at all."""
    _write_whole(_as_table(facts), path)


def _as_table(facts: Mapping[Fact, int]) -> pa.Table:
    languages, topics, words = zip(*facts, strict=True)
    return pa.table({
        "language": pa.array(languages, pa.string()).dictionary_encode(),
        "topic": pa.array(topics, pa.string()).dictionary_encode(),
        "words": pa.array(words, pa.string()),
        "said": pa.array(facts.values(), pa.int64()),
    })  # fmt: skip


def _write_whole(table: pa.Table, path: Path) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write_parquet(Path(beside), [table], table.schema)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def read_facts(path: Path) -> Facts:
    """Facts as they were written. Raises OSError or ArrowException when they cannot be read."""
    columns = [column.to_pylist() for column in pq.read_table(path).columns]
    return {Fact(*key): said for *key, said in zip(*columns, strict=True)}


class Change:
    """What is known otherwise now than before."""

    def __init__(self, before: Mapping[Fact, int], now: Mapping[Fact, int]) -> None:
        other = sorted(fact for fact in before.keys() | now.keys() if before.get(fact) != now.get(fact))
        self.whole = [fact for fact in other if not fact.words]
        self.local = [fact for fact in other if fact.words]
        self._by_word: dict[str, dict[str, list[tuple[Fact, tuple[str, ...]]]]] = {}
        for fact in self.local:
            words = tuple(fact.words.split(" "))
            self._by_word.setdefault(fact.language, {}).setdefault(max(words, key=len), []).append((fact, words))

    def __bool__(self) -> bool:
        return bool(self.whole or self.local)

    @property
    def is_everywhere(self) -> bool:
        """Whether it bears on all articles, whatever they say."""
        return any(fact.language == EVERYWHERE for fact in self.whole)

    def on_language(self, languages: Set[str]) -> Fact | None:
        """The first change that bears on all articles with paragraphs in one of these languages."""
        return next((fact for fact in self.whole if fact.language == EVERYWHERE or fact.language in languages), None)

    def on(self, language: str, words: Mapping[str, Set[str]]) -> Fact | None:
        """A change that bears on an article in a language with these words (see `looked_up`); None when none does."""
        whole = self.on_language({language, *words})
        return whole if whole is not None else next(self._local(words), None)

    def _local(self, words: Mapping[str, Set[str]]) -> Iterator[Fact]:
        for language, own in words.items():
            for scope in (EVERYWHERE, language):
                changed = self._by_word.get(scope, {})
                for word in sorted(own & changed.keys()):
                    yield from (fact for fact, needed in changed[word] if own >= set(needed))

    def told(self) -> list[str]:
        """The change in words: what bears on all articles of a language, then the words of the rest by topic."""
        whole: dict[str, list[str]] = {}
        for fact in self.whole:
            whole.setdefault(fact.language, []).append(fact.topic)
        local: dict[tuple[str, str], list[str]] = {}
        for fact in self.local:
            local.setdefault((fact.language, fact.topic), []).append(f'"{fact.words}"')
        lines = [f"all articles{_in(language)}: {_some(topics, 'and')}" for language, topics in whole.items()]
        if self.is_everywhere:
            return lines
        return lines + [
            f"articles{_in(language)} with {topic}: {_some(sorted(words, key=_is_sound), 'or')}"
            for (language, topic), words in local.items()
        ]


def _is_sound(quoted: str) -> bool:
    """Whether a quoted word is the sound of a name, which says less to a reader than the name."""
    return quoted.startswith(f'"{marked("")}')


def _in(language: str) -> str:
    return f" in {language}" if language else ""


def _some(listed: list[str], joint: str) -> str:
    more = f" {joint} {len(listed) - _MOST_NAMED:,} more" if len(listed) > _MOST_NAMED else ""
    return ", ".join(listed[:_MOST_NAMED]) + more
