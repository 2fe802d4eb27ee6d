-- Assigned persons with a hit on a message of the campaign before their window ends: any, by a human, and the minutes
-- from delivery to the first human one (-1 = none, or not delivered). A time in milliseconds and up to 999,999
-- minutes fit into one BIGINT, so that the smallest keeps its minutes. Grain: arm and minute.
-- Index: message_facts_by_campaign, click_facts_by_message.
SELECT y.variant_id, y.minutes, SUM(y.human) AS clicking, COUNT(*) AS raw_clicking
FROM (
  SELECT x.variant_id, x.human, IF(x.first_human IS NULL, -1, x.first_human % 1000000 - 1) AS minutes
  FROM (
    SELECT e.variant_id, f.person_id, MAX(k.verdict = 1) AS human,
      MIN(IF(k.verdict = 1,
        k.clicked_ms * 1000000
          + IF(f.delivered_s = 0, 0, 1 + LEAST(GREATEST(k.clicked_ms DIV 1000 - f.delivered_s, 0) DIV 60, 999998)),
        NULL)) AS first_human
    FROM {{messages}} f
    STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
    STRAIGHT_JOIN {{clicks}} k ON k.message_id = f.message_id
    WHERE f.campaign_id = :campaign
      AND f.clicks > 0
      AND f.sent_s <= :asOf
      AND e.counted = 1
      AND e.variant_id <> 0
      AND k.clicked_ms DIV 1000 < e.start_s + :window
      AND k.clicked_ms DIV 1000 <= :asOf
    GROUP BY e.variant_id, f.person_id
  ) x
) y
GROUP BY y.variant_id, y.minutes
ORDER BY y.variant_id, y.minutes
