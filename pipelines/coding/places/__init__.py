"""Places: finding them in a text, and deciding which place a name means."""

from pipelines.coding.places.answers import answer_places
from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.passing import Passed, catch_up, pass_over
from pipelines.coding.places.ranking import seat_kind
from pipelines.coding.places.reader import mentions_in, read_places
from pipelines.coding.places.survey import survey

__all__ = [
    "Passed", "PlaceContext", "answer_places", "catch_up", "mentions_in", "pass_over", "read_places", "seat_kind",
    "survey",
]  # fmt: skip
