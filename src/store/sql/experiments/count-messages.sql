-- Assigned persons with a message of the campaign; whom one sent before their window ends reached; whom all of those
-- failed, an answer that never came included (status 30 = older than 72 h). Canceled ones were not tried.
-- Grain: arm. Index: message_facts_by_campaign.
SELECT x.variant_id, COUNT(*) AS messaged, SUM(x.reached > 0) AS delivered,
  SUM(x.reached = 0 AND x.tried > 0 AND x.settled = x.tried) AS not_delivered
FROM (
  SELECT e.variant_id, f.person_id,
    SUM(f.sent_s < e.start_s + :window AND f.status <> 45) AS tried,
    SUM(f.sent_s < e.start_s + :window AND f.status <> 45 AND f.status >= 30) AS settled,
    SUM(f.sent_s < e.start_s + :window AND f.status = 50) AS reached
  FROM {{messages}} f
  STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
  WHERE f.campaign_id = :campaign
    AND f.sent_s <= :asOf
    AND e.counted = 1
    AND e.variant_id <> 0
  GROUP BY e.variant_id, f.person_id
) x
GROUP BY x.variant_id
