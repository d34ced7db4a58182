-- One row per report that lacks something mandatory, with the reason and what would complete it.
-- @remedy: What would complete the report.
SELECT
  r.report_id,
  r.article_id,
  r.pending_reason,
  reason.attributes ->> '$.remedy' AS remedy,
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
WHERE r.status = 'pending'
ORDER BY r.pending_reason, r.report_id
