"""Places: names, coordinates, administrative units."""

from pipelines.gazetteer.index import Country, Gazetteer, load_gazetteer
from pipelines.gazetteer.place import NameEntry, Place
from pipelines.gazetteer.spelling import fold_name

__all__ = ["Country", "Gazetteer", "NameEntry", "Place", "fold_name", "load_gazetteer"]
