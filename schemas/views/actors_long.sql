-- One row per incident and actor in it, on whichever side.
-- @actor: Name of the actor.
-- @actor_id: Key of the actor in the actor register; null for associated actors, which only have a name.
-- @inter: Type of the actor; null for associated actors.
SELECT incident_id, event_date, country, 'actor' AS actor_side, 1 AS position, actor, actor_id, actor_inter AS inter
FROM incidents
UNION ALL
SELECT
  incident_id, event_date, country, 'assoc_actor', CAST(generate_subscripts(assoc_actors, 1) AS INTEGER),
  unnest(assoc_actors), NULL, NULL
FROM incidents
UNION ALL
SELECT incident_id, event_date, country, 'target', 1, target, target_id, target_inter
FROM incidents
WHERE target IS NOT NULL
UNION ALL
SELECT
  incident_id, event_date, country, 'assoc_target', CAST(generate_subscripts(assoc_targets, 1) AS INTEGER),
  unnest(assoc_targets), NULL, NULL
FROM incidents
ORDER BY event_date, incident_id, actor_side, position
