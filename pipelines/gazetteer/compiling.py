"""From merged places to the compiled index: which spelling may mean which places, in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.gazetteer.drafts import Draft, Drafts
from pipelines.gazetteer.everyday_words import EVERYDAY, WordForms
from pipelines.gazetteer.merging import merge_tables
from pipelines.gazetteer.place import ADMIN_KINDS, SETTLED_KINDS
from pipelines.gazetteer.sound_keys import sound_sections
from pipelines.gazetteer.spelling import fold_name, is_arabic, spellings
from pipelines.gazetteer.storage import number_section, pack, string_sections, word_set_section
from pipelines.gazetteer.surroundings import told_around
from pipelines.gazetteer.tables import read_rows
from pipelines.metadata.yaml_files import read_yaml

SHORT_NAME = 4  # letters up to which a foreign town's Arabic name is rather another word
WELL_KNOWN_POPULATION = 500_000
_SOUNDING_REASONS = ("listed_name", "guessed_spelling")  # the words around an unknown Arabic name must name its area
REASONS = (
    *("", "common_word", "person_name", "guessed_spelling", "short_foreign_name", "quarter_name", "listed_name"),
    EVERYDAY,
)


Names = list[tuple[bytes, tuple[str, list[Draft]]]]


def compile_index(folder: Path, extra: Iterable[Path]) -> bytes:
    """The compiled gazetteer of a folder of tables and further own or imported tables."""
    drafts = merge_tables(folder, extra)
    countries = {row["iso2"]: row for row in read_rows(folder / "countries.csv")}
    places = sorted(drafts, key=lambda draft: draft.place_id)
    number = {draft.place_id: position for position, draft in enumerate(places)}
    names = _names(places, _common(folder), WordForms.load(folder))
    ids = sorted((i.encode(), number[d.place_id]) for d in places for i in dict.fromkeys((d.place_id, *d.other_ids)))
    postings = [found for _, (_, found) in names]
    ends, end = [], 0
    for found in postings:
        end += len(found)
        ends.append(end)
    sections = {
        **string_sections("names", (name for name, _ in names)),
        "heads": word_set_section(_heads(name for name, _ in names)),
        "postings": number_section(number[draft.place_id] for found in postings for draft in found),
        "postings_ends": number_section(ends),
        "reasons": bytes(REASONS.index(reason) for _, (reason, _) in names),
        **sound_sections(_sounding(names)),
        **string_sections("places", (_row(draft, drafts, countries) for draft in places)),
        **string_sections("ids", (place_id for place_id, _ in ids)),
        "id_places": number_section(place for _, place in ids),
        "place_iso": number_section(int(countries[draft.country]["iso"]) for draft in places),
    }
    return pack({"countries": _countries(countries.values(), number), "units": _units(places, number)}, sections)


def _sounding(names: Names) -> Iterator[tuple[str, int]]:
    """The names that an unknown one may mean by its sound, with their positions: no everyday words, no persons' names.
    """
    for at, (raw, (reason, _)) in enumerate(names):
        name = raw.decode()
        if not reason or (is_arabic(name) and reason in _SOUNDING_REASONS):
            yield name, at


def _heads(names: Iterable[bytes]) -> Iterator[bytes]:
    """The first word and the first two words of every name."""
    for name in names:
        words = name.split(b" ", 2)
        yield words[0]
        yield b" ".join(words[:2])


def _common(folder: Path) -> dict[str, str]:
    declared = read_yaml(folder / "common_words.yml", "common_words")
    return {fold_name(name): entry["reason"] for entry in declared["words"] for name in entry["names"]}


def _names(places: Iterable[Draft], common: Mapping[str, str], words: WordForms) -> Names:
    """Sorted folded spellings with the reason why they need a context and their places, likeliest first.

    A spelling that is somebody's real name does not also stand for places whose names only might be spelled so.
    """
    places = list(places)  # of equal ones the one around which more is told of comes first
    around = told_around(places)

    def rank(draft: Draft) -> tuple[Any, ...]:
        return (*_rank(draft), -around.get(draft.place_id, 0), draft.place_id)

    sure: dict[str, list[Draft]] = {}
    guessed: dict[str, list[Draft]] = {}
    for draft in places:
        forms: dict[str, bool] = {}
        for name in dict.fromkeys(fold_name(n) for n in (draft.name, draft.name_ar, *draft.names) if n):
            for spelling, rule in spellings(name).items():
                forms[spelling] = forms.get(spelling, True) and rule is not None
        for spelling, is_guessed in forms.items():
            if spelling:
                (guessed if is_guessed else sure).setdefault(spelling, []).append(draft)
    found = []
    for name in {*sure, *guessed}:
        means = _meant(sorted(sure.get(name) or guessed[name], key=rank))
        is_listed = all(draft.is_imported for draft in means)  # a guess at such a name may be any word
        guessed_reason = "" if name in sure or is_listed else "guessed_spelling"
        written = words.reason(name, means, is_guessed=guessed_reason != "")
        reason = _weightiest(common.get(name, ""), guessed_reason, written, _other_word(name, means))
        found.append((name.encode(), (reason, means)))
    return sorted(found, key=lambda pair: pair[0])


def _weightiest(declared: str, guessed: str, written: str, other: str) -> str:
    """Which of the reasons why a name may be none is kept: the one that weighs most, and of equals what is declared."""
    if written == EVERYDAY:
        return written
    return declared or (other if other == "listed_name" else written or guessed or other)


def _meant(means: list[Draft]) -> list[Draft]:
    """What a name may mean: a village that is called like a country is known to its own neighbours only."""
    return [draft for draft in means if not draft.is_imported] if means[0].kind == "country" else means


def _other_word(name: str, means: list[Draft]) -> str:
    """Why a name is rather another word: Arabic names of a few letters of towns far away mostly are (Lille is "night"),
    quarters are named after people, crafts and virtues, and a full list of villages holds names like "wounds"."""
    if all(draft.is_imported for draft in means):
        return "listed_name"
    if " " not in name and all(draft.kind == "neighbourhood" for draft in means):
        return "quarter_name"
    if len(name) > SHORT_NAME or not is_arabic(name):
        return ""
    is_known = any(
        d.is_named or d.kind == "country" or d.population >= WELL_KNOWN_POPULATION or d.capital_of for d in means
    )
    return "" if is_known else "short_foreign_name"


def _rank(draft: Draft) -> tuple[Any, ...]:
    """Countries, then settled places (capitals of the highest units first, then by population, those known from an
    imported table alone last), then units, then the rest."""
    if draft.kind == "country":
        order = 0
    elif draft.kind in SETTLED_KINDS:
        order = 1
    elif draft.kind in ADMIN_KINDS:
        order = 2 + ADMIN_KINDS.index(draft.kind)
    else:
        order = 5
    seat = min((3 if "iso:" not in unit else 0 for unit in draft.capital_of), default=4)
    return order, seat, -draft.population, draft.kind == "neighbourhood", draft.is_imported


def _row(draft: Draft, drafts: Drafts, countries: Mapping[str, Mapping[str, str]]) -> bytes:
    """One place as a JSON list in the order of Place's fields."""
    units = [drafts.get(unit_id) for unit_id in draft.unit_ids]
    country = countries[draft.country]
    names = tuple(dict.fromkeys(name for name in (draft.name, draft.name_ar, *draft.names) if name))
    fields = (
        *(draft.place_id, draft.name, draft.name_ar, draft.kind, round(draft.latitude, 4), round(draft.longitude, 4)),
        *(country["name"], int(country["iso"])),
        *(unit.name if unit else None for unit in units),
        *(unit.pcode if unit else None for unit in units),
        *(draft.geonames_id, draft.population, names, draft.capital_id, tuple(sorted(draft.capital_of)), draft.pcode),
    )
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _countries(rows: Iterable[Mapping[str, str]], number: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "place": number[f"iso:{row['iso2']}"],
            "codes": [row["iso2"], row["iso3"], int(row["iso"])],
            "adjectives_ar": [name for name in row["adjectives_ar"].split("|") if name],
            "adjectives_en": [name for name in row["adjectives_en"].split("|") if name],
        }
        for row in rows
    ]


def _units(places: Iterable[Draft], number: Mapping[str, int]) -> dict[str, list[int]]:
    """First-level units by country's ISO code."""
    found: dict[str, list[int]] = {}
    for draft in places:
        if draft.kind == "admin1":
            found.setdefault(draft.country, []).append(number[draft.place_id])
    return found
