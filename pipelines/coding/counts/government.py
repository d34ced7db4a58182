"""Whether a noun depends on the noun before it: what governs a genitive, and what stands apart by its shape."""

from __future__ import annotations

from pipelines.coding.counts.nouns import Noun
from pipelines.coding.counts.roles import RoleLexicon
from pipelines.text.tokens import Tokens


def may_govern(before: Noun, noun: Noun, tokens: Tokens, lexicon: RoleLexicon) -> bool:
    """Whether a noun may have the one right behind it for its genitive or its adjective:

    * not when its ending governs none and the other stands apart by its shape, or only the other is marked as object
    * not the army before the citizen it arrested ("الجيش المواطن"), nor its adjective ("الجيش اللبناني المواطن"): what
      bears an article governs none
    * not what bears an article before what bears none ("الحوثيون | مدير المدرسة", the Houthis, the school's head)
    * not what bears a pronoun ("راح ضحيتها طفل", a child fell victim to it)
    * not what has its own complement ("دراجة نارية | مختار القرية", a motorcycle, the village's mayor)
    """
    if is_indefinite_object(before, tokens, lexicon) and stands_apart(before, noun, tokens, lexicon):
        return False
    is_object = noun.form.number == "singular" and is_indefinite_object(noun, tokens, lexicon)
    if is_object and not is_indefinite_object(before, tokens, lexicon):
        return False  # "… سيارة | ضابطا" ([in] a car, [killed] an officer)
    if before.form.state == "possessed" and lexicon.is_head_first:
        return False
    if before.form.state == "definite" and noun.form.state == "open" and lexicon.is_head_first:
        return False
    if before.form.state == noun.form.state == "definite":
        is_adjective = before.form.role.is_adjective and not noun.form.role.is_adjective
        if before.form.number == "group" or is_adjective:
            return False
    return not (before.last - before.first > 1 and noun.form.role.kind == "person")


def is_indefinite_object(noun: Noun, tokens: Tokens, lexicon: RoleLexicon) -> bool:
    """Whether a noun bears the ending of indefinite ones, which govern no genitive ("زيا عسكريا | الطبيب", a
    uniform, the doctor; "مستوطنون | الشاب", settlers, the youth)."""
    endings = lexicon.indefinite_endings if noun.form.number == "singular" else lexicon.indefinite_plural_endings
    return noun.form.state == "open" and bool(endings) and tokens.words[noun.last - 1].endswith(endings)


def stands_apart(before: Noun, noun: Noun, tokens: Tokens, lexicon: RoleLexicon) -> bool:
    """Whether a noun behind one that governs none does not describe it either: it has an object's shape, or is one
    behind several ("خطف مسلحون مدير المستشفى", gunmen abducted the head of the hospital)."""
    is_one = noun.form.number == "singular"
    is_object = noun.form.state == "definite" or (is_one and is_indefinite_object(noun, tokens, lexicon))
    return is_object or (before.form.number != "singular" and is_one)
