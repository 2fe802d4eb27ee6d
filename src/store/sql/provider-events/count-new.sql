-- Grain: batch.
SELECT COALESCE(SUM(n.row_no < 4000000000), 0) AS new_events,
  COALESCE(SUM(n.row_no >= 4000000000), 0) AS new_parked
FROM event_new n
