"""Answers to `waqai read …`: single readings, their spans led back to the raw text."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from pipelines.lexicon.language import Language, declared_languages, load_language
from pipelines.lexicon.recognition import likeliest_language
from pipelines.run.outcome import BuildError
from pipelines.text.normal import NormalText
from pipelines.text.tokens import tokenise

Request = Mapping[str, Any]
Reading = dict[str, Any]

_LESS_SURE = 0.7  # what each further meaning of the same words loses against the one before it


def answer_lines(kind: str, source: TextIO | None = None, out: TextIO | None = None) -> None:
    """One answer line per request line, in order. Raises BuildError for a line that is no request, naming it."""
    read = _READERS[kind]
    written = out or sys.stdout
    for number, line in enumerate(source or sys.stdin, start=1):
        if not line.strip():
            continue
        request = _request(line, number)
        language = load_language(language_of(request))
        answer = {"id": request.get("id"), "readings": read(request, language)}
        written.write(json.dumps(answer, ensure_ascii=False) + "\n")
    written.flush()


def _request(line: str, number: int) -> Request:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise BuildError(f"line {number} is no JSON ({error})") from error
    if not isinstance(request, dict) or not isinstance(request.get("text"), str):
        raise BuildError(f"line {number} has no text; a request looks like {{'id': '1', 'text': '…'}} in JSON")
    return request


def language_of(request: Request) -> str:
    """The language asked for when there is a lexicon for it, else the likeliest one."""
    given = str(request.get("language") or "").lower()
    return given if given in declared_languages() else likeliest_language(request["text"])


def _reading(normal: NormalText, start: int, end: int, value: Any, confidence: float, **more: Any) -> Reading:
    first, last = normal.raw_span(start, end)
    return {
        "start": first,
        "end": last,
        "text": normal.raw[first:last],
        "value": value,
        "value_end": None,
        "precision": None,
        "latitude": None,
        "longitude": None,
        "name": None,
        "admin1": None,
        "confidence": round(confidence, 3),
        **more,
    }


def _read_dates(request: Request, language: Language) -> list[Reading]:
    from pipelines.coding.dates import read_dates

    normal = language.normalise(request["text"])
    found: list[Reading] = []
    for date in read_dates(normal.text, language.code, _reference(request), country=request.get("country")):
        meanings = [(date.value, date.value_end)] if date.value is not None else []
        meanings += list(date.alternatives)
        for place, (first, last) in enumerate(meanings):
            sure = date.confidence * _LESS_SURE**place
            found.append(_date_reading(normal, date.start, date.end, first, last, date.precision, sure))
    return found


def _date_reading(
    normal: NormalText, start: int, end: int, first: dt.date, last: dt.date | None, precision: int, sure: float
) -> Reading:
    until = last.isoformat() if last is not None else None
    return _reading(normal, start, end, first.isoformat(), sure, value_end=until, precision=precision)


def _reference(request: Request) -> dt.date | None:
    """The day that relative expressions count from. Raises BuildError when it is no date."""
    given = request.get("reference")
    if not given:
        return None
    try:
        return dt.date.fromisoformat(str(given)[:10])
    except ValueError as error:
        raise BuildError(f"request {request.get('id')!r}: reference {given!r} is no date (write 2024-03-31)") from error


def _read_numbers(request: Request, language: Language) -> list[Reading]:
    from pipelines.coding.numbers import read_numbers

    normal = language.normalise(request["text"])
    numbers = read_numbers(tokenise(normal.text), language.code)
    return [_reading(normal, n.start, n.end, n.best, n.confidence, value_end=None) for n in numbers]


def _read_actors(request: Request, language: Language) -> list[Reading]:
    from pipelines.coding.actors import read_actors, resolve_actor

    normal = language.normalise(request["text"])
    found = []
    for actor in read_actors(tokenise(normal.text), language.code):
        if not actor.keys:
            continue
        side = resolve_actor(actor.keys, request.get("country"), _reference(request))
        sure = 1.0 / len(actor.keys)
        found.append(_reading(normal, actor.start, actor.end, side.actor_id, sure, name=side.name))
    return found


def _read_places(request: Request, language: Language) -> list[Reading]:
    from pipelines.coding.places import answer_places

    normal = language.normalise(request["text"])
    answers = answer_places(normal, language.code, request.get("country"), request.get("admin1"))
    return [_reading(normal, **answer) for answer in answers]


_READERS: Mapping[str, Callable[[Request, Language], list[Reading]]] = {
    "dates": _read_dates,
    "numbers": _read_numbers,
    "places": _read_places,
    "actors": _read_actors,
}
