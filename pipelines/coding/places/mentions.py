"""Finding names of places in tokens, with the words that introduce them; what they mean is decided elsewhere.

mention := qualifier* mark? quote? name direction*
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipelines.coding.places.distances import measured_from
from pipelines.coding.places.enumeration import COMMAS, members_of, unknown_head, unknown_settlement
from pipelines.coding.places.lexicon import PlaceWords, Qualifier, is_nationality, place_words
from pipelines.coding.places.mention import QUOTES, Mention, named_at, past_directions, qualifiers_behind
from pipelines.coding.places.names import BEHIND, FORMS_KEPT, INTRODUCER, NAME, Known, Openers, known_name, openers_of
from pipelines.coding.places.proper import (
    goes_on,
    is_capital,
    is_part_of_longer_name,
    unknown_before,
    unknown_behind,
)
from pipelines.coding.places.unknown import is_mere_head, unknown_end
from pipelines.gazetteer import NameEntry, Place, load_gazetteer
from pipelines.lexicon.language import load_language
from pipelines.lexicon.openings import PLACE
from pipelines.text.tokens import Tokens

_BIG_CITY = 300_000  # people
_SAME_REGION = 0.6  # degrees
_BUILT = ("airport", "base", "crossing", "dam", "prison")  # the same, where no place of the bare name is of their kind
_NAMED_WHOLE = ("mountain", "desert", "river")  # named with the word for their kind, whatever a village is called


def find_mentions(tokens: Tokens, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """All that may be names of places, left to right, without overlap. None begins inside a `taken` span."""
    words, openers, texts = place_words(language), openers_of(language), tokens.words
    found: list[Mention] = []
    done = 0
    # Only where capitals tell names may a name begin with a word of which nothing is known.
    for place in _places_to_look(tokens, openers, words) if tokens.capitals else tokens.openings(PLACE):
        if place < done:
            continue
        if openers[texts[place]] & BEHIND:
            before = _unknown_before(tokens, place, done, words, language, taken)
            if before is not None:
                found.append(before)
                done = before.last
                if done > place:
                    continue
        mention = _introduced_at(tokens, place, openers, words, language, taken)
        mention = mention or _unknown_at(tokens, place, words, language, taken)
        if mention is None:
            continue
        if mention.qualifiers and mention.qualifiers[0].place_class == "direction":
            begins = measured_from(texts, mention.first, words)
            mention.is_measured, mention.first = begins is not None, mention.first if begins is None else begins
        found.append(mention)
        done = max(mention.last, place + 1)
        for member in members_of(mention, texts, words, language):
            member.is_member = True
            found.append(member)
            done = member.last
    if tokens.capitals and not any(mention.entry is not None for mention in found):
        found = [_first_end(mention, language) for mention in found]
    for unknown in (mention for mention in found if mention.entry is None and mention.anaphor is None):
        unknown.alike = sounding_like(unknown.name)
    return found


def _places_to_look(tokens: Tokens, openers: Openers, words: PlaceWords) -> list[int]:
    """Where capitals tell names: the words that open a place, and the capitals right behind a locative."""
    texts, capitals, locatives = tokens.words, tokens.capitals, words.locatives
    found = []
    for place, word in enumerate(texts):
        kinds = openers[word]
        if kinds == INTRODUCER:  # "the", "north": mostly nothing of the kind follows
            kinds = words.qualifiers.may_begin(texts, place) or words.anaphors.may_begin(texts, place)
        if kinds or (capitals[place] and place and texts[place - 1] in locatives):
            found.append(place)
    return found


@lru_cache(maxsize=FORMS_KEPT)
def sounding_like(name: str) -> NameEntry | None:
    """What a name that nobody knows as written may mean by its sound."""
    return load_gazetteer().alike(name)


def _introduced_at(
    tokens: Tokens, place: int, openers: Openers, words: PlaceWords, language: str, taken: Sequence[tuple[int, int]]
) -> Mention | None:
    """The place phrase at a token that a known name or a qualifier makes one; None when it is part of something else.
    """
    kinds = openers[tokens.words[place]]
    plain = known_name(tokens.words, place, language) if kinds & NAME else None
    if not kinds or (kinds == NAME and plain is None):
        return None
    if _is_taken(tokens, place, taken):
        return None
    mention = _mention_at(tokens.words, place, plain, bool(kinds & INTRODUCER), words, language)
    if mention is None or (mention.name_first != place and _is_taken(tokens, mention.name_first, taken)):
        return None
    if mention.name in words.homes or not _is_proper(mention, tokens, words, language):
        return None  # "قرب منزله" (near his home), spelt like Manzala
    if mention.anaphor is not None or not tokens.capitals:
        return mention
    if mention.entry is not None and _is_of_nature(mention):
        return replace(mention, entry=None)
    if mention.entry is not None and not _is_beginning(mention, tokens, words, language):
        return mention
    return _whole_name(replace(mention, entry=None), tokens, words, language)


def _is_proper(mention: Mention, tokens: Tokens, words: PlaceWords, language: str) -> bool:
    """Whether capitals, where they tell anything, allow a name, and do not make it part of a longer one."""
    if mention.anaphor is not None or (not tokens.capitals and not load_language(language).has_capital_names):
        return True
    if not tokens.capitals:
        return bool(mention.qualifiers) or _is_introduced(mention, tokens, words) or _is_well_known(mention)
    if not is_capital(tokens, mention.name_first, mention.name_last or mention.last):
        return False
    if mention.first < mention.name_first:
        return True
    return not is_part_of_longer_name(tokens, mention.name_first, mention.name_last, words, language)


def _is_of_nature(mention: Mention) -> bool:
    """Whether a country's name is that of a lake or river here ("Lake Chad")."""
    told = mention.qualifiers[-1] if mention.qualifiers else None
    is_natural = told is not None and told.place_class == "feature" and set(told.kinds).intersection(_NAMED_WHOLE)
    return bool(is_natural) and mention.entry is not None and mention.entry.places[0].kind == "country"


