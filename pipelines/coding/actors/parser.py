"""The phrase grammar of actors: from lexicon matches to the sides they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.coding.actors.phrase import ActorPhrase, Core, entry
from pipelines.lexicon.actor_words import (
    ActorWord,
    ActorWords,
    CountryWord,
    GenericWord,
    ModifierWord,
    NamedWord,
    NationalityWord,
    NounWord,
)
from pipelines.lexicon.actors import Register
from pipelines.lexicon.matcher import Match

Matches = dict[int, Match[ActorWord]]  # by the place of their first word


class PhraseParser:
    """Reads actor phrases of one language."""

    def __init__(self, words: ActorWords, register: Register) -> None:
        self._words = words
        self._register = register

    def phrases(
        self, words: Sequence[str], places: Sequence[int], openings: Sequence[int]
    ) -> Iterator[ActorPhrase]:
        """The phrases that name a side, in order. `places` are the words' places among all tokens, quotes included;
        `openings` those of the words that may open a phrase."""
        matches = self._words.matcher.find(words, openings)
        by_first = {match.first: match for match in matches}
        done = 0
        for match in matches:
            if match.first < done:
                continue
            phrase = self._parse(words, places, match, by_first)
            if phrase.cores:
                done = phrase.position
                yield phrase
            elif phrase.nouns:
                done = phrase.nouns[0][1].last

    def _parse(
        self, words: Sequence[str], places: Sequence[int], match: Match[ActorWord], by_first: Matches
    ) -> ActorPhrase:
        phrase = ActorPhrase(match.first, match.first)
        current: Match[ActorWord] | None = match
        if self._words.adjective_first and (nationality := entry(match, NationalityWord)):
            self._read_adjective_first(phrase, match, nationality, by_first)
            if phrase.cores:
                return phrase
        is_linked, belongs = False, False
        while current is not None and (is_linked or self._may_govern(phrase, words, current)):
            if self._read_core(phrase, words, places, current, is_linked, belongs):
                self._read_tail(phrase, words, places, by_first)
                return phrase
            noun = entry(current, NounWord)
            if noun is None or (is_linked and noun.noun_class == "act"):
                break  # "مسلحان في غارة" (two gunmen in a raid): nobody is a member of an act
            phrase.nouns.append((noun, current))
            phrase.position = current.last
            self._skip_modifiers(phrase, by_first)
            current, is_linked, belongs = self._next(phrase, words, by_first)
        if phrase.nouns:
            self._read_alone(phrase)
        return phrase

    def _may_govern(self, phrase: ActorPhrase, words: Sequence[str], following: Match[ActorWord]) -> bool:
        """Whether the last noun can have the next word for its owner: it bears no article and no adjective.

        "طيران النظام" (the regime's aircraft), but "الطيران الحربي | مواقع داعش" (the air force [hit] positions of IS).
        An adjective follows in any case, and so does a name in the form of one behind members and groups ("القيادي
        الحوثي", the Houthi leader).
        """
        if not phrase.nouns or entry(following, NationalityWord):
            return True
        noun, match = phrase.nouns[-1]
        articles, ungoverning = self._words.articles, self._words.ungoverning
        if noun.noun_class == "member" and ungoverning and words[match.last - 1].endswith(ungoverning):
            is_alike = words[following.last - 1].endswith(ungoverning)  # an adjective: "مسلحون قبليون" (tribal gunmen)
            return is_alike or entry(following, NounWord) is None
        is_bare = phrase.position == match.last and not any(
            word.startswith(articles, 0 if place else len(match.proclitic)) or (not place and len(match.proclitic) > 1)
            for place, word in enumerate(words[match.first : match.last])
        )
        if is_bare or not articles:
            return True
        is_adjective = words[following.first].startswith(articles) and entry(following, NamedWord) is not None
        return noun.noun_class in ("member", "group") and is_adjective

    def _skip_modifiers(self, phrase: ActorPhrase, by_first: Matches) -> None:
        while (match := by_first.get(phrase.position)) is not None:
            modifier = entry(match, ModifierWord)
            is_joined = not match.proclitic or match.proclitic in self._words.joining
            if modifier is None or entry(match, NounWord) or not is_joined:
                return
            phrase.modifiers.append((modifier, match.first))
            phrase.position = match.last

    def _next(
        self, phrase: ActorPhrase, words: Sequence[str], by_first: Matches
    ) -> tuple[Match[ActorWord] | None, bool, bool]:
        """The match that goes on with the phrase, whether a connector leads to it, and whether that says whose it is.
        """
        position, is_linked, belongs = phrase.position, False, False
        while position < len(words) and (link := self._words.connectors.at(words, position)) is not None:
            position, is_linked = link.last, True
            belongs = link.entries[0] in self._words.belonging
        match = by_first.get(position)
        if match is None or (match.proclitic and not self._leads_on(phrase, match.proclitic)):
            return None, False, False
        belongs = belongs or match.proclitic in self._words.belonging
        return match, is_linked or bool(match.proclitic), belongs

    def _leads_on(self, phrase: ActorPhrase, proclitic: str) -> bool:
        is_member = bool(phrase.nouns) and phrase.nouns[-1][0].noun_class == "member"
        return proclitic in self._words.belonging or (is_member and proclitic in self._words.membership)

    def _read_core(
        self, phrase: ActorPhrase, words: Sequence[str], places: Sequence[int], match: Match[ActorWord],
        is_linked: bool, belongs: bool,
    ) -> bool:  # fmt: skip
        """Reads the side when the match names one; false when it does not."""
        named = [e for e in match.entries if isinstance(e, NamedWord) and self._allows(phrase, e, places, match)]
        if named:
            keys = tuple(dict.fromkeys(e.actor_id for e in named))
            core = self._core(phrase, match, keys, "named", "actor.name")
            asset = next((e.alias.asset for e in named if e.alias.asset), None)
            phrase.cores.append(replace(core, asset=core.asset or asset))
        elif phrase.nouns and (nationality := entry(match, NationalityWord)) and not is_linked:
            return self._read_nationality(phrase, match, nationality)
        elif generic := entry(match, GenericWord):
            kind = "generic" if generic.side in self._register.generics else "named"
            phrase.cores.append(self._core(phrase, match, (generic.side,), kind, f"actor.{generic.word_id}"))
        elif country := entry(match, CountryWord):
            return self._read_country(phrase, match, country, belongs)
        else:
            return False
        phrase.position = match.last
        return True

    def _allows(self, phrase: ActorPhrase, named: NamedWord, places: Sequence[int], match: Match[ActorWord]) -> bool:
        """Whether an alias names its actor here: common words need a group noun before them or quotes around them."""
        if match.proclitic in named.alias.barred:
            return False
        if named.alias.needs is None or phrase.nouns:
            return True
        first, last = places[match.first], places[match.last - 1]
        before = places[match.first - 1] if match.first else -1
        after = places[match.last] if match.last < len(places) else last + 2
        return before < first - 1 and after > last + 1

    def _read_nationality(self, phrase: ActorPhrase, match: Match[ActorWord], nationality: NationalityWord) -> bool:
        noun = phrase.nouns[-1][0]
        is_act = all(n.noun_class == "act" for n, _ in phrase.nouns)
        service = phrase.service or ("army" if is_act else None)
        keys = self._register.state_forces.get((nationality.country, service), ()) if service else ()
        if not keys:
            return False
        rule = "actor.state.act" if is_act else f"actor.state.{service}"
        core = self._core(phrase, match, keys, "named", rule)
        phrase.cores.append(replace(core, is_act=noun.noun_class == "act"))
        phrase.position = match.last
        return True

    def _read_country(
        self, phrase: ActorPhrase, match: Match[ActorWord], country: CountryWord, belongs: bool
    ) -> bool:
        if phrase.nouns and not belongs:
            return False  # "في سوريا" (in Syria) behind a noun is where, "تابعة لسوريا" (belonging to Syria) is whose
        service = phrase.service if phrase.nouns else "army"
        if service is None:
            return False
        keys = self._register.state_forces[country.country, service]
        kind, rule = ("named", f"actor.state.{service}") if phrase.nouns else ("country", "actor.country")
        phrase.cores.append(self._core(phrase, match, keys, kind, rule))
        phrase.position = match.last
        return True

    def _core(self, phrase: ActorPhrase, match: Match[ActorWord], keys: tuple[str, ...], kind: str, rule: str) -> Core:
        first, proclitic = phrase.side_start() or (match.first, match.proclitic)
        owned = phrase.owned(first)
        if owned is None:
            return Core(first, match.last, keys, kind, rule, proclitic, asset=phrase.asset)
        noun, begins = owned
        rule = f"{rule}.{noun.noun_class}"
        return Core(first, match.last, keys, kind, rule, proclitic, begins, noun.noun_class, phrase.asset)

    def _read_alone(self, phrase: ActorPhrase) -> None:
        """What the nouns mean without a name: the last one that means something alone."""
        is_act = all(noun.noun_class == "act" for noun, _ in phrase.nouns)
        is_armed = any(noun.alone or noun.noun_class == "force" for noun, _ in phrase.nouns) or is_act
        modifier = next((m for m, _ in phrase.modifiers if m.generic), None) if is_armed else None
        meaning = modifier.generic if modifier else None
        for index in range(len(phrase.nouns) - 1, -1, -1):
            noun, match = phrase.nouns[index]
            if meaning or noun.alone:
                meaning = meaning or noun.alone
                assert meaning is not None
                kind = self._kind(meaning)
                keys = (meaning,) if kind != "anaphor" else (noun.fallback,) if noun.fallback else ()
                owned = phrase.owned(match.first)
                last = phrase.position if index == len(phrase.nouns) - 1 and modifier else match.last
                phrase.cores.append(Core(match.first, last, keys, kind, f"actor.{noun.noun_id}", match.proclitic,
                                         owned and owned[1], owned and owned[0].noun_class, phrase.asset,
                                         is_act and kind != "anaphor"))
                phrase.position = max(match.last, last)
                return

    def _kind(self, meaning: str) -> str:
        if meaning == "anaphor":
            return "anaphor"
        return "generic" if meaning in self._register.generics else "named"

    def _read_tail(self, phrase: ActorPhrase, words: Sequence[str], places: Sequence[int], by_first: Matches) -> None:
        """What follows the name and belongs to it, and further nationalities that share the nouns."""
        while phrase.position < len(words):
            found = self._words.attributes.at(words, phrase.position)
            if found is None:
                break
            self._extend(phrase, found.last)
        core = phrase.cores[-1]
        match = by_first.get(phrase.position)
        if match is not None and (nationality := entry(match, NationalityWord)):
            if core.rule.startswith("actor.state") and match.proclitic in self._words.joining and match.proclitic:
                shared = ActorPhrase(match.first, match.first, phrase.nouns, phrase.modifiers)
                if self._read_nationality(shared, match, nationality):
                    second = replace(shared.cores[0], first=match.first, begins=None, proclitic=match.proclitic)
                    phrase.cores.append(second)
                    phrase.position = match.last
            elif not match.proclitic:
                self._narrow(phrase, match, nationality.country)
        self._merge_second_name(phrase, words, places, by_first)

    def _narrow(self, phrase: ActorPhrase, match: Match[ActorWord], country: str) -> None:
        """A nationality behind a name picks the actors at home there ("الجيش الوطني الليبي": the LNA)."""
        core = phrase.cores[-1]
        actors = self._register.actors
        at_home = tuple(k for k in core.keys if k in actors and actors[k].countries[0] == country)
        if not at_home and core.kind == "generic":
            side = self._register.generics[core.keys[0]]
            at_home = side.by_country.get(country) or (
                self._register.state_forces.get((country, side.service), ()) if side.service else ())
        if not at_home and all(k in actors and actors[k].service for k in core.keys):
            at_home = self._register.state_forces.get((country, actors[core.keys[0]].service or ""), ())
        if at_home:
            phrase.cores[-1] = replace(core, keys=at_home, kind="named")
            self._extend(phrase, match.last)

    def _merge_second_name(
        self, phrase: ActorPhrase, words: Sequence[str], places: Sequence[int], by_first: Matches
    ) -> None:
        """An acronym or second name of the same actor, in quotes or brackets, belongs to the name."""
        position = phrase.position
        is_bracketed = position < len(words) and words[position] == "("
        match = by_first.get(position + 1 if is_bracketed else position)
        if match is None or match.proclitic:
            return
        is_quoted = places[position] > places[position - 1] + 1
        is_closed = match.last < len(words) and words[match.last] == ")"
        if not (is_closed if is_bracketed else is_quoted):
            return
        core = phrase.cores[-1]
        shared = {e.actor_id for e in match.entries if isinstance(e, NamedWord)} & set(core.keys)
        if shared:
            phrase.cores[-1] = replace(core, keys=tuple(k for k in core.keys if k in shared))
            self._extend(phrase, match.last + is_bracketed)

    def _extend(self, phrase: ActorPhrase, last: int) -> None:
        phrase.cores[-1] = replace(phrase.cores[-1], last=last)
        phrase.position = last

    def _read_adjective_first(
        self, phrase: ActorPhrase, match: Match[ActorWord], nationality: NationalityWord, by_first: Matches
    ) -> None:
        """A nationality before its nouns: "Turkish special forces", "an Israeli air strike"."""
        phrase.position = match.last
        self._skip_modifiers(phrase, by_first)
        while (following := by_first.get(phrase.position)) and (noun := entry(following, NounWord)):
            phrase.nouns.append((noun, following))
            phrase.position = following.last
        service, acts = phrase.service, [noun.noun_class == "act" for noun, _ in phrase.nouns]
        service = service or ("army" if any(acts) else None)
        keys = self._register.state_forces.get((nationality.country, service), ()) if service else ()
        if not phrase.nouns or not keys:
            phrase.nouns.clear()
            phrase.modifiers.clear()
            return
        is_act = acts[-1]
        last = match.last if is_act else phrase.position
        rule = "actor.state.act" if is_act else f"actor.state.{service}"
        phrase.cores.append(
            Core(match.first, last, keys, "named", rule, match.proclitic, asset=phrase.asset, is_act=is_act))
