-- The same question asked of the raw tables alone: every rule that counts what happened to a number (R1, R1b, R1d, R2,
-- R4, R5, R7, R8) since its last sign of life, the first that holds. Left out, so that it is as fast as it can be:
-- outages, codes that are not believed, duplicates, numbering plans, earlier decisions, evidence and saving.
SELECT y.contact_id,
  CASE
    WHEN y.invalid >= 2 AND y.invalid_campaigns >= 2 AND y.invalid_span >= 259200 AND y.invalid > y.absent THEN 'R1'
    WHEN y.incapable >= 1 AND y.delivered = 0 THEN 'R2'
    WHEN y.barred >= 2 THEN 'R4'
    WHEN y.invalid >= 1 THEN 'R1b'
    WHEN y.blocked >= 1 THEN 'R7'
    WHEN y.absent >= 5 AND y.absent_campaigns >= 4 AND y.absent_span >= 7776000 THEN 'R5'
    WHEN y.silent >= 6 AND y.silent_from <= UNIX_TIMESTAMP() - 15552000 THEN 'R8'
  END AS rule
FROM (
  SELECT x.contact_id,
    SUM(x.status = 50) AS delivered,
    SUM(x.failure_class = 1 AND x.sent_s > p.positive_s) AS invalid,
    COUNT(DISTINCT IF(x.failure_class = 1 AND x.sent_s > p.positive_s, x.campaign_id, NULL)) AS invalid_campaigns,
    MAX(IF(x.failure_class = 1 AND x.sent_s > p.positive_s, x.sent_s, NULL))
      - MIN(IF(x.failure_class = 1 AND x.sent_s > p.positive_s, x.sent_s, NULL)) AS invalid_span,
    SUM(x.failure_class = 2 AND x.sent_s > p.positive_s) AS incapable,
    SUM(x.failure_class = 3 AND x.sent_s > p.positive_s) AS barred,
    SUM(x.failure_class = 4 AND x.sent_s > p.positive_s) AS blocked,
    SUM(x.failure_class IN (6, 9) AND x.sent_s > p.positive_s) AS absent,
    COUNT(DISTINCT IF(x.failure_class IN (6, 9) AND x.sent_s > p.positive_s, x.campaign_id, NULL)) AS absent_campaigns,
    MAX(IF(x.failure_class IN (6, 9) AND x.sent_s > p.positive_s, x.sent_s, NULL))
      - MIN(IF(x.failure_class IN (6, 9) AND x.sent_s > p.positive_s, x.sent_s, NULL)) AS absent_span,
    SUM(x.status = 50 AND x.sent_s > p.engaged_s) AS silent,
    GREATEST(p.engaged_s, MIN(IF(x.status = 50 AND x.sent_s > p.engaged_s, x.sent_s, NULL))) AS silent_from
  FROM (
    SELECT m.contact_id, m.campaign_id, UNIX_TIMESTAMP(m.sent_at) AS sent_s, MAX(r.status) AS status,
      IF(MAX(r.status) = 50, 0, MAX(r.failure_class)) AS failure_class
    FROM messages m
    JOIN receipts r ON r.message_id = m.id
    GROUP BY m.id, m.contact_id, m.campaign_id, m.sent_at
  ) x
  JOIN (
    SELECT c.id AS contact_id, COALESCE(e.engaged_s, 0) AS engaged_s,
      GREATEST(COALESCE(e.engaged_s, 0), COALESCE(d.reached_s, 0)) AS positive_s
    FROM contacts c
    LEFT JOIN (
      SELECT m.contact_id, UNIX_TIMESTAMP(MAX(r.occurred_at)) AS reached_s
      FROM messages m
      JOIN receipts r ON r.message_id = m.id
      WHERE r.status = 50
      GROUP BY m.contact_id
    ) d ON d.contact_id = c.id
    LEFT JOIN (
      SELECT s.contact_id, UNIX_TIMESTAMP(MAX(s.at)) AS engaged_s
      FROM (
        SELECT m.contact_id, k.clicked_at AS at FROM clicks k JOIN messages m ON m.id = k.message_id WHERE k.agent_class = 1
        UNION ALL
        SELECT v.contact_id, v.converted_at FROM conversions v
        UNION ALL
        SELECT i.contact_id, i.occurred_at FROM inbound i
      ) s
      GROUP BY s.contact_id
    ) e ON e.contact_id = c.id
  ) p ON p.contact_id = x.contact_id
  GROUP BY x.contact_id, p.engaged_s
) y
HAVING rule IS NOT NULL
