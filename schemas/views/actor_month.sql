-- One row per actor, side, country and month with incidents: what an actor did, and what was done to it.
-- @actor: Name of the actor at that time.
-- @inter: Type of the actor.
-- @fatalities: Deaths in these incidents, as the sum of ACLED's single figure; not the actor's own losses.
SELECT
  actor,
  actor_id,
  inter,
  actor_side,
  country,
  CAST(date_trunc('month', event_date) AS DATE) AS month,
  CAST(count(*) AS INTEGER) AS incident_count,
  CAST(sum(fatalities) AS INTEGER) AS fatalities
FROM (
  SELECT actor, actor_id, actor_inter AS inter, 'actor' AS actor_side, country, event_date, fatalities FROM incidents
  UNION ALL
  SELECT target, target_id, target_inter, 'target', country, event_date, fatalities
  FROM incidents
  WHERE target IS NOT NULL
)
GROUP BY ALL
ORDER BY actor, actor_id NULLS LAST, actor_side, country, month
