-- One row per coded value of every published report: the incident, the article, the sentence, and the words and rule that
-- gave the value.
-- @confidence: How sure the reading of this value is.
-- @published: When the article was published.
SELECT
  r.incident_id,
  i.event_id_cnty,
  r.report_id,
  r.article_id,
  a.raw_path,
  a.raw_record,
  a.source,
  a.url,
  a.published,
  substring(a.text, r.sentence_start + 1, r.sentence_end - r.sentence_start) AS sentence_text,
  e.field,
  e.value,
  e.text AS evidence_text,
  e.start,
  e."end",
  e.rule_id,
  e.confidence
FROM reports AS r
JOIN incidents AS i ON i.incident_id = r.incident_id
JOIN articles AS a ON a.article_id = r.article_id
LEFT JOIN evidence AS e ON e.report_id = r.report_id
ORDER BY i.event_date, r.incident_id, r.report_id, e.field, e.start