def _is_beginning(mention: Mention, tokens: Tokens, words: PlaceWords, language: str) -> bool:
    """Whether a known name behind a word that makes a place of any name is its first word ("town of Banda | Wala").
    """
    if mention.first == mention.name_first or not any(q.names_unknown for q in mention.qualifiers):
        return False
    last = unknown_behind(tokens, mention.name_first, words, language)
    return last > mention.name_last and goes_on(tokens, mention.name_last, words, language)


def _whole_name(mention: Mention, tokens: Tokens, words: PlaceWords, language: str) -> Mention:
    """An unknown name behind a qualifier, with all of its capitals ("the village of Novaya Roshcha")."""
    last = unknown_behind(tokens, mention.name_first, words, language)
    if last <= mention.name_last:
        return mention
    end, behind = qualifiers_behind(tokens.words, last, words)
    name = " ".join(tokens.words[mention.name_first : last])
    return replace(mention, name=name, last=end, name_last=last, qualifiers=[*mention.qualifiers, *behind])


def _is_introduced(mention: Mention, tokens: Tokens, words: PlaceWords) -> bool:
    before = tokens.words[mention.first - 1] if mention.first else ""
    return before in words.locatives or before in (",", "(")


def _is_well_known(mention: Mention) -> bool:
    """Whether a name is that of a country, a first-level unit or a big city: enough where capitals tell no names."""
    first = mention.entry.places[0] if mention.entry is not None else None
    return first is not None and (first.kind in ("country", "admin1") or first.population >= _BIG_CITY)


