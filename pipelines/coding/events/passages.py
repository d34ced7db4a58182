"""An article's text read passage by passage, each in its own language, as one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.events.annotate import find_triggers, split_sentences
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.vocabulary import load_vocabulary
from pipelines.lexicon.recognition import Stretch, language_stretches
from pipelines.lexicon.triggers import TriggerForm
from pipelines.text.normal import NormalText
from pipelines.text.offsets import OffsetMap
from pipelines.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Passages:
    """A text with its sentences, whose spans are code points of `text.text`. `language`: that of most of the text.

    Without a trigger anywhere there are no sentences, and no normalised text either where it is in one language.
    `tokens` are the words of a text in one language.
    """

    text: NormalText
    sentences: list[Sentence]
    language: str
    tokens: Tokens | None = None


def read_passages(raw: str, language: str) -> Passages:
    """The sentences of a raw text whose declared language is `language`, every paragraph read in its own."""
    stretches = language_stretches(raw, language)
    if len(stretches) == 1:
        return _whole(raw, stretches[0].language)
    pieces: list[str] = []
    deletions: list[tuple[int, int]] = []
    sentences: list[Sentence] = []
    at = 0
    for stretch in stretches:
        text, found = _read(raw[stretch.start : stretch.end], stretch.language)
        deletions += [(first + stretch.start, last + stretch.start) for first, last in text.offsets.deletions]
        sentences += _moved(found, at, sentences)
        pieces.append(text.text)
        at += len(text.text)
    return Passages(NormalText(raw, "".join(pieces), OffsetMap(deletions)), sentences, _main(stretches))


def _whole(raw: str, language: str) -> Passages:
    """A text in one language. Most hold no trigger: of these nothing but their words is worked out."""
    cut = load_vocabulary(language).reader.cut(raw)
    told = find_triggers(cut.words, cut.opens, language)
    if not told:
        return Passages(NormalText(raw, ""), [], language)
    text, tokens = cut.placed()
    return Passages(text, split_sentences(text, tokens, language, told), language, tokens)


def _read(raw: str, language: str) -> tuple[NormalText, list[Sentence]]:
    text, tokens = load_vocabulary(language).reader.read(raw)
    return text, split_sentences(text, tokens, language, find_triggers(tokens.words, tokens.opens, language))


def _main(stretches: Sequence[Stretch]) -> str:
    """The language of most of the text; of equally long ones the one that comes first."""
    sizes: dict[str, int] = {}
    for stretch in stretches:
        sizes[stretch.language] = sizes.get(stretch.language, 0) + stretch.end - stretch.start
    return max(sizes, key=lambda code: sizes[code])


def _moved(found: Sequence[Sentence], by: int, before: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a passage at their place in the whole text, counted on from those before."""
    number = before[-1].number + 1 if before else 0
    paragraph = before[-1].paragraph + 1 if before else 0
    return [
        replace(
            sentence, number=sentence.number + number, paragraph=sentence.paragraph + paragraph,
            start=sentence.start + by, end=sentence.end + by, tokens=_moved_tokens(sentence.tokens, by),
            triggers=[_moved_mark(mark, by) for mark in sentence.triggers],
        )
        for sentence in found
    ]  # fmt: skip


def _moved_tokens(tokens: Tokens, by: int) -> Tokens:
    return replace(tokens, starts=[start + by for start in tokens.starts], ends=[end + by for end in tokens.ends])


def _moved_mark(mark: Mark[TriggerForm], by: int) -> Mark[TriggerForm]:
    return replace(mark, start=mark.start + by, end=mark.end + by)
