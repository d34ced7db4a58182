"""Places: names, coordinates, administrative units."""

from pipelines.gazetteer.importing import import_table
from pipelines.gazetteer.index import Country, Gazetteer, alike_first, load_gazetteer
from pipelines.gazetteer.likeness import sound_of
from pipelines.gazetteer.outcomes import ImportOutcome, PlaceTableError
from pipelines.gazetteer.own_places import add_place
from pipelines.gazetteer.place import NameEntry, Place
from pipelines.gazetteer.spelling import fold_name, plain_spelling, spellings

__all__ = [
    "Country",
    "Gazetteer",
    "ImportOutcome",
    "NameEntry",
    "Place",
    "PlaceTableError",
    "add_place",
    "alike_first",
    "fold_name",
    "import_table",
    "load_gazetteer",
    "plain_spelling",
    "sound_of",
    "spellings",
]
