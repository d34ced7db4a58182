"""What the gazetteer says, name by name; and of countries and first-level units, which articles need not name."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.coding.facts.digests import digest
from pipelines.gazetteer import Gazetteer
from pipelines.gazetteer.sound_keys import marked

_NO_NAME = digest(b"")  # words with which longer names begin


def place_facts(gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    """Words that are a folded name or begin one, with what it may mean; "" for what needs no name in the text.

    An article comes upon a place by its names, and upon the units of which that is the seat. Countries and first-level
    units also come up through any place within them, and through the metadata.
    """
    facts: dict[str, int] = {}
    for name, meaning in gazetteer.meanings():
        facts[name] = digest(meaning)
        while (cut := name.rfind(" ")) > 0:
            name = name[:cut]
            facts.setdefault(name, _NO_NAME)
    yield "", digest(gazetteer.frame())
    yield from facts.items()
    for key, names in gazetteer.keys_of_names():  # an unknown name means what sounds like it
        yield marked(key), digest([facts[name] for name in names])
