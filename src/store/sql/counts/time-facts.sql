-- Durations straight from message facts: the cut days of a window. Grain: key, measure, bucket.
-- Index: message_facts_by_campaign.
SELECT x.k1, x.k2, x.measure, {{bucket x.seconds}} AS bucket, COUNT(*) AS n
FROM (
  SELECT {{by}},
    m.measure,
    IF(m.measure = 1, f.delivered_s, f.first_human_s) - IF(m.measure = 1, f.sent_s, f.delivered_s) AS seconds
  FROM message_facts f
  JOIN (SELECT 1 AS measure UNION ALL SELECT 2) m
  WHERE {{campaigns}}
    AND f.sent_s >= :from
    AND f.sent_s < :to
    AND f.delivered_s > 0
    AND (m.measure = 1 OR f.first_human_s > 0){{segments}}
) x
GROUP BY x.k1, x.k2, x.measure, bucket
