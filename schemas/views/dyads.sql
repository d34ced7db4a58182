-- One row per pair of actor and target, country and event type: who acted against whom, how often, since when.
-- @fatalities: Deaths in these incidents, as the sum of ACLED's single figure.
-- @first_event: Day of the first incident.
-- @last_event: Day of the last incident.
SELECT
  actor,
  target,
  country,
  event_type,
  CAST(count(*) AS INTEGER) AS incident_count,
  CAST(sum(fatalities) AS INTEGER) AS fatalities,
  min(event_date) AS first_event,
  max(event_date) AS last_event
FROM incidents
WHERE target IS NOT NULL
GROUP BY ALL
ORDER BY actor, target, country, event_type
