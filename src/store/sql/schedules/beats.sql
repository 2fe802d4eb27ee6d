-- When each schedule last reached everybody, and the first occurrence since that has not by :late. A report of which no
-- condition was met has reached all who were to get it, and was not sent. Grain: schedule, the
-- first thousand by key. Index: report_runs_by_occurrence.
SELECT x.schedule_key, x.next_due_at, x.owner,
  (SELECT f.finished_at FROM report_runs f
    WHERE f.schedule_id = x.id AND f.state = 'done' AND (f.watch IS NULL OR f.watch IN ('met', 'heartbeat'))
    ORDER BY f.occurrence DESC LIMIT 1) AS sent_at,
  (SELECT MIN(r.due_at) FROM report_runs r
    WHERE r.schedule_id = x.id AND r.occurrence > COALESCE(x.good, '') AND r.state <> 'skipped' AND r.due_at <= :late) AS missed_at
FROM (
  SELECT s.id, s.schedule_key, s.next_due_at, s.owner,
    (SELECT g.occurrence FROM report_runs g
      WHERE g.schedule_id = s.id AND g.state = 'done' ORDER BY g.occurrence DESC LIMIT 1) AS good
  FROM report_schedules s
  WHERE s.paused_at IS NULL AND s.removed_at IS NULL
  ORDER BY s.schedule_key
  LIMIT 1000
) x
ORDER BY x.schedule_key
