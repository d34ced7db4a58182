"""Whether what a frame tells is an incident of its own, the outcome of one told before, or that one again."""

from __future__ import annotations

from pipelines.coding.events.drafts import Telling
from pipelines.coding.events.parties import is_unarmed_party
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.sides import CROWD_ACTS
from pipelines.coding.events.uncounted import OBJECT, says_number
from pipelines.lexicon.triggers import TriggerForm

VIOLENT = frozenset({"strike", "blast", "assault", "attack", "clash", "harm"})
CROWDS = ("generic.protesters", "generic.rioters", "generic.civilians")
# Acts that articles name as topics as often as they tell them ("the debate on bombings").
_TOPICS = frozenset({"attack", "assault", "blast", "abduction", "sexual"})
_OF_PUBLIC_LIFE = frozenset({"official", "politician", "journalist", "activist", "cleric", "lawyer", "judge"})
SPEAKER = 14  # words between a verb that performs an act and the act: who performs it
_DEPENDENT = frozenset({"relative", "that", "that_own", "break", "source", "announce"})
_HAPPENS = ("perform", "occur")
HEAD = 6  # words at the head of a sentence: what stands there is what it tells
BY_WHOM = 8  # words between a passive and its "by": whom it befell
OUTCOME_REACH = 4  # words between "resulted" and what it resulted in: its subject and "in"


def opens(telling: Telling) -> bool:
    """Whether a telling may open an incident of its own."""
    trigger = telling.main.value.trigger
    if trigger.kind == "context" or trigger.is_dependent or _is_told_in_passing(telling):
        return False
    # Places come last in every question: they are read when something asks for them.
    if trigger.kind == "result" and _names_known_people(telling.main.value):
        return False
    if trigger.kind == "result" and _tells_no_toll(telling) and not _is_done_by_somebody(telling):
        return False
    if trigger.needs_place and not telling.places:
        return False
    if trigger.kind == "result":
        return bool(telling.actor or telling.means) or _tells_a_toll(telling) or _is_placed(telling)
    if trigger.family in ("assault", "attack") and _is_by_word(telling):
        return False
    if trigger.family == "strike" and telling.main.value.tense == "past" and telling.means and telling.actor:
        return bool(telling.target or telling.hits_military) or _is_grounded(telling)
    if trigger.kind == "generic" and trigger.family in ("operation", "strike", "assault"):
        return bool(telling.actor or telling.target or telling.tolls or telling.means) and bool(
            telling.date or telling.tolls or telling.places
        )
    if trigger.kind == "generic" and trigger.family in ("agreement", "territory"):
        return telling.is_announced or telling.sentence.is_headline
    if trigger.family == "other" and (not telling.is_counted or _tells_violence(telling.sentence)):
        return False  # those who flee an act are part of its account
    if not telling.tolls and _names_known_act(telling.main.value) and _tells_flight(telling.sentence):
        return False  # what people fled from is no news of its own
    if trigger.needs_doer and (telling.actor is None or is_unarmed_party(telling.actor)) and not _hits_forces(telling):
        return False
    if trigger.needs_crowd and not _is_done_by_crowd(telling):
        return False
    return _is_grounded(telling)


def _is_placed(telling: Telling) -> bool:
    """Whether an outcome is told with its place, by words that are no mere hints."""
    return not telling.main.value.trigger.is_weak and bool(telling.places)


def _is_told_in_passing(telling: Telling) -> bool:
    """Whether a sentence that says something else only names the act, without a number or (but for the first) a day:

    * what happens at times, in the present tense ("militants who kill people")
    * what a relative clause says of a person or thing ("the town that they bombed")
    * an act known already ("the attack on the consulate"), or one after which or because of which something happened
    """
    sentence, main, form = telling.sentence, telling.main, telling.main.value
    if sentence.is_headline or any(says_number(toll, form) for toll in telling.tolls.values()):
        return False
    if form.part == "verb" and form.tense == "present" and not sentence.language.is_subject_first:
        return form.trigger.family != "protest" and main.first > HEAD and not _is_of_main_clause(telling)
    if telling.date is not None and telling.date.precision == 1:
        return False
    if form.part in ("verb", "phrase"):
        return any(m.value.role == "relative" and m.last == main.first for m in sentence.markers)
    is_known = form.part == "noun" and form.is_definite and form.trigger.family in _TOPICS
    others = (mark.value for mark in telling.triggers[1:])
    does = any(other.part == "verb" and other.trigger.kind in ("event", "generic") for other in others)
    return is_known and main.first > HEAD and not does