def _unknown_at(
    tokens: Tokens, place: int, words: PlaceWords, language: str, taken: Sequence[tuple[int, int]]
) -> Mention | None:
    """An unknown name whose first word makes it a settlement's, or right behind a locative: in capitals ("in
    Leuterhausen"), with the qualifier behind it if any, or at the head of a list ("في تل زعتر والصفا والنويحات")."""
    if not place or _is_taken(tokens, place, taken):
        return None
    if not tokens.capitals and (headed := unknown_settlement(tokens.words, place, words, language)) is not None:
        return headed
    if tokens.words[place - 1] not in words.locatives:
        return None
    if not tokens.capitals:
        return unknown_head(tokens.words, place, words, language)
    last = unknown_behind(tokens, place, words, language)
    last = next((at for at in range(place + 1, last) if _is_taken(tokens, at, taken)), last)
    if last <= place:
        return None
    return _with_behind(tokens.words, place, last, words)


def _unknown_before(
    tokens: Tokens, place: int, floor: int, words: PlaceWords, language: str, taken: Sequence[tuple[int, int]]
) -> Mention | None:
    """An unknown name before a qualifier that stands behind names ("Danjuwa village")."""
    match = words.behind.at(tokens.words, place)
    if match is None or not match.entries[0].names_unknown:
        return None
    first = unknown_before(tokens, place, floor, words, language)
    told = match.entries[0]
    if not told.is_part and told.place_class != "feature":  # "an Iraqi town" has no name, "the Indonesian hospital" has
        while first < place and is_nationality(tokens.words[first], language):
            first += 1
    if first >= place or any(_is_taken(tokens, at, taken) for at in range(first, place)):
        return None
    return _with_behind(tokens.words, first, place, words)


def _first_end(mention: Mention, language: str) -> Mention:
    """Of an unknown road that is called by its two ends ("the Tyre-Naqoura road") the first, where no spot is told."""
    name = mention.name.split()
    known = known_name(name, 0, language) if len(name) > 1 and any(q.is_road for q in mention.qualifiers) else None
    if known is None or known[0] or known[1] == len(name):
        return mention
    other = known_name(name, known[1], language)
    is_end = other is not None and not other[0] and known[1] + other[1] == len(name)
    return replace(mention, name=known[2].name, entry=known[2]) if is_end else mention


def _with_behind(texts: Sequence[str], first: int, last: int, words: PlaceWords) -> Mention:
    end, qualifiers = qualifiers_behind(texts, last, words)
    return Mention(first, first, end, "", "", " ".join(texts[first:last]), None, qualifiers, None, last)



def _is_taken(tokens: Tokens, place: int, taken: Sequence[tuple[int, int]]) -> bool:
    if not taken:
        return False
    start = tokens.starts[place]
    return any(a <= start < b for a, b in taken)


def _mention_at(
    texts: Sequence[str], place: int, plain: Known | None, may_introduce: bool, words: PlaceWords, language: str
) -> Mention | None:
    """The place phrase at a token: qualifiers and then a known name, or an unknown one where a word names it.

    `plain` is the known name that begins right there; `may_introduce`: the token may be a word before a name.
    """
    if not may_introduce:
        return _bare_name_at(texts, place, plain, words, language)
    at, qualifiers, proclitic = _qualifiers(texts, place, words, language)
    stands_for = words.anaphors.at(texts, at) if at < len(texts) else None
    if stands_for is not None and (plain is None or plain[1] <= stands_for.last - at):
        return Mention(place, at, stands_for.last, proclitic or stands_for.proclitic, stands_for.proclitic,
                       texts[at], None, qualifiers, stands_for.entries[0], stands_for.last)  # fmt: skip
    if not qualifiers:
        return _bare_name_at(texts, place, plain, words, language)
    inner = at
    skipped = QUOTES if qualifiers[-1].number == "one" else (*QUOTES, *COMMAS)
    while inner < len(texts) and texts[inner] in skipped:
        inner += 1
    known = known_name(texts, inner, language) if inner < len(texts) else None
    is_rural = qualifiers[0].place_class == "countryside" and len(qualifiers) == 1
    if (
        plain is not None
        and plain[1] > 1
        and ((is_rural and plain[1] > 1) or _is_one_name(plain, known, inner - place))
    ):
        return named_at(texts, place, place, "", plain, [], words)
    if known is not None and is_mere_head(texts, inner, known[1], words, language):
        known = None
    if known is not None and _may_govern(qualifiers[-1], known[0], words):
        return named_at(texts, place, inner, proclitic, known, qualifiers, words)
    if (
        _may_introduce(qualifiers[-1], texts, inner, words)
        and (last := unknown_end(texts, inner, words, language)) > inner
    ):
        name, end = " ".join(texts[inner:last]), past_directions(texts, last, words)
        return Mention(place, inner, end, proclitic, "", name, None, qualifiers, None, last)
    is_more = plain is not None and (plain[1] > 1 or words.qualifiers.at(texts, place) is None)
    if is_more and plain is not None:
        return named_at(texts, place, place, "", plain, [], words)
    alone = words.anaphors.at(texts, place)  # what introduces a name stands for a place itself ("the capital")
    if alone is None or alone.last != at:
        return None
    return Mention(place, place, at, proclitic, alone.proclitic, texts[place], None, [], alone.entries[0], at)


