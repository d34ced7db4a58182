"""Where a page shows its headline."""

from __future__ import annotations

from itertools import islice
from typing import Any

_CHILDREN, _PIECES = 3, 12  # elements directly in one that shows a headline, pieces of text in it


def elements_showing(tree: Any, words: str) -> list[Any]:
    """The elements of the page's body that show these words (white space made single) and nothing else, outermost
    first; none for no words."""
    if not words:
        return []
    elements = (element for element in tree.iterfind(".//body//*") if isinstance(element.tag, str))
    return [element for element in elements if len(element) <= _CHILDREN and _words_of(element, len(words)) == words]


def _words_of(element: Any, length: int) -> str:
    """The element's words; not all of them where they are more than the length, so that none is looked at for long."""
    found = ""
    for piece in islice(element.itertext(), _PIECES):
        found = f"{found} {' '.join(piece[: 8 * length + 200].split())}".strip()
        if len(found) > length:
            break
    return found
