-- Zone days of new facts that got no hour: of zones nobody was in before. Grain: zone, UTC day. Index: message_facts.PRIMARY.
SELECT COALESCE(c.timezone, a.timezone, 'UTC') AS timezone, f.sent_s DIV 86400 AS day
FROM message_facts f
STRAIGHT_JOIN messages m ON m.id = f.message_id
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
STRAIGHT_JOIN campaigns a ON a.id = m.campaign_id
WHERE f.message_id BETWEEN :from AND :to
  AND f.send_hour < 0
GROUP BY COALESCE(c.timezone, a.timezone, 'UTC'), f.sent_s DIV 86400
