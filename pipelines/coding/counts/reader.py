"""Finding counted people and things: numbers with their nouns, duals, single persons, bare plurals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from pipelines.coding.counts.cardinals import implied_number, licensed, zero_before
from pipelines.coding.counts.coordination import is_of_next_place, is_parallel
from pipelines.coding.counts.government import is_indefinite_object, may_govern, stands_apart
from pipelines.coding.counts.nouns import Noun, find_nouns
from pipelines.coding.counts.roles import RoleLexicon, load_roles
from pipelines.coding.counts.subsets import mark_subsets
from pipelines.coding.numbers.lexicon import load_numbers
from pipelines.coding.numbers.quantity import Quantity
from pipelines.coding.numbers.reader import read_quantities
from pipelines.coding.readings import CountReading, NumberReading
from pipelines.text.tokens import Tokens

_MOST_PEOPLE = 10_000_000  # a larger number before people is a slip or a number of another kind run into it
_PLURAL_TO = 10  # numbers up to ten have their noun in the plural
_RISEN_REACH = 18  # tokens between victims and the number to which they have risen
_NAME_REACH = 5  # tokens of a person with name and post
_BODIES = ("singular", "group")  # forms of a noun for one body of people
_MAX_PARTITIVES = 2  # "3 من بين عناصر": words allowed between a number and its noun


def read_counts(tokens: Tokens, language: str, numbers: list[NumberReading] | None = None) -> list[CountReading]:
    """The counted people and things in tokens of normalised text, in order; spans are code points of that text.

    `numbers` are the readings of the same tokens, when the caller has them already. Each role noun and each number that
    stands for persons gives at most one reading:

    * number with noun, in either order, also over "of" ("3 من عناصر التنظيم", 3 of the group's members);
    * duals (2) and singulars (1) without a number; "مدنيين", dual or plural, gives low 2 and `is_vague`;
    * bare plurals and group nouns with `number` None, and nouns in the genitive of another ("جثة طفل", a child's body);
    * a number without noun after a word like "killed" ("إصابة خمسة", injuring five), with `noun_id` None;
    * "no injuries" as number 0.

    What must not be assumed: that readings are disjoint people. `is_subset` marks parts of the count before; the rule
    of a reading ends in ".coordinated" when it is joined to the reading before it.
    """
    lexicon = load_roles(language)
    nouns = find_nouns(tokens, lexicon)
    quantities = _quantities(tokens, language, numbers)
    if not nouns and not quantities:
        return []
    return mark_subsets(tokens, _Pairing(tokens, lexicon, nouns, quantities).readings(), lexicon)


def _quantities(tokens: Tokens, language: str, numbers: list[NumberReading] | None) -> list[Quantity]:
    if numbers is None:
        found = read_quantities(tokens, load_numbers(language))
    else:
        found = [
            Quantity(bisect_right(tokens.starts, n.start) - 1, bisect_left(tokens.ends, n.end) + 1, n) for n in numbers
        ]
    counting = (_counting(tokens, quantity) for quantity in found if quantity.reading.rule != "number.code")
    return [quantity for quantity in counting if quantity is not None]


def _counting(tokens: Tokens, quantity: Quantity) -> Quantity | None:
    """Nobody counts minus three people: the minus of "-3 قتلى" is a dash; with the word "minus" it is no count."""
    number = quantity.reading
    if max(abs(number.low or 0), abs(number.best or 0), abs(number.high or 0)) > _MOST_PEOPLE:
        return None
    if number.best >= 0:
        return quantity
    sign = bisect_right(tokens.starts, number.start) - 1
    if tokens.words[sign] != "-":
        return None
    size = -number.best
    plain = replace(number, start=number.start + 1, low=size, best=size, high=size, rule="number.digits")
    return Quantity(sign + 1, quantity.last, plain)


class _Pairing:
    """Which number belongs to which noun, in one text."""

    def __init__(self, tokens: Tokens, lexicon: RoleLexicon, nouns: list[Noun], quantities: list[Quantity]) -> None:
        self._tokens, self._lexicon = tokens, lexicon
        covered = {position for quantity in quantities for position in range(quantity.first, quantity.last)}
        self._nouns = [noun for noun in nouns if noun.first not in covered]
        self._quantities = quantities
        self._noun_at = {noun.first: noun for noun in self._nouns}
        self._noun_ending = {noun.last: noun for noun in self._nouns}
        self._taken: set[int] = set()  # first tokens of nouns that are spoken for

    def readings(self) -> list[CountReading]:
        """All readings, by start."""
        found: list[CountReading] = []
        loose = []
        for quantity in self._quantities:
            reading = self._number_noun(quantity)
            if reading is None:
                loose.append(quantity)
            else:
                found.append(reading)
        for quantity in loose:
            reading = self._noun_number(quantity) or self._number_alone(quantity) or self._number_on(quantity, found)
            if reading is not None:
                found.append(reading)
        for noun in self._nouns:
            if noun.first not in self._taken:
                reading = self._noun_alone(noun)
                if reading is not None:
                    found.append(reading)
        found.sort(key=lambda reading: (reading.start, reading.end))
        return found

    def _number_noun(self, quantity: Quantity) -> CountReading | None:
        """The noun after a number: "ثلاثة مدنيين", "3 من عناصر", "three Syrian civilians"."""
        noun, subset = self._noun_after(quantity.last)
        if noun is None or noun.first in self._taken or self._counts_nearer(quantity, noun):
            return None
        if noun.form.number == "dual" and quantity.reading.best != 2:
            return None
        if subset and noun.form.number == "singular" and 1 < quantity.reading.best <= _PLURAL_TO:
            return None  # "تسعة بينهم مسنة" (nine, among them an old woman)
        is_partitive = noun.first > quantity.last
        is_one = noun.form.number == "singular"
        if is_partitive and is_one and self._lexicon.is_head_first and quantity.reading.best > 1:
            return None  # "عشرة بين قتيل وجريح" (ten, some dead and some hurt)
        if noun.form.state == "definite" and is_one and not is_partitive:
            return None
        self._taken.add(noun.first)
        if quantity.reading.best == 1 and noun.form.state == "definite" and not is_partitive:
            # "وأحد الجرحى" (and one of the wounded) is spelled like "one" where alif has one form
            one_of = replace(quantity.reading, rule="number.one_of")
            return self._reading(noun, one_of, "count.one_of.coordinated", quantity.reading.start, subset)
        rule = "count.number_of_noun" if is_partitive and self._lexicon.adjective_gap == 0 else "count.number_noun"
        if rule == "count.number_of_noun" and noun.form.role.kind == "people" and noun.form.number in _BODIES:
            rule = "count.number_of_body"  # "خمسة من عائلة واحدة" (five of one family): five people
        return self._reading(noun, quantity.reading, rule, quantity.reading.start, subset)

    def _counts_nearer(self, quantity: Quantity, noun: Noun) -> bool:
        """Whether another number stands nearer to a noun ("in 2024 two people")."""
        return any(quantity.last <= other.first < noun.first for other in self._quantities)

    def _noun_after(self, position: int) -> tuple[Noun | None, bool]:
        """The noun that begins here, after partitive words or, where the language allows, adjectives.

        The flag says that "of them" stood between ("3 منهم أطفال", 3 of them children).
        """
        words, cues, subset = self._tokens.words, self._lexicon.cues, False
        for _ in range(_MAX_PARTITIVES + 1):
            noun = self._noun_at.get(position)
            if noun is not None and not self._is_modifier(noun):
                return (noun if noun.is_bare else None), subset
            of_them = cues["subset"].length_at(words, position)
            step = of_them or cues["partitives"].length_at(words, position)
            if not step:
                break
            subset = subset or of_them > 0
            position += step
        return self._noun_after_adjectives(position), subset

    def _noun_after_adjectives(self, position: int) -> Noun | None:
        for place in range(position, min(position + self._lexicon.adjective_gap + 1, len(self._tokens))):
            noun = self._noun_at.get(place)
            if noun is not None and not self._is_modifier(noun):
                return noun
            word = self._tokens.words[place]
            if not word[0].isalpha() or self._lexicon.cues["gap_stops"].length_at(self._tokens.words, place):
                return None
        return None

    def _is_modifier(self, noun: Noun) -> bool:
        """Where heads come last, an adjective-like noun before its head: "10 Syrian soldiers"."""
        form = noun.form
        return not self._lexicon.is_head_first and form.role.is_adjective and form.number == "singular"

    def _noun_number(self, quantity: Quantity) -> CountReading | None:
        """The noun before a number: "أشخاص خمسة", "المدنيين الثلاثة", "ارتفاع عدد القتلى إلى 9"."""
        words, position = self._tokens.words, quantity.first
        noun = self._noun_ending.get(position)
        rule = "count.noun_number"
        if noun is None:
            step = self._lexicon.cues["total_links"].length_before(words, position)
            noun = self._noun_ending.get(position - step) if step else None
            rule = "count.noun_total"
            if noun is None and step:
                noun = self._risen(position - step)
        if noun is None or noun.first in self._taken:
            return None
        if noun.form.role.is_numbered or (noun.form.role.needs_number and rule == "count.noun_number"):
            return None
        number = noun.form.number
        if quantity.reading.is_vague and (noun.form.state == "definite" or number == "group"):
            return None
        if number == "singular" and (quantity.reading.best != 1 or rule == "count.noun_total"):
            return None
        if number == "dual" and quantity.reading.best != 2:
            return None
        self._taken.add(noun.first)
        return self._reading(noun, quantity.reading, rule, noun.start, False, self._tokens.ends[quantity.last - 1])

    def _risen(self, position: int) -> Noun | None:
        """The victims whose number has risen, over the words that say of what ("ارتفاع عدد شهداء المجزرة إلى تسعة", the
        number of dead of the massacre has risen to nine)."""
        for place in range(position - 1, max(position - _RISEN_REACH, 0), -1):
            noun = self._noun_at.get(place)
            if noun is not None and noun.form.role.kind == "casualty":
                counters = self._lexicon.cues.get("counters")
                return noun if counters and counters.length_before(self._tokens.words, place) else None
            if not self._tokens.words[place][0].isalnum():
                return None
        return None

    def _number_alone(self, quantity: Quantity) -> CountReading | None:
        """A number that stands for persons: "مقتل ثلاثة في قصف", "killing five"."""
        if not self._stands_alone(quantity):
            return None
        number = quantity.reading
        of_them = self._lexicon.cues["subset"].length_at(self._tokens.words, quantity.last) > 0
        return CountReading(number.start, number.end, number, None, None, of_them, "count.number")

    def _stands_alone(self, quantity: Quantity) -> bool:
        """Whether persons are expected here, and no other noun follows that the number may count."""
        words, cues, after = self._tokens.words, self._lexicon.cues, quantity.last
        if cues["licences_after"].length_at(words, after):
            return True
        if not licensed(self._tokens, quantity.first, self._lexicon):
            return False
        if after == len(words) or not words[after][0].isalnum():
            return True
        if self._lexicon.counts_unknown and words[after].isalpha():
            return True
        prefixes = self._lexicon.after_number_prefixes
        return words[after].startswith(prefixes) or cues["after_number"].length_at(words, after) > 0

    def _number_on(self, quantity: Quantity, found: list[CountReading]) -> CountReading | None:
        """A number that goes on from a count, of people named otherwise: "3 مدنيين و5 من داعش" (and 5 of Daesh)."""
        words, place = self._tokens.words, quantity.first
        number = quantity.reading
        if not number.is_vague and is_of_next_place(self._tokens, quantity, found, self._lexicon):
            return CountReading(number.start, number.end, number, None, None, False, "count.number")
        if number.is_vague or not self._lexicon.cues["partitives"].length_at(words, quantity.last):
            return None
        is_joined = number.start > self._tokens.starts[place]
        while place and (words[place - 1] in self._lexicon.joiners or not words[place - 1][0].isalnum()):
            place -= 1
            is_joined = is_joined or words[place] in self._lexicon.joiners or words[place] == "-"
        end = self._tokens.ends[place - 1] if place else -1
        goes_on = any(reading.end == end for reading in found)
        if not is_joined or not (goes_on or is_parallel(self._tokens, place, found, self._lexicon)):
            return None
        return CountReading(number.start, number.end, number, None, None, False, "count.number")

    def _noun_alone(self, noun: Noun) -> CountReading | None:
        """A noun without a number of its own."""
        role = noun.form.role
        zero = zero_before(self._tokens, noun, self._lexicon)
        if zero is not None:
            return self._reading(noun, zero, "count.zero", noun.start)
        before = self._noun_ending.get(noun.first)
        if before is not None and _describes_own(noun, before):
            return None
        if before is not None and not may_govern(before, noun, self._tokens, self._lexicon):
            before = None
        if before is not None and not before.form.role.needs_number and noun.is_bare and not noun.is_joined:
            if role.is_adjective or role.role_class == "others":
                return None  # "عنصر مسلح", "3 أشخاص آخرين": it describes the noun before it
            # What bears an article governs no other noun: "الجيش عمليتين" ([carried out] the army two operations).
            is_free = before.form.state == "definite" or before.form.role.role_class == "operation"
            if not (is_free and noun.form.number == "dual"):
                return None if role.needs_number else self._reading(noun, None, "count.genitive", noun.start)
        if role.needs_number or not self._is_person(noun):
            return None
        number, rule = implied_number(self._tokens, noun, self._lexicon)
        return self._reading(noun, number, rule, noun.start)

    def _follows_subject(self, noun: Noun) -> bool:
        """Whether a verb's subject stands before a noun with the ending of objects, with an adjective between at most
        that agrees with it ("اغتال مسلحون مجهولون ناشطا", unknown gunmen killed an activist)."""
        before = self._noun_ending.get(noun.first)
        if before is not None and before.form.number == "singular" and is_indefinite_object(
            before, self._tokens, self._lexicon
        ):
            return False  # "شابا فلسطينيا" (a Palestinian youth): it describes the object itself
        agrees = self._tokens.words[noun.first - 1].endswith(self._lexicon.indefinite_plural_endings)
        places = (noun.first, noun.first - 1) if agrees else (noun.first,)
        subjects = (self._noun_ending.get(place) for place in places)
        subject = next((s for s in subjects if s is not None and s.form.number != "singular"), None)
        if subject is None or not self._ends_like_many(subject):
            return False
        is_apart = stands_apart(subject, noun, self._tokens, self._lexicon)
        return is_apart and licensed(self._tokens, subject.first, self._lexicon)

    def _ends_like_many(self, noun: Noun) -> bool:
        """Whether a noun governs no genitive: an indefinite one by its ending, and a plural with article and ending
        ("احتجز الحوثيون مديرة المدرسة", the Houthis held the headmistress)."""
        endings = self._lexicon.indefinite_plural_endings
        is_plural = noun.form.state == "definite" and bool(endings)
        ends = is_plural and self._tokens.words[noun.last - 1].endswith(endings)
        return ends or is_indefinite_object(noun, self._tokens, self._lexicon)

    def _is_person(self, noun: Noun) -> bool:
        """Whether a word that is mostly an adjective stands for a person here."""
        form = noun.form
        if not form.role.is_adjective or form.number != "singular" or form.state == "possessed":
            return True
        partner = self._noun_ending.get(noun.first - 1 if noun.is_bare else noun.first)
        if noun.is_joined and partner is not None and partner.form.state == noun.form.state:
            return True
        if noun.is_joined and form.state == "definite" and self._goes_on_row(noun):
            return True
        if form.role.role_class == "others" and noun.is_joined and self._goes_elsewhere(noun.last):
            return True  # "وآخر بانفجار لغم" (and another by a mine)
        follower = self._noun_at.get(noun.last)
        is_joined_to = follower is not None and follower.is_joined and follower.form.state == "possessed"
        if is_joined_to and is_indefinite_object(noun, self._tokens, self._lexicon):
            return True  # "اختطف … مدنيا وزوجته" (kidnapped a civilian and his wife)
        return licensed(self._tokens, noun.first, self._lexicon) or self._follows_subject(noun)

    def _goes_on_row(self, noun: Noun) -> bool:
        """Whether a person with a name stands shortly before another one of the same kind, with the article or right
        behind what befell them ("الصحفي سامي حداد والمصور علي نصر", the journalist S. H. and the cameraman A. N.)."""
        near = (self._noun_at.get(place) for place in range(max(0, noun.first - _NAME_REACH), noun.first))
        return any(
            n is not None
            and n.form.number == "singular"
            and (n.form.state == "definite" or licensed(self._tokens, n.first, self._lexicon))
            and n.form.role.role_class == noun.form.role.role_class
            for n in near
        )

    def _goes_elsewhere(self, place: int) -> bool:
        """Whether a preposition stands at a token."""
        words, lexicon = self._tokens.words, self._lexicon
        if place >= len(words):
            return False
        return words[place].startswith(lexicon.after_number_prefixes) or bool(
            lexicon.cues["after_number"].length_at(words, place)
        )

    def _reading(
        self, noun: Noun, number: NumberReading | None, rule: str, start: int, subset: bool = False, end: int = 0
    ) -> CountReading:
        role = noun.form.role
        stop = max(end, self._tokens.ends[noun.last - 1])
        return CountReading(start, stop, number, role.role_id, role.role_class, subset, rule)


def _describes_own(noun: Noun, before: Noun) -> bool:
    """Whether "other" only describes somebody's people right before it ("طفلاها الآخران", her two other children)."""
    is_own = before.form.state == "possessed" and before.form.number == noun.form.number
    return is_own and noun.form.role.role_class == "others" and noun.is_bare and not noun.is_joined
