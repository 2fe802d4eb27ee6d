-- What somebody would write who has only messages and receipts: numbers with two failures as unknown, in two
-- campaigns and three days apart, since their last delivery. No outages, no other rule, no evidence to show.
SELECT x.contact_id, COUNT(*) AS failures, COUNT(DISTINCT x.campaign_id) AS campaigns
FROM (
  SELECT m.contact_id, m.campaign_id, m.sent_at, MAX(r.status) AS status, MAX(r.failure_class) AS failure_class
  FROM messages m
  JOIN receipts r ON r.message_id = m.id
  GROUP BY m.id, m.contact_id, m.campaign_id, m.sent_at
) x
LEFT JOIN (
  SELECT m.contact_id, MAX(m.sent_at) AS reached_at
  FROM messages m
  JOIN receipts r ON r.message_id = m.id
  WHERE r.status = 50
  GROUP BY m.contact_id
) p ON p.contact_id = x.contact_id
WHERE x.status BETWEEN 41 AND 44 AND x.failure_class = 1 AND x.sent_at > COALESCE(p.reached_at, '1970-01-01')
GROUP BY x.contact_id
HAVING COUNT(*) >= 2 AND COUNT(DISTINCT x.campaign_id) >= 2
  AND TIMESTAMPDIFF(HOUR, MIN(x.sent_at), MAX(x.sent_at)) >= 72
