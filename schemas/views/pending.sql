-- One row per report that lacks something mandatory, with the reason and what would complete it.
-- @remedy: What would complete the report.
-- @likely_incident_id: The incident that it would join were it complete, by what it does say; a hint, not a link.
SELECT
  r.report_id,
  r.article_id,
  r.pending_reason,
  reason.attributes ->> '$.remedy' AS remedy,
  likely.incident_id AS likely_incident_id,
  r.sub_event_type,
  r.event_date,
  r.actor,
  r.target,
  r.country,
  r.location,
  substring(a.text, r.sentence_start + 1, r.sentence_end - r.sentence_start) AS sentence_text,
  r.trigger_text,
  a.raw_path,
  a.raw_record,
  a.source,
  a.url
FROM reports AS r
JOIN articles AS a ON a.article_id = r.article_id
LEFT JOIN codes AS reason ON reason.code_list = 'pending_reason' AND reason.code = r.pending_reason
LEFT JOIN judgements AS hint ON hint.report_id = r.report_id AND hint.rule_id = 'link.pending'
LEFT JOIN reports AS likely ON likely.report_id = hint.other_report_id
WHERE r.status = 'pending'
ORDER BY r.pending_reason, r.report_id
