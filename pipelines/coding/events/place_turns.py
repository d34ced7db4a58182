"""The places of an article's sentences, read in the order of the text and no further than something asks for them.

Most articles with a trigger tell of no incident, and that is often seen without their places.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.events.sentence import Sentence
from pipelines.coding.places import Passed, PlaceContext, catch_up, mentions_in, pass_over, read_places

Span = tuple[int, int]


@dataclass(slots=True)
class _Turn:
    """A sentence to be read: whether it tells of an act, and what `read_places` must know of its other readings."""

    sentence: Sentence
    is_telling: bool
    taken: Sequence[Span] = ()
    origins: Sequence[int] = ()
    covered: list[Span] | None = None  # what the names in it cover, when something asked


class PlaceTurns:
    """What is still to be read. What is read for one sentence bears on the next, so turns are kept."""

    def __init__(self, context: PlaceContext) -> None:
        self.context = context
        self._waiting: deque[_Turn] = deque()
        self._passed: list[tuple[Sentence, Passed]] = []

    def put_off(self, sentence: Sentence, taken: Sequence[Span], origins: Sequence[int]) -> None:
        """Read a telling sentence when it is asked for; `taken` and `origins` as `read_places` has them."""
        sentence.turns = self
        self._waiting.append(_Turn(sentence, True, taken, origins))

    def pass_over(self, sentence: Sentence) -> None:
        """A sentence without an act: it has no places of its own until `finish`."""
        self._waiting.append(_Turn(sentence, False))

    def may_cover(self, sentence: Sentence, position: int) -> bool:
        """Whether a name that may be a place's stands at a position of a sentence that waits."""
        turn = next(turn for turn in self._waiting if turn.sentence is sentence)
        if turn.covered is None:
            tokens = sentence.tokens
            found = mentions_in(tokens, sentence.language.code, self.context, turn.taken)
            turn.covered = [(tokens.starts[m.first], tokens.ends[m.last - 1]) for m in found]
        return any(start <= position < end for start, end in turn.covered)

    def reach(self, sentence: Sentence) -> None:
        """Read a sentence and all before it."""
        while self._next() is not sentence:
            pass

    def forget(self) -> None:
        """Leave the rest unread: nothing will ask for it. The sentences let go of what would have read them, so that
        no ring of objects waits for the garbage collector."""
        for turn in self._waiting:
            turn.sentence.turns = None
        self._waiting.clear()

    def finish(self) -> None:
        """Read all that is left, the sentences without acts included."""
        while self._waiting:
            self._next()
        catch_up(self.context, read_places)
        for sentence, told in self._passed:
            sentence.places = told.readings

    def _next(self) -> Sentence:
        turn = self._waiting.popleft()
        sentence, language = turn.sentence, turn.sentence.language.code
        if turn.is_telling:
            sentence.places = read_places(sentence.tokens, language, self.context, turn.taken, turn.origins)
        else:
            self._passed.append((sentence, pass_over(sentence.tokens, language, self.context, read_places)))
        return sentence