def _bare_name_at(
    texts: Sequence[str], place: int, plain: Known | None, words: PlaceWords, language: str
) -> Mention | None:
    """A known name without a word before it, unless it is only the first word of an unknown one."""
    if plain is None or (plain[0] == "" and is_mere_head(texts, place, plain[1], words, language)):
        return None
    return named_at(texts, place, place, "", plain, [], words)


def _is_one_name(plain: Known, known: Known | None, lead: int) -> bool:
    """Whether a name that begins with the qualifier itself ("ريف دمشق", the governorate) is better than the rest."""
    if known is None or plain[1] > lead + known[1]:
        return True
    if plain[1] < lead + known[1]:
        return False
    whole = plain[2].places[0]
    if whole.kind in _NAMED_WHOLE or (whole.kind in _BUILT and all(p.kind != whole.kind for p in known[2].places)):
        return True
    return not any(_is_near(whole, place) for place in known[2].places)


def _is_near(a: Place, b: Place) -> bool:
    return (
        a.iso == b.iso and abs(a.latitude - b.latitude) < _SAME_REGION and abs(a.longitude - b.longitude) < _SAME_REGION
    )


def _may_govern(qualifier: Qualifier, glued: str, words: PlaceWords) -> bool:
    """Whether a name may follow its qualifier with this proclitic ("ريف لحلب" may, "تجمع للخيام" may not)."""
    if not glued:
        return True
    if glued in words.conjunctions:
        return False
    return qualifier.place_class in ("near", "direction", "countryside") or glued in words.locative_proclitics


def _may_introduce(qualifier: Qualifier, texts: Sequence[str], at: int, words: PlaceWords) -> bool:
    """Whether a qualifier makes a name of the next word; a building's is definite ("مشفى قريب", a near hospital)."""
    if not qualifier.names_unknown or at >= len(texts):
        return False
    return qualifier.place_class != "feature" or not qualifier.is_part or texts[at].startswith(words.article)


def _qualifiers(texts: Sequence[str], place: int, words: PlaceWords, language: str) -> tuple[int, list[Qualifier], str]:
    """The qualifiers from a token on: where they end, themselves, and what is glued before the first."""
    found: list[Qualifier] = []
    at, proclitic = place, ""
    while at < len(texts) and (match := words.qualifiers.at(texts, at)) is not None:
        if found and _begins_long_name(texts, at, language):
            break
        joins = match.proclitic in words.conjunctions
        if found and joins and match.entries[0].place_class not in ("countryside", "near", "settlement"):
            break
        if found and not joins and match.proclitic not in words.linking_proclitics:
            break
        if not found:
            proclitic = match.proclitic
        found.append(match.entries[0])
        at = past_directions(texts, match.last, words)
    return at, found, proclitic


def _begins_long_name(texts: Sequence[str], at: int, language: str) -> bool:
    """Whether a word that might introduce a place is the head of a name itself ("جسر الشغور")."""
    known = known_name(texts, at, language)
    if known is None or known[1] == 1 or known[0]:
        return False
    behind = known_name(texts, at + 1, language)
    return behind is None or _is_one_name(known, behind, 1)
