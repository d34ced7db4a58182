-- One row per incident, field and value that any of its reports gives: which reports say so, how many sources, and whether
-- it is the value that the incident bears. Values that no report gives have no row.
-- @is_chosen: Whether the incident bears this value.
-- @report_ids: The reports that say so, the supporting ones where is_chosen is true, the others where it is false.
-- @report_count: How many reports say so.
-- @article_count: In how many different articles; copies of an article count once.
WITH said AS (
  SELECT incident_id, report_id, article_id, field, value
  FROM (
    SELECT
      incident_id,
      report_id,
      article_id,
      sub_event_type,
      CAST(event_date AS VARCHAR) AS event_date,
      CAST(time_precision AS VARCHAR) AS time_precision,
      actor,
      target,
      country,
      admin1,
      location,
      CAST(geo_precision AS VARCHAR) AS geo_precision,
      CAST(fatalities AS VARCHAR) AS fatalities,
      CAST(fatalities_best AS VARCHAR) AS fatalities_best,
      CAST(injured_best AS VARCHAR) AS injured_best,
      CAST(detained AS VARCHAR) AS detained,
      weapon,
      claim
    FROM reports
    WHERE incident_id IS NOT NULL
  )
  UNPIVOT (
    value FOR field IN (
      sub_event_type, event_date, time_precision, actor, target, country, admin1, location, geo_precision, fatalities,
      fatalities_best, injured_best, detained, weapon, claim
    )
  )
),
chosen AS (
  SELECT incident_id, field, value
  FROM (
    SELECT
      incident_id,
      sub_event_type,
      CAST(event_date AS VARCHAR) AS event_date,
      CAST(time_precision AS VARCHAR) AS time_precision,
      actor,
      target,
      country,
      admin1,
      location,
      CAST(geo_precision AS VARCHAR) AS geo_precision,
      CAST(fatalities AS VARCHAR) AS fatalities,
      CAST(fatalities_best AS VARCHAR) AS fatalities_best,
      CAST(injured_best AS VARCHAR) AS injured_best,
      CAST(detained AS VARCHAR) AS detained,
      weapon,
      claim
    FROM incidents
  )
  UNPIVOT (
    value FOR field IN (
      sub_event_type, event_date, time_precision, actor, target, country, admin1, location, geo_precision, fatalities,
      fatalities_best, injured_best, detained, weapon, claim
    )
  )
)
SELECT
  said.incident_id,
  said.field,
  said.value,
  chosen.value IS NOT NULL AS is_chosen,
  CAST(count(*) AS INTEGER) AS report_count,
  CAST(count(DISTINCT coalesce(articles.duplicate_of, articles.article_id)) AS INTEGER) AS article_count,
  list(said.report_id ORDER BY said.report_id) AS report_ids
FROM said
JOIN articles ON articles.article_id = said.article_id
LEFT JOIN chosen
  ON chosen.incident_id = said.incident_id AND chosen.field = said.field AND chosen.value = said.value
GROUP BY said.incident_id, said.field, said.value, chosen.value
ORDER BY said.incident_id, said.field, is_chosen DESC, said.value
