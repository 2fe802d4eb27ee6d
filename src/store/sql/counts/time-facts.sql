-- Durations straight from message facts: the cut days of a window. Grain: keys, measure (k3), seconds; the reader adds up.
-- Index: message_facts_by_campaign.
SELECT x.k1, x.k2, x.k3, '' AS label, CONCAT({{bucket x.seconds}}, ':', COUNT(*)) AS value
FROM (
  SELECT {{keys}},
    IF(m.measure = 1, f.delivered_s, f.first_human_s) - IF(m.measure = 1, f.sent_s, f.delivered_s) AS seconds
  FROM message_facts f
  JOIN (SELECT 1 AS measure UNION ALL SELECT 2) m
  WHERE {{where}}
    AND f.delivered_s > 0
    AND (m.measure = 1 OR f.first_human_s > 0)
) x
GROUP BY x.k1, x.k2, x.k3, x.seconds
