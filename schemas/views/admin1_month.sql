-- One row per country, first administrative unit, month and event type with incidents; months without any have no row.
-- @fatalities: Deaths in these incidents, as the sum of ACLED's single figure.
SELECT
  country,
  admin1,
  admin1_pcode,
  CAST(date_trunc('month', event_date) AS DATE) AS month,
  disorder_type,
  event_type,
  CAST(count(*) AS INTEGER) AS incident_count,
  CAST(sum(fatalities) AS INTEGER) AS fatalities
FROM incidents
GROUP BY ALL
ORDER BY country, admin1 NULLS LAST, month, disorder_type, event_type
