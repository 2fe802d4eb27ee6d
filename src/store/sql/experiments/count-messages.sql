-- Assigned persons with a message of the campaign; whom one sent before their window ends reached; whom all of those
-- failed, an answer that never came included (status 30 = older than 72 h). Canceled ones were not tried.
-- A person is one number of bits: 1 tried, 2 tried and waiting, 4 reached. Sorted into groups: those of ten million do not
-- fit into memory, and would be looked up on disk one by one.
-- With it what they cost; where the first and the last currency differ, sum-costs.sql tells them apart. A sum of doubles
-- is exact to 2^53. Grain: arm. Index: message_facts_by_campaign.
SELECT x.variant_id, COUNT(*) AS messaged, SUM((x.bits & 4) > 0) AS delivered, SUM(x.bits = 1) AS not_delivered,
  CAST(SUM(x.micro) AS SIGNED) AS micro, MIN(x.first_currency) AS first_currency, MAX(x.last_currency) AS last_currency
FROM (
  SELECT SQL_BIG_RESULT e.variant_id, f.person_id,
    BIT_OR(IF(f.status <> 45 AND f.sent_s < e.start_s + :window,
      1 | IF(f.status < 30, 2, 0) | IF(f.status = 50, 4, 0),
      0)) AS bits,
    SUM(0e0 + IF(f.currency <> '' AND f.sent_s < e.start_s + :window, f.cost_micro, 0)) AS micro,
    MIN(IF(f.currency <> '' AND f.sent_s < e.start_s + :window, f.currency, NULL)) AS first_currency,
    MAX(IF(f.currency <> '' AND f.sent_s < e.start_s + :window, f.currency, NULL)) AS last_currency
  FROM {{messages}} f
  STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
  WHERE f.campaign_id = :campaign
    AND f.sent_s <= :asOf
    AND e.counted = 1
    AND e.variant_id <> 0
  GROUP BY e.variant_id, f.person_id
) x
GROUP BY x.variant_id
