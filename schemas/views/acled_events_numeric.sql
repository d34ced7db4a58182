-- One row per incident as in acled_events, with actor types and interaction as numbers, as ACLED's older exports have them.
-- @source: Sources that report the incident, separated by semicolons.
-- @civilian_targeting: Civilians targeted, or null.
-- @source_scale: How far the sources together reach.
-- @inter2: Type of actor2, 0 for none.
SELECT
  e.* REPLACE (
    i.actor_inter AS inter1,
    coalesce(i.target_inter, 0) AS inter2,
    i.interaction AS interaction
  )
FROM acled_events AS e
JOIN incidents AS i ON i.event_id_cnty = e.event_id_cnty
ORDER BY e.event_date, e.event_id_cnty
