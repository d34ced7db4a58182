-- One row per incident and source that reports it.
-- @source: Name of the source.
SELECT incident_id, event_date, country, CAST(generate_subscripts(sources, 1) AS INTEGER) AS position, unnest(sources) AS source
FROM incidents
ORDER BY event_date, incident_id, position
