-- One row per incident with exactly the 31 columns of an ACLED export, in its order. The order of actor1 and actor2 is
-- actor and target.
-- @source: Sources that report the incident, separated by semicolons.
-- @interaction: The two types together, whoever acted.
-- @civilian_targeting: Civilians targeted, or null.
-- @source_scale: How far the sources together reach.
SELECT
  i.event_id_cnty,
  i.event_date,
  CAST(year(i.event_date) AS INTEGER) AS year,
  i.time_precision,
  i.disorder_type,
  i.event_type,
  i.sub_event_type,
  i.actor AS actor1,
  nullif(array_to_string(i.assoc_actors, '; '), '') AS assoc_actor_1,
  inter1.label AS inter1,
  i.target AS actor2,
  nullif(array_to_string(i.assoc_targets, '; '), '') AS assoc_actor_2,
  inter2.label AS inter2,
  interaction.label AS interaction,
  CASE WHEN i.civilian_targeting THEN 'Civilians targeted' END AS civilian_targeting,
  i.iso,
  country.attributes ->> '$.region' AS region,
  i.country,
  i.admin1,
  i.admin2,
  i.admin3,
  i.location,
  round(i.latitude, 4) AS latitude,
  round(i.longitude, 4) AS longitude,
  i.geo_precision,
  array_to_string(i.sources, '; ') AS source,
  i.source_scale,
  i.notes,
  i.fatalities,
  CASE
    WHEN i.event_type = 'Protests' OR i.sub_event_type = 'Violent demonstration'
      THEN 'crowd size=' || coalesce(i.crowd_text, 'no report')
  END AS tags,
  CAST(epoch(coalesce(i.last_published, CAST(i.event_date AS TIMESTAMP))) AS BIGINT) AS timestamp
FROM incidents AS i
LEFT JOIN codes AS inter1 ON inter1.code_list = 'inter' AND inter1.code = CAST(i.actor_inter AS VARCHAR)
LEFT JOIN codes AS inter2 ON inter2.code_list = 'inter' AND inter2.code = CAST(i.target_inter AS VARCHAR)
LEFT JOIN codes AS interaction
  ON interaction.code_list = 'interaction' AND interaction.code = CAST(i.interaction AS VARCHAR)
LEFT JOIN codes AS country ON country.code_list = 'country' AND country.label = i.country
ORDER BY i.event_date, i.event_id_cnty
