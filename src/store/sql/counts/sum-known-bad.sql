-- Messages that failed for good to people whose number had failed for good a day before or earlier by a code that
-- proves it, or twice by one that speaks for it, with no delivery in between: as the last search for numbers to clean read
-- them. Costs nobody bills are no costs.
-- Grain: currency. Index: number_evidence_by_time, number_evidence.PRIMARY, evidence_codes.PRIMARY, message_facts.PRIMARY.
SELECT f.currency,
  COUNT(*) AS messages,
  COUNT(DISTINCT e.person_id) AS contacts,
  SUM(IF({{unbilled}}, 0, f.cost_micro)) AS cost_micro
FROM number_evidence e
STRAIGHT_JOIN message_facts f ON f.message_id = e.message_id
STRAIGHT_JOIN campaigns a ON a.id = f.campaign_id
STRAIGHT_JOIN messages m ON m.id = f.message_id
LEFT JOIN message_bills b ON b.message_id = f.message_id
WHERE e.sent_s >= :from AND e.sent_s < :to
  AND e.failure_class IN ({{permanent}})
  AND e.left_out = 0
  AND (
    SELECT SUM(IF(c.weight = 3, 2, 1))
    FROM number_evidence p
    JOIN evidence_codes c ON c.id = p.code_id
    WHERE p.person_id = e.person_id
      AND p.sent_s <= e.sent_s - 86400
      AND p.sent_s > e.delivered_before_s
      AND p.failure_class IN ({{permanent}})
      AND p.left_out = 0
      AND c.weight >= 2
      AND c.is_distrusted = 0
  ) >= 2{{where}}
GROUP BY f.currency
ORDER BY f.currency
