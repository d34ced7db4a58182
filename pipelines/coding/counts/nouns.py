"""Role nouns as they stand in a text."""

from __future__ import annotations

from pipelines.coding.counts.roles import RoleForm, RoleLexicon
from pipelines.lexicon.openings import ROLE
from pipelines.readonly import readonly
from pipelines.text.tokens import Tokens


@readonly
class Noun:
    """A role noun on tokens `first` to `last` (exclusive), from code point `start` (what is glued before it left out).

    `is_joined`: an "and" is glued to it or stands before it. `is_bare`: nothing is glued to it.
    """

    first: int
    last: int
    start: int
    form: RoleForm
    is_joined: bool
    is_bare: bool


def find_nouns(tokens: Tokens, lexicon: RoleLexicon) -> list[Noun]:
    """All role nouns, in order; of nouns side by side that make one name, only the head."""
    nouns = [
        _noun(tokens, match.first, match.last, match.proclitic, match.entries[0], lexicon)
        for match in lexicon.forms.find(tokens.words, tokens.openings(ROLE))
        if match.entries[0].role.role_id
    ]
    return nouns if lexicon.is_head_first else _last_heads(nouns)


def _noun(tokens: Tokens, first: int, last: int, proclitic: str, form: RoleForm, lexicon: RoleLexicon) -> Noun:
    # Where the proclitic swallowed a letter of the article ("لل"), the noun cannot be cut out: the whole word is given.
    glued = 0 if lexicon.language.proclitics.get(proclitic) else len(proclitic)
    stands_after = first > 0 and not proclitic and tokens.words[first - 1] in lexicon.joiners
    joined = stands_after or proclitic[:1] in lexicon.joiners
    return Noun(first, last, tokens.starts[first] + glued, form, joined, not proclitic)


def _last_heads(nouns: list[Noun]) -> list[Noun]:
    """For languages whose head comes last ("police officer"): a noun right before another one is part of its name.

    What happened to people ("two men killed") says so behind them and is not their head.
    """
    heads = []
    for index, noun in enumerate(nouns):
        following = nouns[index + 1] if index + 1 < len(nouns) else None
        is_apart = following is None or following.first != noun.last or noun.form.state == "possessed"
        if is_apart or (following is not None and following.form.role.needs_number):
            heads.append(noun)
    return heads
