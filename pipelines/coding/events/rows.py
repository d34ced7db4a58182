"""Settled drafts, totals and dispositions as rows of `reports`, `tallies`, `mentions` and `evidence`."""

from __future__ import annotations

from pipelines.coding.article import ArticleInput, CodedArticle, Row
from pipelines.coding.events.confidence import confidence_of, signs_of
from pipelines.coding.events.crowds import crowd_told
from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.ids import row_id
from pipelines.coding.events.settle import When, Where, Who
from pipelines.coding.events.story import Disposition
from pipelines.coding.events.tallies import Total
from pipelines.coding.events.uncounted import Toll
from pipelines.gazetteer import load_gazetteer
from pipelines.metadata.taxonomy import disorder_type_of, event_type_of
from pipelines.text.normal import NormalText

_CLASS_NAMES = {"headline": "heading", "new": "body"}
DECIMALS = 4  # of coordinates, as ACLED gives them


class Rows:
    """Collects the rows of one article. `text` leads every span back to the raw words."""

    def __init__(self, article: ArticleInput, text: NormalText, coded: CodedArticle) -> None:
        self.article, self.text, self.coded = article, text, coded

    def report(self, draft: Draft, number: int, sub_event_type: str, when: When, where: Where, who: Who,
               killed: Toll | None, injured: Toll | None, held: Toll | None) -> str:  # fmt: skip
        """Add the row of a draft with its evidence; returns the report's id."""
        main = draft.first.main
        place_key = (draft.place.name if draft.place else "") + str(number if not draft.is_first_of_list else "")
        report_id = row_id(self.article.article_id, main.start, place_key, sub_event_type)
        start, end = self.text.raw_span(draft.first.sentence.start, draft.first.sentence.end)
        crowd = crowd_told(draft, sub_event_type, (killed, injured, held))
        row: Row = {
            "report_id": report_id, "article_id": self.article.article_id, "incident_id": None,
            "sentence_start": start, "sentence_end": end, "trigger_text": self.text.raw_text(main.start, main.end),
            "disorder_type": disorder_type_of(sub_event_type), "event_type": event_type_of(sub_event_type),
            "sub_event_type": sub_event_type, "action": main.value.trigger.trigger_id,
            "weapon": next((t.weapon for t in draft.tellings if t.weapon), None),
            "crowd_text": self.text.raw_text(crowd.number.start, crowd.number.end) if crowd and crowd.number else None,
            "persons": draft.persons, "is_background": draft.is_background,
            "claim": _claim(draft), "notes": None, "language": draft.first.sentence.language.code,
            **self._when(when), **self._where(where), **self._who(who), **_tolls(killed, injured, held),
        }  # fmt: skip
        row["pending_reason"] = _pending(row)
        row["status"] = "pending" if row["pending_reason"] else "published"
        signs = signs_of(row, draft, where, who)
        row["confidence"] = confidence_of(signs)
        self._metadata(report_id, "confidence", " ".join(signs), "confidence.signs", row["confidence"])
        self.coded.reports.append(row)
        self._evidence(report_id, row, draft, when, where, who, killed, injured, held)
        if crowd is not None:
            self._proof(report_id, "crowd_text", row["crowd_text"], crowd.start, crowd.end, "crowd.count", 0.9)
        return report_id

    def _when(self, when: When) -> Row:
        words = self.text.raw_text(when.reading.start, when.reading.end) if when.reading else None
        return {"event_date": when.day, "event_date_end": when.last, "time_precision": when.precision,
                "date_basis": when.basis if when.day else None, "date_text": words}  # fmt: skip

    def _where(self, where: Where) -> Row:
        place = where.place
        country = load_gazetteer().country(where.country) if where.country else None
        words = self.text.raw_text(where.reading.start, where.reading.end) if where.reading else None
        row: Row = {"country": where.country, "iso": country.iso if country else None, "place_text": words,
                    "unlisted_place": self._unlisted(where), "geo_precision": where.precision}  # fmt: skip
        for name in ("admin1", "admin2", "admin3", "admin1_pcode", "admin2_pcode", "admin3_pcode"):
            row[name] = getattr(place, name) if place else None
        row["location"] = place.name if place else None
        row["latitude"] = round(place.latitude, DECIMALS) if place else None
        row["longitude"] = round(place.longitude, DECIMALS) if place else None
        row["place_id"] = place.place_id if place else None
        if where.precision == 3:
            row.update(dict.fromkeys(("admin2", "admin3", "admin2_pcode", "admin3_pcode")))
        return row

    def _unlisted(self, where: Where) -> str | None:
        """The name that no gazetteer has, without the words that announce it."""
        reading = where.reading
        if not where.is_unknown or reading is None or where.place is None:
            return None
        start = self.text.text.find(reading.name, reading.start, reading.end)
        return self.text.raw_text(start, start + len(reading.name)) if start >= 0 else reading.name

    def _who(self, who: Who) -> Row:
        def words(party: object) -> str | None:
            return self.text.raw_text(party.start, party.end) if party is not None else None  # type: ignore[attr-defined]

        actor, target = who.actor, who.target
        return {
            "actor": actor.name if actor else None, "actor_id": actor.actor_id if actor else None,
            "actor_inter": actor.inter if actor else None, "actor_text": words(who.actor_party),
            "assoc_actors": [side.name for side in who.assoc_actors],
            "target": target.name if target else None, "target_id": target.actor_id if target else None,
            "target_inter": target.inter if target else None, "target_text": words(who.target_party),
            "assoc_targets": [side.name for side in who.assoc_targets],
        }  # fmt: skip

    def _evidence(self, report_id: str, row: Row, draft: Draft, when: When, where: Where, who: Who,
                  killed: Toll | None, injured: Toll | None, held: Toll | None) -> None:  # fmt: skip
        main = draft.first.main
        self._proof(
            report_id, "sub_event_type", row["sub_event_type"], main.start, main.end, draft.typed().type_rule, 0.9
        )
        if when.day is not None:
            if when.reading is not None:
                self._proof(report_id, "event_date", when.day, when.reading.start, when.reading.end, when.reading.rule,
                            when.reading.confidence)  # fmt: skip
            else:
                self._metadata(report_id, "event_date", when.day, "date.publication")
        if where.reading is not None and where.place is not None:
            ranked = " ".join(f"{c.place_id}={c.score}" for c in where.reading.candidates)
            self._proof(
                report_id, "location", row["location"], where.reading.start, where.reading.end, where.reading.rule, 0.9
            )
            if len(where.reading.candidates) > 1:
                self._proof(
                    report_id, "place_candidates", ranked, where.reading.start, where.reading.end, "place.ranked", 0.9
                )
        for field, side, party in (("actor", who.actor, who.actor_party), ("target", who.target, who.target_party)):
            if side is not None and party is not None:
                self._proof(report_id, field, side.name, party.start, party.end, party.rule, 0.9)
            elif side is not None:
                self._proof(report_id, field, side.name, main.start, main.end, f"{field}.implied", 0.6)
        for field, toll in (("fatalities_best", killed), ("injured_best", injured), ("detained", held)):
            if toll is not None:
                self._proof(report_id, field, toll.best, toll.start, toll.end, toll.rule, 0.9)

    def _proof(
        self, report_id: str, field: str, value: object, start: int, end: int, rule: str, confidence: float
    ) -> None:
        raw_start, raw_end = self.text.raw_span(start, end)
        self.coded.evidence.append({
            "report_id": report_id, "field": field, "value": str(value), "article_id": self.article.article_id,
            "start": raw_start, "end": raw_end, "text": self.text.raw[raw_start:raw_end], "rule_id": rule,
            "confidence": confidence,
        })  # fmt: skip

    def _metadata(self, report_id: str, field: str, value: object, rule: str, confidence: float = 0.5) -> None:
        self.coded.evidence.append({
            "report_id": report_id, "field": field, "value": str(value), "article_id": self.article.article_id,
            "start": None, "end": None, "text": None, "rule_id": rule, "confidence": confidence,
        })  # fmt: skip

    def tally(self, total: Total, actor: str | None, target: str | None) -> str:
        """Add the row of a reported total; returns its id."""
        start, end = self.text.raw_span(total.sentence.start, total.last.end)
        tally_id = row_id(self.article.article_id, "tally", total.sentence.start)
        gazetteer = load_gazetteer()
        place = gazetteer.by_id(total.place.candidates[0].place_id) if total.place and total.place.candidates else None
        period = total.period

        def figure(*names: str) -> int | None:
            return next(
                (total.tolls[name].best for name in names if name in total.tolls and not total.tolls[name].is_vague),
                None,
            )

        self.coded.tallies.append({
            "tally_id": tally_id, "article_id": self.article.article_id, "sentence_start": start, "sentence_end": end,
            "period_start": period.value if period else None,
            "period_end": (period.value_end or period.value) if period else None,
            "period_text": self.text.raw_text(period.start, period.end) if period else None,
            "operations": total.operations, "killed": figure("killed"), "injured": figure("injured"),
            "detained": figure("detained", "abducted"), "actor": actor, "target": target,
            "country": place.country if place else None, "admin1": place.admin1 if place else None,
            "place_text": self.text.raw_text(total.place.start, total.place.end) if total.place else None,
        })  # fmt: skip
        return tally_id

    def mention(self, found: Disposition, report_id: str | None, tally_id: str | None, disposition: str) -> None:
        """Add the row of a trigger and what became of it."""
        start, end = self.text.raw_span(found.mark.start, found.mark.end)
        self.coded.mentions.append({
            "mention_id": row_id(self.article.article_id, "mention", start), "article_id": self.article.article_id,
            "start": start, "end": end, "trigger_text": self.text.raw[start:end],
            "lexicon_id": found.mark.value.trigger.trigger_id,
            "sentence_class": _CLASS_NAMES.get(found.sentence_class, found.sentence_class),
            "disposition": disposition, "rule_id": found.rule, "report_id": report_id, "tally_id": tally_id,
        })  # fmt: skip


def _claim(draft: Draft) -> str:
    claims = [telling.claim for telling in draft.tellings]
    return next((claim for claim in ("claimed", "suspected") if claim in claims), "reported")


def _tolls(killed: Toll | None, injured: Toll | None, held: Toll | None) -> Row:
    return {
        "fatalities": killed.low if killed and not killed.is_vague else killed.best if killed else 0,
        "fatalities_low": killed.low if killed else None, "fatalities_best": killed.best if killed else None,
        "fatalities_high": killed.high if killed else None, "injured_low": injured.low if injured else None,
        "injured_best": injured.best if injured else None, "injured_high": injured.high if injured else None,
        "detained": held.best if held else None,
    }  # fmt: skip


def _pending(row: Row) -> str | None:
    """The first thing that a report lacks (code list `pending_reason`), None when it can be published."""
    if row["event_date"] is None:
        return "no_date"
    if row["country"] is None:
        return "no_country"
    if row["location"] is None:
        return "no_location"
    return "no_actor" if row["actor"] is None or row["actor_inter"] is None else None
