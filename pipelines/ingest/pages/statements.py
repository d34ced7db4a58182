"""What a page states of itself in its metadata: headline, date, address, publisher, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipelines.ingest.pages.headlines import elements_showing
from pipelines.ingest.published import as_iso, parse_published
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_SITE_NAME = re.compile(r"(?<!\s)\s+[-–—|:•«»]+\s+|(?<!\s)\s*[|»«]\s*")
_AROUND = " -–—|:•«»\t"  # between a headline and the site's name
_LONGEST_STATEMENT = 2000  # characters: more is no headline, date or name
_LONGEST_SECONDS = 11  # figures: those of the year 5138
_LARGEST_LINKED_DATA = 2_000_000


def stated_fields(tree: Any) -> dict[str, str]:
    """The first usable answer to each question of `schemas/sources/page_fields.yml`; a field without one is missing."""
    linked = list(_linked_data(tree))
    fields: dict[str, str] = {}
    for field, questions in _questions().items():
        for question in questions:
            answers = (answer for answer in _answers(tree, linked, question) if len(answer) <= _LONGEST_STATEMENT)
            usable = (answer for answer in answers if _is_usable(field, answer))
            if answer := next(usable, None):
                fields[field] = answer
                break
    if "title" in fields:
        fields["title"] = _without_site(_below_site(fields["title"], tree), tree, fields.get("source"))
    return fields


def _is_usable(field: str, answer: str) -> bool:
    """Whether an answer says anything: a date that can be read, a headline that no editor put there by itself."""
    if field == "published":
        return parse_published(answer) is not None
    return bool(answer) and not (field == "title" and _no_title().fullmatch(answer))


def first_value(element: Any, question: str) -> str | None:
    """The first answer of an XPath below an element, white space made single; None when there is none."""
    return next(filter(None, _values(element, question)), None)


def _values(tree: Any, question: str) -> Iterator[str]:
    for found in tree.xpath(question):
        yield " ".join((found if isinstance(found, str) else found.text_content()).split())


def _answers(tree: Any, linked: list[Mapping[str, Any]], question: Mapping[str, str]) -> Iterator[str]:
    if "xpath" in question:
        yield from _values(tree, question["xpath"])
        return
    if "epoch" in question:
        yield from map(_from_epoch, _values(tree, question["epoch"]))
        return
    for entry in linked:
        value: Any = entry
        for key in question["linked_data"].split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str):
            yield " ".join(value.split())


def _from_epoch(figure: str) -> str:
    """Seconds, or milliseconds where there are too many of them, since 1970 as ISO 8601."""
    return str(as_iso(figure, "epoch_milliseconds" if len(figure) > _LONGEST_SECONDS else "epoch_seconds"))


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD scripts, those inside lists and graphs included."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        if len(source) > _LARGEST_LINKED_DATA:
            continue
        try:
            content = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue  # many sites write broken ones; the page's other statements remain
        entries = content if isinstance(content, list) else [content]
        for entry in entries:
            graph = entry.get("@graph") if isinstance(entry, dict) else None
            yield from (each for each in (graph if isinstance(graph, list) else [entry]) if isinstance(each, dict))


def _below_site(title: str, tree: Any) -> str:
    """The headline in a lower heading, where the highest shows the site's name, as beside it in the page's title."""
    whole = next(_values(tree, "//head/title"), "")
    if not whole.endswith(title) or len(whole) < 2 * len(title):
        return title
    alone = whole.removesuffix(title).strip(_AROUND)
    return alone if alone in _values(tree, "//h2 | //h3") else title


def _without_site(title: str, tree: Any, site: str | None) -> str:
    """The headline without the site's name beside it, where the page shows the headline alone or names its site."""
    for heading in _values(tree, "//h1 | //h2"):
        if heading and title.endswith(heading) and title[: -len(heading)].rstrip().endswith(":"):
            return heading  # forums: "Thread: …"
    parts = _SITE_NAME.split(title)
    if len(parts) < 2 or title in _values(tree, "//h1 | //h2"):
        return title
    kept = (title[: title.rfind(parts[-1])], title[title.find(parts[1], len(parts[0])) :])
    short = [each.strip(_AROUND) for each in kept]
    alone = [each for each in short if each and site is not None and title.replace(each, "", 1).strip(_AROUND) == site]
    return max(alone or (each for each in short if elements_showing(tree, each)), key=len, default=title)


@cache
def _no_title() -> re.Pattern[str]:
    """What editors write into the title of a page whose author wrote none."""
    return re.compile("|".join(_declared()["no_titles"]), re.IGNORECASE)


@cache
def _questions() -> Mapping[str, list[Mapping[str, str]]]:
    questions: Mapping[str, list[Mapping[str, str]]] = _declared()["fields"]
    return questions


def _declared() -> Mapping[str, Any]:
    declared: Mapping[str, Any] = read_yaml(schemas_folder() / "sources" / "page_fields.yml", "page_fields")
    return declared
