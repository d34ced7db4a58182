"""The known sources: which one a name or a domain means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its id, the name tables show, ACLED's scale, where and in which languages it publishes."""

    source_id: str
    name: str
    source_scale: str
    country: str | None
    languages: tuple[str, ...]
    hosts_others: bool


@dataclass(frozen=True, slots=True)
class SourceList:
    """All known sources, by name (folded) and by domain."""

    by_name: Mapping[str, Source]
    by_domain: Mapping[str, Source]

    def find(self, name: str | None, domain: str | None) -> Source | None:
        """The source that a name means, or a domain (its parent domains included); the name wins."""
        if name is not None:
            found = self.by_name.get(_folded(name)) or self.of_domain(name.strip().lower())
            if found is not None:
                return found
        return self.of_domain(domain) if domain else None

    def of_domain(self, domain: str) -> Source | None:
        """The source of a domain: "arabic.example.org" is found under "example.org"."""
        labels = domain.removeprefix("www.").split(".")
        parents = (".".join(labels[first:]) for first in range(min(len(labels) - 1, 6)))
        return next((self.by_domain[parent] for parent in parents if parent in self.by_domain), None)


@cache
def load_sources() -> SourceList:
    """The sources of `schemas/sources/sources.yml`. Raises SchemaError when a name or domain belongs to two."""
    path = schemas_folder() / "sources" / "sources.yml"
    by_name: dict[str, Source] = {}
    by_domain: dict[str, Source] = {}
    for entry in read_yaml(path, "sources")["sources"]:
        source = Source(
            source_id=entry["id"],
            name=entry["name"],
            source_scale=entry["scale"],
            country=entry.get("country"),
            languages=tuple(entry["languages"]),
            hosts_others=entry.get("hosts_others", False),
        )
        names = dict.fromkeys(_folded(name) for name in (entry["id"], entry["name"], *entry.get("also", [])))
        for index, words in ((by_name, names), (by_domain, entry.get("domains", []))):
            for word in words:
                if word in index:
                    raise SchemaError(shown(path), entry["id"], f"{word} already belongs to {index[word].source_id}")
                index[word] = source
    return SourceList(by_name, by_domain)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
