"""Looking places up: by id, by name, by country, by position."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.gazetteer.compiling import REASONS, compile_index
from pipelines.gazetteer.likeness import Spellings
from pipelines.gazetteer.merging import language_names
from pipelines.gazetteer.outlines import Outlines
from pipelines.gazetteer.place import NameEntry, Place
from pipelines.gazetteer.sound_keys import SoundKeys
from pipelines.gazetteer.spelling import fold_name, is_arabic
from pipelines.gazetteer.storage import Sections
from pipelines.metadata.kept_files import mark_used, sweep
from pipelines.settings import cache_folder, gazetteer_folder, schemas_folder

MOST_KEPT = 12  # compiled gazetteers in the cache folder, some 20 MB each
ENTRY_CACHE = 50_000  # looked-up spellings remembered before the memory starts anew


@dataclass(frozen=True, slots=True)
class Country:
    """One country: the place, its codes, and the words for what and who is of it (masculine singular in Arabic)."""

    place: Place
    iso2: str
    iso3: str
    iso: int
    adjectives_ar: tuple[str, ...]
    adjectives_en: tuple[str, ...]


class Gazetteer:
    """All places. Names are asked for as `pipelines.gazetteer.fold_name` (or the normalised text) gives them."""

    def __init__(self, raw: memoryview, outlines: Outlines | None = None) -> None:
        sections = Sections(raw)
        self._header = sections.header
        self._names, self._ids, self._rows = (sections.strings(name) for name in ("names", "ids", "places"))
        self._postings, self._ends = sections.numbers("postings"), sections.numbers("postings_ends")
        self._reasons, self._id_places = sections.bytes_of("reasons"), sections.numbers("id_places")
        self._iso = sections.numbers("place_iso")
        self._sounds = SoundKeys(sections)
        self._heads = sections.word_set("heads")
        self._made: dict[int, Place] = {}
        self._by_id: dict[str, Place] = {}
        self._entries: dict[str, NameEntry | None] = {}
        self._known_countries: dict[str | int, Country] | None = None
        self._spellings: dict[tuple[int | None, str | None], Spellings] = {}
        self._outlines = outlines or Outlines(schemas_folder() / "gazetteer" / "outlines")

    def __len__(self) -> int:
        return len(self._rows)

    def _place(self, position: int) -> Place:
        made = self._made.get(position)
        if made is None:
            fields = json.loads(self._rows[position])
            fields[16], fields[18] = tuple(fields[16]), tuple(fields[18])
            made = self._made[position] = Place(*fields)
        return made

    def by_id(self, place_id: str) -> Place:
        """The place of an id. Raises KeyError when there is none."""
        found = self._by_id.get(place_id)
        if found is None:
            position = self._ids.find(place_id.encode())
            if position < 0:
                raise KeyError(place_id)
            found = self._by_id[place_id] = self._place(self._id_places[position])
        return found

    def places(self) -> Iterator[Place]:
        """Every place, in the order of ids."""
        return (self._place(position) for position in range(len(self._rows)))

    def _entry_at(self, position: int) -> NameEntry:
        start, end = (self._ends[position - 1] if position else 0), self._ends[position]
        reason = REASONS[self._reasons[position]] or None
        found = tuple(self._place(self._postings[i]) for i in range(start, end))
        return NameEntry(self._names[position].decode(), found, reason is not None, reason)

    def entry(self, folded_name: str) -> NameEntry | None:
        """What a folded spelling may mean and whether it needs a context; None for no place's name."""
        if folded_name in self._entries:
            return self._entries[folded_name]
        if len(self._entries) >= ENTRY_CACHE:
            self._entries.clear()
        position = self._names.find(folded_name.encode())
        found = self._entry_at(position) if position >= 0 else None
        self._entries[folded_name] = found
        return found

    def alike(self, folded_name: str) -> NameEntry | None:
        """What a spelling that is nobody's name may mean, written by another hand; None when nothing sounds so.

        Countries are not meant: their names are written in one way.
        """
        places = {p.place_id: p for at in self._sounds.like(folded_name) for p in self._entry_at(at).places}
        meant = tuple(place for place in places.values() if place.kind != "country")
        return NameEntry(folded_name, meant, True, "guessed_spelling") if meant else None

    def keys_of_names(self) -> Iterator[tuple[str, list[str]]]:
        """Every key of names (see `key_of_name`) with the names that have it."""
        for key, positions in self._sounds:
            yield key, [self._names[at].decode() for at in positions]

    def lookup(self, folded_name: str) -> tuple[Place, ...]:
        """The places that a folded spelling may mean, likeliest first: the settled place before the unit of its
        name."""
        found = self.entry(folded_name)
        return found.places if found else ()

    def needs_context(self, folded_name: str) -> bool:
        """Whether a spelling is also a common word, a person's name or a mere guess (see NameEntry)."""
        found = self.entry(folded_name)
        return found is not None and found.needs_context

    def begins_name(self, words: str) -> bool:
        """Whether some name is this word, or these two words, or begins with them."""
        wanted = words.encode()
        if not self._heads.may_hold(wanted):
            return False
        low = self._names.first_not_below(wanted, 0)
        if low >= len(self._names):
            return False
        if self._names[low] == wanted:
            return True
        longer = self._names.first_not_below(wanted + b" ", low)
        return longer < len(self._names) and self._names[longer].startswith(wanted + b" ")

    def goes_on(self, words: str) -> bool:
        """Whether some longer name begins with these words."""
        wanted = words.encode() + b" "
        longer = self._names.first_not_below(wanted, 0)
        return longer < len(self._names) and self._names[longer].startswith(wanted)

    def longest(self, words: list[str], position: int, limit: int = 8) -> tuple[int, NameEntry] | None:
        """The longest name that begins at a word: how many words it takes, and what it may mean.

        Costs one search per word while a longer name is still possible; meant to be kept per surface form.
        """
        best, low, wanted = 0, 0, b""
        for taken in range(1, min(limit, len(words) - position) + 1):
            wanted += (b" " if taken > 1 else b"") + words[position + taken - 1].encode()
            low = self._names.first_not_below(wanted, low)
            if low >= len(self._names):
                break
            if self._names[low] == wanted:
                best = taken
            longer = self._names.first_not_below(wanted + b" ", low)
            if longer >= len(self._names) or not self._names[longer].startswith(wanted + b" "):
                break
            low = longer
        if not best:
            return None
        entry = self.entry(" ".join(words[position : position + best]))
        return (best, entry) if entry else None

    def names(self, script: str | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every folded spelling with the ids of its places; only those in "arabic" or "latin" script when one is
        given."""
        for position in range(len(self._names)):
            name = self._names[position].decode()
            if script is None or is_arabic(name) == (script == "arabic"):
                start, end = (self._ends[position - 1] if position else 0), self._ends[position]
                yield name, tuple(self._place(self._postings[i]).place_id for i in range(start, end))

    def meanings(self) -> Iterator[tuple[str, bytes]]:
        """Every folded spelling with all that is said of the places that it may mean, and of the units that they seat.
        """
        said = [self._said(position) for position in range(len(self._rows))]
        start = 0
        for position, end in enumerate(self._ends):
            reason = self._reasons[position : position + 1]
            means = (said[self._postings[i]] for i in range(start, end))
            yield self._names[position].decode(), b"".join((reason, *means))
            start = end

    def _said(self, position: int) -> bytes:
        seated = (self._id_places[self._ids.find(unit.encode())] for unit in self._place(position).capital_of)
        return b"\n".join((self._rows[position], *(self._rows[unit] for unit in seated), b""))

    def frame(self) -> bytes:
        """All that is said of countries, their capitals ("the capital" needs no name) and first-level units."""
        known: list[bytes] = []
        for country in self._header["countries"]:
            codes = {name: said for name, said in country.items() if name != "place"}
            known += [json.dumps(codes).encode(), self._rows[country["place"]]]
            capital = self._place(country["place"]).capital_id
            known += [] if capital is None else [self._rows[self._id_places[self._ids.find(capital.encode())]]]
            known += [self._rows[unit] for unit in self._header["units"].get(codes["codes"][0], ())]
        return b"\n".join(known)

    def countries(self) -> tuple[Country, ...]:
        """All countries."""
        return tuple(dict.fromkeys(self._countries().values()))

    def _countries(self) -> dict[str | int, Country]:
        if self._known_countries is None:
            self._known_countries = {}
            for known in self._header["countries"]:
                iso2, iso3, iso = known["codes"]
                adjectives = tuple(known["adjectives_ar"]), tuple(known["adjectives_en"])
                country = Country(self._place(known["place"]), iso2, iso3, iso, adjectives[0], adjectives[1])
                names = sorted({fold_name(name) for name in country.place.names})
                keys: tuple[str | int, ...] = (iso, iso2.lower(), iso3.lower(), *names)
                for key in keys:
                    self._known_countries.setdefault(key, country)
        return self._known_countries

    def country(self, wanted: str | int) -> Country | None:
        """A country by name in any language known here, ISO 3166 alpha-2, alpha-3 or numeric code."""
        if isinstance(wanted, str):
            wanted = int(wanted) if wanted.isdecimal() else fold_name(wanted)
        return self._countries().get(wanted)

    def admin1_units(self, country: str | int) -> tuple[Place, ...]:
        """First-level units of a country, in the order of their ids."""
        known = self.country(country)
        return tuple(self._place(i) for i in self._header["units"].get(known.iso2, ())) if known else ()

    def admin1_at(self, latitude: float, longitude: float, country: str | int | None = None) -> Place | None:
        """The first-level unit whose outline holds a position; None outside all outlines or when one covers two
        units."""
        known = self.country(country) if country is not None else None
        found = self._outlines.units_at(latitude, longitude, known.iso2 if known else None)
        return self.by_id(found[0]) if len(found) == 1 else None

    def fuzzy(
        self, folded_name: str, country: str | int | None = None, admin1: str | None = None, limit: int = 5
    ) -> list[tuple[Place, float]]:
        """Places of similar spelling with the likeness (0–1), best first. Slow (milliseconds): only when asked for."""
        known = self.country(country) if country is not None else None
        if country is not None and known is None:
            return []
        iso = known.iso if known else None
        best: dict[str, tuple[Place, float]] = {}
        for name, likeness in self._spelled_in(iso, admin1).nearest(folded_name, limit * 4):
            for place in self.lookup(name):
                if _lies_in(place, iso, admin1):
                    best.setdefault(place.place_id, (place, likeness))
        return sorted(best.values(), key=alike_first)[:limit]

    def _spelled_in(self, iso: int | None, admin1: str | None) -> Spellings:
        """Spellings that mean a place of a country and unit; gathered once for each."""
        if (iso, admin1) not in self._spellings:
            positions = range(len(self._rows))
            inside = {at for at in positions if (iso is None or self._iso[at] == iso)}
            if admin1 is not None:
                inside = {at for at in inside if self._place(at).admin1 == admin1}
            found, start = [], 0
            for position, end in enumerate(self._ends):
                if any(self._postings[at] in inside for at in range(start, end)):
                    found.append(self._names[position].decode())
                start = end
            self._spellings[iso, admin1] = Spellings(found)
        return self._spellings[iso, admin1]


def alike_first(found: tuple[Place, float]) -> tuple[float, bool, int, str]:
    """Of equally similar names those that the project itself knows come first, the larger places before the others."""
    place, likeness = found
    return -round(likeness, 2), place.is_listed, -place.population, place.place_id


def _lies_in(place: Place, iso: int | None, admin1: str | None) -> bool:
    return (iso is None or place.iso == iso) and (admin1 is None or place.admin1 == admin1)


def source_files() -> tuple[list[Path], list[Path]]:
    """The committed files that the index depends on, and the own and imported tables merged into it."""
    folder = schemas_folder() / "gazetteer"
    named = (
        *("countries.csv", "admin.csv", "admin_names.csv", "places.csv.gz", "common_words.yml", "spelling.yml"),
        "word_forms.csv.gz",
    )
    committed = [*(folder / name for name in named), *sorted((folder / "supplement").glob("*.csv"))]
    own = gazetteer_folder()
    extra = [*sorted((own / "imported").glob("*.csv")), *([own / "own.csv"] if (own / "own.csv").exists() else [])]
    lexicons = schemas_folder() / "lexicons"
    return [*committed, lexicons / "ar" / "language.yml", *language_names(lexicons)], extra


def content_hash(paths: Iterable[Path]) -> str:
    """SHA-256 of the names and contents of files, and of the code that compiles them."""
    digest = hashlib.sha256()
    for path in (*paths, *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of this process: compiled on first use, afterwards read from the cache folder.

    The cached file's name carries the hash of everything it was made from. When the folder cannot be written, the
    compiled gazetteer stays in memory.
    """
    committed, extra = source_files()
    path = cache_folder() / "gazetteer" / f"{content_hash([*committed, *extra])}.bin"
    try:
        found = Gazetteer(_mapped(path))
    except (OSError, ValueError):
        raw = compile_index(schemas_folder() / "gazetteer", extra)
    else:
        mark_used(path)
        return found
    try:
        _write_atomically(path, raw)
        sweep(path.parent, MOST_KEPT)
        return Gazetteer(_mapped(path))
    except OSError:
        return Gazetteer(memoryview(raw))


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _write_atomically(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".making-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        os.replace(name, path)  # noqa: PTH105 - the atomic one
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