def _is_by_word(telling: Telling) -> bool:
    """Whether a single person of public life attacks ("هاجم الوزير خصومه", the minister attacked his opponents): with
    words, as long as nobody is hurt and no weapon but the verb's own is named."""
    main, sentence = telling.main, telling.sentence
    if telling.tolls or (telling.means and len(telling.triggers) + len(sentence.weapons) > 1):
        return False
    people = [c for c in sentence.counts if c.noun_class in _OF_PUBLIC_LIFE and c.number and c.number.best == 1]
    if main.value.part == "verb":
        return any(0 <= sentence.token_at(c.start) - main.last <= 1 for c in people)
    doers = [m for m in sentence.markers if m.value.role == "perform" and 0 <= main.first - m.last <= SPEAKER]
    return any(doer.end <= c.start < main.start for doer in doers[-1:] for c in people)


def _is_of_main_clause(telling: Telling) -> bool:
    """Whether nothing before an act says that its clause is not the sentence's own."""
    sentence, main = telling.sentence, telling.main
    before = [m.value.role for m in sentence.markers if m.last <= main.first]
    return not any(mark.first < main.first for mark in sentence.triggers) and not _DEPENDENT.intersection(before)


def _hits_forces(telling: Telling) -> bool:
    """Whether a person is told to have attacked forces ("دهس سائق ثلاثة جنود", a driver ran over three soldiers)."""
    hit = telling.target if telling.family == "attack" and telling.main.value.part == "verb" else None
    return hit is not None and bool(hit.keys) and not is_unarmed_party(hit)


def _is_done_by_crowd(telling: Telling) -> bool:
    """Whether people without arms act ("قطع محتجون الطريق", protesters blocked the road), and no forces do."""
    if telling.actor is not None and telling.actor.keys:
        return telling.actor.keys[0] in CROWDS
    crowd = telling.target
    if crowd is None or not crowd.keys or crowd.keys[0] not in CROWDS:
        return False
    people = [c.number.best for c in telling.frame.counts if c.number and crowd.start <= c.start < crowd.end]
    return people != [1]  # "the accused protested" objects


def is_outcome(telling: Telling) -> bool:
    """Whether all that a telling says is what something told before led to ("أسفرت الحملة عن اعتقال عشرة", the campaign
    resulted in the arrest of ten)."""
    if any(not mark.value.trigger.outcome for mark in telling.triggers):
        return False
    results = [m for m in telling.sentence.markers if m.value.role == "result"]
    return any(0 <= telling.main.first - m.last <= OUTCOME_REACH for m in results)


def repeats(telling: Telling) -> bool:
    """Whether a definite act comes without a place, a day and a doer of its own ("المجزرة", the massacre): it was told
    before."""
    form = telling.main.value
    if form.part != "noun" or not form.is_definite or telling.is_another:
        return False
    if telling.claim == "claimed":
        return True  # "وتبنى التنظيم الهجوم" (and the group claimed the attack)
    if telling.date is not None:
        return False
    if _led_to_something(telling):
        return True
    is_nameless = telling.actor is None or telling.actor.is_anaphor
    return is_nameless and all(place.role == "anaphor" for place in telling.places)


def _tells_no_toll(telling: Telling) -> bool:
    """Whether nobody is counted, or only one whom a verb's pronoun names."""
    return all(toll.rule == OBJECT for toll in telling.tolls.values())


def _is_done_by_somebody(telling: Telling) -> bool:
    """Whether a passive or its noun without people that we know names who did it, and where ("قتل زعيم العشيرة على يد
    مسلحين في المدينة", the clan's chief was killed by gunmen in the city)."""
    main, sentence = telling.main, telling.sentence
    form = main.value
    if (form.part == "verb" and form.tense != "past") or form.has_pronoun or telling.actor is None:
        return False
    before = {m.value.role for m in sentence.markers if m.last == main.first}
    agents = [m for m in sentence.markers_of("agent") if 0 <= m.first - main.last <= BY_WHOM]
    is_named = any(0 <= telling.actor.start - agent.end <= 1 for agent in agents)
    return is_named and "relative" not in before and bool(telling.places)


