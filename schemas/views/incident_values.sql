-- One row per incident, field and value that any of its reports gives: which reports say so, how many sources, and whether
-- it is the value that the incident bears. Values that no report gives have no row.
-- @is_chosen: Whether the incident bears this value.
-- @report_ids: The reports that say so, the supporting ones where is_chosen is true, the others where it is false.
-- @report_count: How many reports say so.
-- @article_count: In how many different articles; copies of an article count once.
WITH told AS (
  SELECT incident_id, NULL AS report_id, * EXCLUDE (incident_id) FROM incidents
  UNION ALL BY NAME
  SELECT * FROM reports WHERE incident_id IS NOT NULL
),
compared AS (
  SELECT incident_id, report_id, article_id, CAST(COLUMNS([
    'sub_event_type', 'event_date', 'time_precision', 'actor', 'target', 'country', 'admin1', 'location', 'geo_precision',
    'fatalities', 'fatalities_best', 'injured_best', 'detained', 'weapon', 'claim'
  ]) AS VARCHAR)
  FROM told
),
said AS (
  UNPIVOT compared ON COLUMNS(* EXCLUDE (incident_id, report_id, article_id)) INTO NAME field VALUE value
)
SELECT
  said.incident_id,
  said.field,
  said.value,
  bool_or(said.report_id IS NULL) AS is_chosen,
  CAST(count(said.report_id) AS INTEGER) AS report_count,
  CAST(count(DISTINCT coalesce(articles.duplicate_of, articles.article_id)) AS INTEGER) AS article_count,
  list(said.report_id ORDER BY said.report_id) FILTER (WHERE said.report_id IS NOT NULL) AS report_ids
FROM said
LEFT JOIN articles ON articles.article_id = said.article_id
GROUP BY said.incident_id, said.field, said.value
HAVING count(said.report_id) > 0
ORDER BY said.incident_id, said.field, is_chosen DESC, said.value
