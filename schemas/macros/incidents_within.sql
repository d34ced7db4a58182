-- The incidents within some kilometres of a place, the nearest first. Incidents known by their region only stand at its capital:
-- look at geo_precision.
CREATE MACRO incidents_within(place_latitude, place_longitude, within_km) AS TABLE
  SELECT round(distance_km(latitude, longitude, place_latitude, place_longitude), 1) AS away_km, incidents.*
  FROM incidents
  WHERE latitude IS NOT NULL AND distance_km(latitude, longitude, place_latitude, place_longitude) <= within_km
  ORDER BY away_km, event_date, incident_id
