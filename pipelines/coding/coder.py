"""One article in, its reports, tallies, mentions and evidence out: the pure function that the `code` stage maps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache

from pipelines.coding.actors import generic_actor, resolve_actor
from pipelines.coding.article import ArticleInput, CodedArticle
from pipelines.coding.dates import infer_article_date, latest_mention, writing_day
from pipelines.coding.events.alliances import add_known_allies, partners
from pipelines.coding.events.annotate import ReadingFrame, annotate, read_days
from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.naming import name_persons
from pipelines.coding.events.parties import Party
from pipelines.coding.events.passages import Passages, read_passages
from pipelines.coding.events.place_turns import PlaceTurns
from pipelines.coding.events.region import main_unit
from pipelines.coding.events.rows import Rows
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.settle import Who, settle_date, settle_parties, settle_place, settle_toll
from pipelines.coding.events.story import Story, read_story
from pipelines.coding.events.tallies import Total, read_totals
from pipelines.coding.places import PlaceContext, survey
from pipelines.coding.vocabulary import load_vocabulary
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.lexicon.actors import load_register
from pipelines.text.normal import NormalText

OPENING = 2  # sentences at the head of an article whose day holds for what is told behind them
SURE_DATELINE = 0.7  # confidence from which a dateline in the text dates an article whose metadata do not
NON_STATE = (2, 3, 4)  # actor types of rebels and militias
CIVILIANS = 7
STATE_TYPES = (1, 8)  # actor types of state forces, at home and abroad
VIOLENCE_AGAINST_CIVILIANS = frozenset({"Attack", "Abduction/forced disappearance", "Sexual violence"})


def code_article(article: ArticleInput) -> CodedArticle:
    """Code one article. A function of the article and the `schemas/` data alone.

    Raises SchemaError when the language has no lexicon.
    """
    coded = CodedArticle(article.article_id)
    passages = read_passages(article.text, article.language)
    text, sentences = passages.text, passages.sentences
    _leave_out_repeated(sentences, text, article.boilerplate)
    if not any(sentence.triggers for sentence in sentences):
        return coded
    frame = _reading_frame(article, passages, coded)
    context = _place_context(article, passages)
    turns = PlaceTurns(context)
    is_told, ahead = False, 0  # whether some act was told already, and the sentences before it
    for sentence in sentences:
        if sentence.is_boilerplate:
            continue
        if sentence.triggers:
            annotate(sentence, text, frame, turns)
            is_told = True
        else:
            if ahead < OPENING and not is_told:
                read_days(sentence, text, frame)
            ahead += 1
            turns.pass_over(sentence)
    story = read_story(sentences, frame.reference)
    name_persons(story.drafts, sentences, text)
    _write(article, text, coded, story, sentences, context, frame.reference, _area(sentences, turns))
    turns.forget()
    return coded


def _area(sentences: Sequence[Sentence], turns: PlaceTurns) -> Callable[[], Place | None]:
    """What tells the first-level unit that the article as a whole is about; worked out when it is asked for."""

    @cache
    def area() -> Place | None:
        turns.finish()
        return main_unit(sentences)

    return area


def _place_context(article: ArticleInput, passages: Passages) -> PlaceContext:
    """Where the article plays: its metadata, its title and a first look over all its sentences, language by language.
    That look is taken when something is to be decided by it.
    """

    def look(context: PlaceContext) -> None:
        _, title = load_vocabulary(passages.language).reader.read(article.title or "")
        told = {passages.language: [title]}
        for sentence in passages.sentences:
            if not sentence.is_boilerplate:
                told.setdefault(sentence.language.code, []).append(sentence.tokens)
        for language, tokens in told.items():
            survey(tokens, language, context)

    return PlaceContext(country=article.country, look=look)


def _leave_out_repeated(sentences: Sequence[Sentence], text: NormalText, spans: Sequence[tuple[int, int]]) -> None:
    """What the source repeats around its articles tells nothing of this one."""
    if not spans:
        return
    for sentence in sentences:
        start, end = text.raw_span(sentence.start, sentence.end)
        if any(first <= start and end <= last for first, last in spans):
            sentence.is_boilerplate = True


def _reading_frame(article: ArticleInput, passages: Passages, coded: CodedArticle) -> ReadingFrame:
    """The reference day: the metadata's as the text confirms it, else a sure dateline's; else the years it names."""
    text, language = passages.text.text, passages.language
    if article.published is not None:
        written = writing_day(text, language, article.published, passages.tokens)
        return ReadingFrame(written, article.country)
    day, basis, confidence = infer_article_date(text, language)
    if day is not None and confidence >= SURE_DATELINE:
        coded.published, coded.published_basis = day, basis
        return ReadingFrame(day, article.country)
    not_before, years = latest_mention(text, language)
    return ReadingFrame(None, article.country, years, not_before)


def _write(
    article: ArticleInput, text: NormalText, coded: CodedArticle, story: Story, sentences: Sequence[Sentence],
    context: PlaceContext, published: dt.date | None, area: Callable[[], Place | None],
) -> None:  # fmt: skip
    rows = Rows(article, text, coded)
    named = [actor.keys for s in sentences for actor in s.actors if actor.kind == "named"]
    seen = list(dict.fromkeys(key for keys in named for key in keys if len(keys) == 1))
    report_ids = {
        id(draft): _report(rows, draft, number, published, seen, context, sentences, area)
        for number, draft in enumerate(story.drafts)
    }
    totals = read_totals(story.tallied)
    told = {id(total): total for total in totals if total is not None}
    ids = {key: _tally(rows, total, seen, context) for key, total in told.items()}
    tally_ids = [ids.get(id(total)) for total in totals]
    for found in story.dispositions:
        report_id = report_ids.get(id(found.draft)) if found.draft is not None else None
        tally_id = tally_ids[found.tally] if found.tally is not None else None
        disposition = found.disposition if found.disposition != "tally" or tally_id else "non_event"
        rows.mention(found, report_id, tally_id, disposition)
    coded.mentions.sort(key=lambda row: row["start"])
    coded.tallies.sort(key=lambda row: row["sentence_start"])


def _report(
    rows: Rows, draft: Draft, number: int, published: dt.date | None, seen: Sequence[str], context: PlaceContext,
    sentences: Sequence[Sentence], area: Callable[[], Place | None],
) -> str:  # fmt: skip
    when = settle_date(draft, published)
    where = settle_place(draft, context.main_country(), area)
    who = settle_parties(draft, where, when, seen, _antecedent(draft, sentences))
    if not who.assoc_actors and who.actor_party is not None:
        add_known_allies(who, partners(sentences, before=draft.first.sentence.number), where, when, seen)
    if where.is_unknown and where.reading is not None:
        rows.coded.issues.append({
            "stage": "code", "article_id": rows.article.article_id, "raw_path": None, "raw_record": None,
            "level": "warning", "code": "code.place.unknown",
            "message": "no gazetteer entry for this place; the area around it was coded",
            "value": rows.text.raw_text(where.reading.start, where.reading.end),
        })  # fmt: skip
    sub_event_type = _settled_type(draft, who, where.country)
    killed, injured = settle_toll(draft, ("killed",)), settle_toll(draft, ("injured",))
    held = settle_toll(draft, ("detained", "abducted"))
    return rows.report(draft, number, sub_event_type, when, where, who, killed, injured, held)


def _settled_type(draft: Draft, who: Who, country: str | None) -> str:
    """The sub-event type once the sides are known by name: who takes a place, holds people or is hit decides."""
    sub_event_type = draft.typed().sub_event_type
    if sub_event_type in VIOLENCE_AGAINST_CIVILIANS and who.target is not None and who.target.inter != 7:
        sub_event_type = _against_armed(draft, who, country, sub_event_type)
    if sub_event_type == "Armed clash" and draft.typed().family == "assault" and _hits_civilians(who):
        sub_event_type = "Attack"
    if sub_event_type == "Non-state actor overtakes territory" and who.actor is not None and who.actor.inter == 1:
        sub_event_type = "Government regains territory"
    if sub_event_type == "Government regains territory" and who.actor is not None and who.actor.inter in NON_STATE:
        sub_event_type = "Non-state actor overtakes territory"
    if sub_event_type == "Arrests" and _is_held_by_group(draft, who):
        sub_event_type = "Abduction/forced disappearance"
    return sub_event_type


def _is_held_by_group(draft: Draft, who: Who) -> bool:
    """Whether an armed group holds people without arms: only who governs arrests (ACLED codebook, abduction)."""
    trigger = draft.typed().main.value.trigger
    is_group = trigger.is_of_state and who.actor is not None and who.actor.inter in NON_STATE
    return is_group and who.target is not None and who.target.inter == CIVILIANS and not who.assoc_targets


def _tally(rows: Rows, total: Total, seen: Sequence[str], context: PlaceContext) -> str:
    """The row of a total, its sides under their names at the end of its period; anaphors and "somebody" stay open."""
    place = total.place.candidates[0] if total.place is not None and total.place.candidates else None
    country = load_gazetteer().by_id(place.place_id).country if place is not None else context.main_country()
    day = (total.period.value_end or total.period.value) if total.period is not None else None

    def name(party: Party | None) -> str | None:
        if party is None or party.is_anaphor or not party.keys:
            return None
        return resolve_actor(party.keys, country, day, seen).name

    return rows.tally(total, name(total.parties.actor), name(total.parties.target))


def _antecedent(draft: Draft, sentences: Sequence[Sentence]) -> Party | None:
    """The side that an anaphor stands for: the last one named before it that its words fit, and that is not the other
    party.
    """
    parties = (draft.actor(), draft.target())
    party = next((p for p in parties if p is not None and p.is_anaphor), None)
    if party is None:
        return None
    others = {key for p in parties if p is not None and p is not party for key in p.keys}
    before = [a for s in sentences for a in s.actors if a.kind == "named" and a.end <= party.start]
    fitting = [a for a in reversed(before) if not others.intersection(a.keys) and _fits(party, a.keys)]
    usual = _usual(party)
    found = next((a for a in fitting if usual.intersection(a.keys)), fitting[0] if fitting else None)
    return Party(found.keys, found.start, found.end, "party.named") if found is not None else None


def _hits_civilians(who: Who) -> bool:
    """Whether an assault, told without those who fought back, killed or hurt people without arms elsewhere in the
    article."""
    return who.target is not None and who.target.inter == CIVILIANS and who.target_party is not None


def _against_armed(draft: Draft, who: Who, country: str | None, sub_event_type: str) -> str:
    """The type when those attacked or seized belong to an armed side: kidnapped, executed or murdered they are unarmed
    and count as civilians with that side as their own; shot at they can answer, which makes a clash."""
    hit = load_register().actors.get(who.target.actor_id) if who.target is not None else None
    is_unarmed = hit is not None and hit.is_party
    if (is_unarmed or draft.typed().main.value.trigger.has_helpless_victim) and who.target is not None:
        who.assoc_targets.insert(0, who.target)
        who.target = generic_actor("civilians", country)
        return sub_event_type
    return "Arrests" if sub_event_type.startswith("Abduction") else "Armed clash"


def _usual(anaphor: Party) -> frozenset[str]:
    """The sides that an anaphor's words commonly mean somewhere ("التنظيم", the organisation: the Islamic State)."""
    side = load_register().generics.get(anaphor.keys[0]) if anaphor.keys else None
    return frozenset(key for keys in side.by_country.values() for key in keys) if side is not None else frozenset()


def _fits(anaphor: Party, keys: Sequence[str]) -> bool:
    """Whether a named side is of the kind that an anaphor's words ask for: state forces or another group."""
    register = load_register()
    side = register.generics.get(anaphor.keys[0]) if anaphor.keys else None
    actor = register.actors.get(keys[0])
    if side is None or actor is None:
        return True
    return actor.is_state == (side.inter in STATE_TYPES)
