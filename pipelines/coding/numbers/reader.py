"""Finding the numbers of a text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.coding.numbers.bounds import apply_bounds, merge_ranges
from pipelines.coding.numbers.composition import Composition, Piece
from pipelines.coding.numbers.digits import Figure, read_figure
from pipelines.coding.numbers.lexicon import NumberLexicon, Part, load_numbers
from pipelines.coding.numbers.quantity import Quantity
from pipelines.coding.readings import NumberReading
from pipelines.lexicon.language import load_language
from pipelines.lexicon.openings import FIGURE, NUMBER
from pipelines.text.tokens import Tokens, tokenise

_CODE_CONFIDENCE = 0.3  # numbers of a date or a time are rarely what is counted
_VAGUE_CONFIDENCE = 0.6


def read_numbers(tokens: Tokens, language: str) -> list[NumberReading]:
    """The quantities in tokens of normalised text, in order of appearance; spans are code points of that text.

    * digits and number words are one number where the grammar joins them ("3 آلاف ومئتان", three thousand two hundred);
    * ranges become one reading with `low` and `high`, `best` being the lower end (codebook: the lowest figure);
    * vague amounts ("عدة", several) have `is_vague` and the lowest plausible `best`;
    * ordinals, fractions that are no whole number, and figures that are part of a name give nothing;
    * the numbers of dates and times are given too, with rule `number.code` and low confidence.
    """
    return [quantity.reading for quantity in read_quantities(tokens, load_numbers(language))]


def read_numbers_text(text: str, language: str) -> list[NumberReading]:
    """The quantities in a raw text, with spans in the *raw* text: for `read numbers`."""
    normal = load_language(language).normalise(text)
    found = []
    for reading in read_numbers(tokenise(normal.text), language):
        start, end = normal.raw_span(reading.start, reading.end)
        found.append(replace(reading, start=start, end=end))
    return found


def read_quantities(tokens: Tokens, lexicon: NumberLexicon) -> list[Quantity]:
    """The quantities with the tokens they stand on."""
    pieces = _find_pieces(tokens, lexicon)
    if not pieces:
        return []
    found = _compose_all(tokens, pieces, lexicon)
    return apply_bounds(tokens, merge_ranges(tokens, found, lexicon), lexicon)


def _find_pieces(tokens: Tokens, lexicon: NumberLexicon) -> list[Piece | Figure]:
    """Number words and figures in order. One dictionary look-up per token where there is none."""
    words = tokens.words
    pieces: list[Piece | Figure] = [
        _piece(tokens, match.first, match.last, match.proclitic, match.entries[0], lexicon)
        for match in lexicon.parts.find(words, tokens.openings(NUMBER))
    ]
    last = 0
    for position in tokens.openings(FIGURE):
        if "0" <= words[position] < ":" and position >= last:
            figure = read_figure(tokens, position, lexicon)
            if figure is not None:
                pieces.append(figure)
                last = figure.last
    pieces.sort(key=lambda piece: piece.first)
    return pieces


def _piece(tokens: Tokens, first: int, last: int, proclitic: str, part: Part, lexicon: NumberLexicon) -> Piece:
    stands_after = first > 0 and not proclitic and tokens.words[first - 1] in lexicon.joiners
    joined = stands_after or proclitic in lexicon.joiners
    return Piece(first, last, tokens.starts[first] + len(proclitic), part, joined)


def _compose_all(tokens: Tokens, pieces: list[Piece | Figure], lexicon: NumberLexicon) -> list[Quantity]:
    found: list[Quantity] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if isinstance(piece, Figure) and (piece.is_range or len(piece.values) != 1):
            found += _figure_quantities(tokens, piece)
            index += 1
        elif isinstance(piece, Piece) and (piece.part.kind == "vague" or _is_vague_plural(piece)):
            quantity, index = _compose_vague(tokens, pieces, index)
            found.append(quantity)
        elif isinstance(piece, Piece) and piece.part.kind == "mute":
            index += 1
        else:
            exact, index = _compose_exact(tokens, pieces, index, lexicon)
            found += exact
    return found


def _is_vague_plural(piece: Piece) -> bool:
    return piece.part.is_plural and piece.part.kind in ("hundred", "scale")


def _figure_quantities(tokens: Tokens, figure: Figure) -> list[Quantity]:
    if figure.is_range:
        low, high = int(figure.values[0]), int(figure.values[1])
        reading = NumberReading(figure.start, tokens.ends[figure.last - 1], low, low, high, "number.range.digits")
        return [Quantity(figure.first, figure.last, reading)]
    readings = [
        NumberReading(*span, int(value), int(value), int(value), "number.code", confidence=_CODE_CONFIDENCE)
        for value, span in zip(figure.values, figure.spans, strict=True)
    ]
    return [Quantity(figure.first, figure.last, reading) for reading in readings]


def _compose_exact(
    tokens: Tokens, pieces: list[Piece | Figure], index: int, lexicon: NumberLexicon
) -> tuple[list[Quantity], int]:
    """The longest number that begins at a piece, and the index of the first piece after it."""
    sign, start = 1, None
    first = pieces[index]
    if isinstance(first, Piece) and first.part.kind == "negative":
        if index + 1 == len(pieces) or pieces[index + 1].first != first.last:
            return [], index + 1
        sign, start, index = -1, first.start, index + 1
    number = Composition(lexicon)
    begun, last_token, kinds = index, pieces[index].first, set()
    complete: tuple[int, Fraction, int] | None = None  # index after, value, token after
    while index < len(pieces):
        piece = _as_piece(tokens, pieces[index], lexicon)
        if piece is None or not _follows(tokens, last_token, piece, lexicon) or not number.take(piece):
            break
        kinds.add(piece.part.kind)
        last_token, index = piece.last, index + 1
        if number.is_complete:
            complete = (index, number.value, piece.last)
    if complete is None:
        return [], max(index, begun + 1)
    index, value, last = complete
    low = sign * int(value)
    begin = pieces[begun].start if start is None else start
    rule = "number.digits" if kinds == {"digits"} else "number.words" if "digits" not in kinds else "number.mixed"
    if sign < 0 or low < 0:
        rule = "number.negative"
    reading = NumberReading(begin, tokens.ends[last - 1], low, low, low, rule)
    return [Quantity(first.first, last, reading)], index


def _as_piece(tokens: Tokens, piece: Piece | Figure, lexicon: NumberLexicon) -> Piece | None:
    """A plain figure as a part of a number; None for what cannot be part of one."""
    if isinstance(piece, Piece):
        return None if piece.part.kind in ("vague", "mute", "negative") else piece
    if piece.is_range or len(piece.values) != 1:
        return None
    joined = piece.first > 0 and tokens.words[piece.first - 1] in lexicon.joiners
    return Piece(piece.first, piece.last, piece.start, Part("digits", "digits", piece.values[0]), joined)


def _follows(tokens: Tokens, last_token: int, piece: Piece, lexicon: NumberLexicon) -> bool:
    """Whether a piece stands right after the last one, or with only a joiner between."""
    if piece.first == last_token:
        return True
    return piece.first == last_token + 1 and tokens.words[last_token] in lexicon.joiners


def _compose_vague(tokens: Tokens, pieces: list[Piece | Figure], index: int) -> tuple[Quantity, int]:
    """A vague amount and the scales it is multiplied by: "عشرات" (tens), "عشرات الآلاف" (tens of thousands)."""
    head = pieces[index]
    assert isinstance(head, Piece)
    part, last = head.part, head.last
    is_amount = part.kind == "vague"
    low, best = (Fraction(part.low) if is_amount else part.value), part.value
    high = Fraction(part.high) if part.high is not None else None
    index += 1
    while index < len(pieces):
        following = pieces[index]
        if not isinstance(following, Piece) or following.first != last or following.is_joined:
            break
        if following.part.kind not in ("hundred", "scale"):
            break
        factor = following.part.value
        low, best, high = low * factor, best * factor, high * factor if high is not None else None
        last, index = following.last, index + 1
    reading = NumberReading(
        start=head.start,
        end=tokens.ends[last - 1],
        low=int(low),
        best=int(best),
        high=int(high) if high is not None else None,
        rule=f"number.vague.{part.id.rsplit('.', 1)[-1]}",
        is_vague=True,
        confidence=_VAGUE_CONFIDENCE,
    )
    return Quantity(head.first, last, reading), index
