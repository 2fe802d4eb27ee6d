-- Assigned persons with a message of the campaign; whom one sent before their window ends reached; whom all of those
-- failed, an answer that never came included (status 30 = older than 72 h). Canceled ones were not tried.
-- A person is one number of bits: 1 tried, 2 tried and waiting, 4 reached; a million sums would spill to disk.
-- Grain: arm. Index: message_facts_by_campaign.
SELECT x.variant_id, COUNT(*) AS messaged, SUM((x.bits & 4) > 0) AS delivered, SUM(x.bits = 1) AS not_delivered
FROM (
  SELECT e.variant_id, f.person_id,
    BIT_OR(IF(f.status <> 45 AND f.sent_s < e.start_s + :window,
      1 | IF(f.status < 30, 2, 0) | IF(f.status = 50, 4, 0),
      0)) AS bits
  FROM {{messages}} f
  STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
  WHERE f.campaign_id = :campaign
    AND f.sent_s <= :asOf
    AND e.counted = 1
    AND e.variant_id <> 0
  GROUP BY e.variant_id, f.person_id
) x
GROUP BY x.variant_id
