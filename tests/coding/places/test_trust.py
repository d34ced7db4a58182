"""What makes a place of a name that only an imported table knows: full lists of villages hold everyday words."""

from __future__ import annotations

import pytest

from pipelines.coding.places import PlaceContext
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.trust import TRUSTED, trust
from pipelines.gazetteer import NameEntry, Place
from pipelines.text.tokens import tokenise

VILLAGE = Place("pc:C9999", "Mithal", "مثال", "village", 35.7, 36.5, "Syria", 760, admin1="Idleb")


def trusted(words: str, at: int, glued: str, context: PlaceContext, qualifier: str = "") -> bool:
    tokens, lexicon = tokenise(words), place_words("ar")
    first = at - 1 if qualifier else at
    told = list(lexicon.qualifiers.at([qualifier], 0).entries) if qualifier else []  # type: ignore[union-attr]
    entry = NameEntry("مثال", (VILLAGE,), True, "listed_name")
    mention = Mention(first, at, at + 1, glued, glued, "مثال", entry, told, None, at + 1)
    return trust(mention, tokens, lexicon, "ar", context) >= TRUSTED


@pytest.mark.parametrize(
    ("words", "at", "glued", "qualifier", "is_place"),
    [
        ("قصف في مثال", 2, "", "", True),
        ("قصف قرية مثال", 2, "", "قرية", True),
        ("أصيب بمثال", 1, "ب", "", False),  # "with", not "in"
        ("قصف مثال", 1, "", "", False),
    ],
)
def test_a_listed_village_needs_words_that_make_it_one(
    words: str, at: int, glued: str, qualifier: str, is_place: bool
) -> None:
    assert trusted(words, at, glued, PlaceContext(country="Syria"), qualifier) is is_place


def test_a_listed_village_far_from_all_that_the_article_names_is_none() -> None:
    context = PlaceContext(country="Syria")
    context.note(Place("gn:1", "Far", None, "city", 33.5, 36.3, "Syria", 760, admin1="Damascus"), 1.0)
    assert not trusted("قصف في مثال", 2, "", context)
    context.note(Place("gn:2", "Near", None, "city", 35.8, 36.6, "Syria", 760, admin1="Aleppo"), 1.0)
    assert trusted("قصف في مثال", 2, "", context)
