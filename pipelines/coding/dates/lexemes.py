"""Words and numbers as the date grammar sees them: slots that carry the classes a word may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.coding.dates.grammar import Grammar, Lexeme, pieces
from pipelines.lexicon.matcher import Proclitics
from pipelines.lexicon.openings import DATE
from pipelines.text.tokens import Tokens

UNKNOWN, KNOWN, END_HINT, HINT = 0, 1, 2, 3  # END_HINT: a hint only where a clause ends
SURFACES_REMEMBERED = 200_000
LONGEST_CLUSTER = 28  # tokens; a run of date words longer than this is a table, not a sentence


@dataclass(frozen=True, slots=True)
class Slot:
    """One symbol position: token index, offsets inside that token's start and end token, and what it may be."""

    first_token: int
    first_offset: int
    last_token: int
    lexemes: tuple[Lexeme, ...]


class Lexer:
    """Finds the clusters of a text that may hold dates, and cuts them into slots. Surface forms are looked at once."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._kinds: dict[str, int] = {}
        self._weekdays: dict[str, bool] = {}
        self._proclitics = Proclitics(grammar.language.proclitics)

    def kind(self, word: str) -> int:
        """Whether a word gives a date away (HINT; a bare number only where a clause ends), can be part of one, or
        neither.
        """
        kind = self._kinds.get(word)
        if kind is None:
            if len(self._kinds) >= SURFACES_REMEMBERED:
                self._kinds.clear()
            kind = self._kinds[word] = self._kind(word)
        return kind

    def may_open(self, word: str) -> bool:
        """Whether a word gives a date away, at least where a clause ends."""
        return self._kind(word) >= END_HINT

    def is_weekday(self, word: str) -> bool:
        """Whether a word names a weekday, alone or behind what is glued to it."""
        known = self._weekdays.get(word)
        if known is None:
            if len(self._weekdays) >= SURFACES_REMEMBERED:
                self._weekdays.clear()
            parts = [part for part in word.split("-") if part]
            forms = [form for part in parts for form in (part, *(bare for _, bare in self._proclitics.splits(part)))]
            known = self._weekdays[word] = any(form in self.grammar.weekday_words for form in forms)
        return known

    def _kind(self, word: str) -> int:
        if word[0].isdigit():
            kinds = [
                HINT if is_hint else END_HINT for _, pattern, is_hint in self.grammar.shapes if pattern.fullmatch(word)
            ]
            return max(kinds, default=UNKNOWN)
        if "-" in word and len(word) > 1:
            return max(self.kind(part) for part in word.split("-") if part)
        forms = [word, *(bare for _, bare in self._proclitics.splits(word))]
        if any(form in self.grammar.hint_words for form in forms):
            return HINT
        return KNOWN if any(form in self.grammar.known_words for form in forms) else UNKNOWN

    def clusters(self, text: str, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """Runs of known words around each hint, as token ranges; a line end (a blank line, where lines wrap) ends
        one.
        """
        done = 0
        for position in tokens.openings(DATE):
            kind = self.kind(tokens.words[position])
            if kind < END_HINT or position < done:
                continue
            if kind == END_HINT and position + 1 < len(tokens) and tokens.words[position + 1][0].isalnum():
                continue
            first = position
            while first > done and position - first < LONGEST_CLUSTER and self._joined(text, tokens, first - 1):
                first -= 1
            last = position + 1
            while last < len(tokens) and last - first < LONGEST_CLUSTER and self._joined(text, tokens, last - 1, last):
                last += 1
            done = last
            yield first, last

    def _joined(self, text: str, tokens: Tokens, left: int, asked: int | None = None) -> bool:
        """Whether the token `asked` (else `left`) is a known word and no line end stands between `left` and the
        next.
        """
        if self.kind(tokens.words[left if asked is None else asked]) == UNKNOWN:
            return False
        gap = text[tokens.ends[left] : tokens.starts[left + 1]]
        return gap.count("\n") < (2 if self.grammar.is_joined_over_lines else 1)

    def slots(self, words: Sequence[str]) -> list[Slot]:
        """The slots of a cluster. A glued "and" or "of" becomes a slot of its own; an unknown word a slot without
        lexemes.
        """
        parts = [(index, offset, form) for index, word in enumerate(words) for offset, form in pieces(word)]
        forms = [form for _, _, form in parts]
        slots, place = [], 0
        while place < len(parts):
            token, offset, form = parts[place]
            if form[0].isdigit():
                slots.append(Slot(token, offset, token, tuple(self._numbers(form))))
                place += 1
                continue
            match = self.grammar.matcher.at(forms, place)
            if match is None:
                slots.append(Slot(token, offset, token, ((form, None),) if not form.isalnum() else ()))
                place += 1
                continue
            slots.extend(
                Slot(token, offset, token, ((name, None),)) for name in self.grammar.prefixes.get(match.proclitic, ())
            )
            marks = ((form, None),) if not form.isalnum() else ()
            stem = len(match.proclitic)
            slots.append(Slot(token, offset + stem, parts[match.last - 1][0], match.entries + marks))
            place = match.last
        return slots

    def _numbers(self, form: str) -> Iterator[Lexeme]:
        for name, pattern, _ in self.grammar.shapes:
            found = pattern.fullmatch(form)
            if found:
                values = tuple(int(group) for group in found.groups())
                yield name, values[0] if len(values) == 1 else values
