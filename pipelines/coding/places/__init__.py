"""Places: finding them in a text, and deciding which place a name means."""

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.reader import read_places

__all__ = ["PlaceContext", "read_places"]
