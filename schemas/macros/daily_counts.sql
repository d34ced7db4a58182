-- Incidents and deaths per day in a country, days without incidents included, from its first to its last incident; with the mean
-- of the days up to and including this one.
CREATE MACRO daily_counts(in_country, mean_of_days) AS TABLE
  WITH counted AS (
    SELECT event_date, count(*) AS incident_count, sum(fatalities) AS fatalities
    FROM incidents
    WHERE country = in_country AND time_precision < 3
    GROUP BY event_date
  ),
  days AS (
    SELECT CAST(unnest(generate_series(min(event_date), max(event_date), INTERVAL 1 DAY)) AS DATE) AS event_date FROM counted
  ),
  filled AS (
    SELECT event_date, coalesce(incident_count, 0) AS incident_count, coalesce(fatalities, 0) AS fatalities,
      row_number() OVER (ORDER BY event_date) AS day_number
    FROM days LEFT JOIN counted USING (event_date)
  )
  SELECT
    event_date,
    CAST(incident_count AS INTEGER) AS incident_count,
    CAST(fatalities AS INTEGER) AS fatalities,
    (SELECT round(avg(f.incident_count), 3) FROM filled AS f
     WHERE f.day_number BETWEEN filled.day_number - mean_of_days + 1 AND filled.day_number) AS mean_count
  FROM filled
  ORDER BY event_date