def _led_to_something(telling: Telling) -> bool:
    """Whether a definite act right behind "led to" is its subject: the places are where it led ("وأدت الاشتباكات إلى
    تحويل الرحلات إلى مصراتة", the clashes led to flights being diverted to Misrata)."""
    return not telling.tolls and any(
        m.value.role == "result" and m.last == telling.main.first for m in telling.sentence.markers
    )


def _is_grounded(telling: Telling) -> bool:
    """Whether an act stands in the world: an act that is merely mentioned, with no place, day or count, is a topic
    ("ظاهرة الاغتيالات", the phenomenon of assassinations); so is one in the present tense outside a title."""
    if telling.main.value.part == "noun" and not telling.is_asserted:
        is_topic = telling.main.value.trigger.family in _TOPICS
        if is_topic or not (telling.actor and telling.places):
            return False
    tolls = [toll for toll in telling.tolls.values() if toll.rule != OBJECT]
    counted = any(not toll.is_vague for toll in tolls)
    has_day = telling.date is not None and telling.date.precision in (1, 2)
    if _tells_past_act(telling) or _is_carried_out(telling):
        is_told = bool(has_day or tolls or telling.actor or telling.target or telling.places)
        is_of_crowd = telling.family in CROWD_ACTS  # a country will do: "crowds marched in Mali"
        return is_told or (is_of_crowd and any(place.role == "country" for place in telling.sentence.places))
    return has_day or counted or bool(telling.places)


def _tells_past_act(telling: Telling) -> bool:
    """Whether the act is told by a finite verb, or another one with its subject stands beside it; a verb that looks
    like its noun and has none ("قصف، اشتباكات", shelling, clashes) is no verb."""
    sentence = telling.sentence
    subjects = {sentence.token_at(actor.whole_start) for actor in sentence.actors}
    return any(
        mark.value.part == "verb"
        and mark.value.tense == "past"
        and (mark is telling.main or (mark.value.trigger.kind in ("event", "generic") and mark.last in subjects))
        for mark in telling.triggers
    )


def _is_carried_out(telling: Telling) -> bool:
    """Whether a verb of happening stands right before the act's noun ("تم تدميرها", they were destroyed; "وقع هجوم", an
    attack took place)."""
    form, markers = telling.main.value, telling.sentence.markers
    is_news = form.part != "verb" and (form.has_pronoun or not form.is_definite)
    if is_news and telling.is_announced and telling.actor is not None and form.number == 1:
        return True  # "أعلنت الحركة استهداف موقع" (the movement announced hitting a post)
    if is_news and form.trigger.family in CROWD_ACTS and _is_performed(telling):
        return True
    roles = _HAPPENS if form.number == 1 else _HAPPENS[:1]  # "the region saw battles" names none of them
    return is_news and any(m.value.role in roles and m.last == telling.main.first for m in markers)


def _is_performed(telling: Telling) -> bool:
    """Whether a verb of performing governs the act, its own subject between ("نفذ أساتذة اعتصاما", teachers held a
    sit-in)."""
    main, sentence = telling.main, telling.sentence
    verbs = [m for m in sentence.markers if m.value.role == "perform" and 0 <= main.first - m.last <= SPEAKER]
    return any(not any(verb.end <= t.start < main.start for t in sentence.triggers) for verb in verbs[-1:])


def _tells_a_toll(telling: Telling) -> bool:
    """Whether a finite verb tells how many were killed or hurt, and when ("nine people were killed on Monday"); what an
    article begins with is its news, with a day or without."""
    form = telling.main.value
    is_counted = any(not toll.is_vague for toll in telling.tolls.values())
    is_news = telling.date is not None or (telling.sentence.number == 0 and telling.sentence.language.is_subject_first)
    return form.part == "verb" and form.tense == "past" and is_counted and is_news


def _names_known_act(form: TriggerForm) -> bool:
    return form.part == "noun" and form.is_definite


def _names_known_people(form: TriggerForm) -> bool:
    """Whether a noun speaks of the dead or hurt as known already ("القتلى", the dead; "مقتله", his killing)."""
    return _names_known_act(form)


def _tells_flight(sentence: Sentence) -> bool:
    """Whether a sentence is about people who fled: its first act."""
    first = min(sentence.triggers, key=lambda mark: mark.start)
    return first.value.trigger.family == "other"


def _tells_violence(sentence: Sentence) -> bool:
    return any(mark.value.trigger.family in VIOLENT for mark in sentence.triggers)
