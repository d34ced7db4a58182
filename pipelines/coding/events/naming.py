"""Whose names belong to which incident."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.persons import PersonReading, read_persons
from pipelines.text.normal import NormalText

SPEAKING = 3  # words between a verb of saying and the name of who says it: a title
REACH = 4  # sentences after an incident in which the person it befell may still be named


def name_persons(drafts: Sequence[Draft], sentences: Sequence[Sentence], text: NormalText) -> None:
    """Give drafts the people named in their sentences, or introduced by name soon after ("المقبوض عليه يدعى …")."""
    told = {telling.sentence.number: draft for draft in reversed(drafts) for telling in draft.tellings}
    for sentence in sentences:
        if sentence.is_boilerplate or sentence.is_headline:
            continue
        draft = told.get(sentence.number)
        befallen = draft or _recent(sentence.number, told)
        if befallen is None:
            continue
        for person in read_persons(sentence.tokens, sentence.language.code):
            if sentence.language.has_capital_names and _speaks(person, sentence):
                continue
            name = text.raw_text(person.start, person.end).strip("\"'“”«» ")
            if (draft is not None or person.is_introduced) and name not in befallen.persons:
                befallen.persons.append(name)


def _speaks(person: PersonReading, sentence: Sentence) -> bool:
    """Whether a person only tells the news: a verb of saying right before the title or right behind the name."""
    first, last = sentence.token_at(person.start), sentence.token_at(person.end - 1) + 1
    said = [mark for mark in sentence.markers if mark.value.role == "source"]
    return any(0 <= first - mark.last <= SPEAKING or 0 <= mark.first - last <= 1 for mark in said)


def _recent(number: int, told: dict[int, Draft]) -> Draft | None:
    """The incident told last before a sentence, when it befell people and is near enough."""
    for back in range(1, REACH + 1):
        draft = told.get(number - back)
        if draft is not None:
            return draft if any(telling.tolls for telling in draft.tellings) else None
    return None
