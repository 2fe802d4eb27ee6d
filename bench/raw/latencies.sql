-- Durations of delivery, for forms 1 and 2. Grain: key, seconds.
SELECT {{keys}}, TIMESTAMPDIFF(SECOND, m.sent_at, m.delivered_at) AS latency, COUNT(*) AS n
FROM raw_messages m
WHERE {{where}}
  AND m.status = 50
GROUP BY {{names}}, latency
