-- What waits or was refused, for a person. Parked events are counted up to a million. Grain: database.
SELECT (SELECT COUNT(*) FROM (SELECT p.id FROM parked_events p LIMIT 1000001) x) AS parked,
  (SELECT MIN(p.received_at) FROM parked_events p WHERE p.id <= (SELECT MIN(q.id) + 10000 FROM parked_events q)) AS oldest_at,
  (SELECT COALESCE(SUM(c.refused), 0) FROM hook_refusals c WHERE c.day >= UTC_DATE() - INTERVAL 30 DAY) AS refused,
  (SELECT COUNT(*) FROM refused_events r) AS kept
