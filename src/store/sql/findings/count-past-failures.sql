-- As count-failures, of messages whose final receipt had come in by then. Grain: campaign, outcome.
-- Index: message_facts_by_campaign, receipts_by_message.
SELECT f.campaign_id, u.carrier, IF(u.status = 50, '', u.code) AS code, u.status = 50 AS is_delivered,
  COUNT(*) AS messages
FROM campaigns a
STRAIGHT_JOIN message_facts f ON f.campaign_id = a.id
STRAIGHT_JOIN outcomes u ON u.id = f.outcome_id
WHERE a.kind = 'promotional'
  AND f.sent_s >= :firstS
  AND f.sent_s <= :matureS
  AND u.status IN (41, 42, 43, 44, 50)
  AND u.failure_class NOT IN (1, 2, 3, 5)
  {{received-outcome}}
GROUP BY f.campaign_id, u.carrier, IF(u.status = 50, '', u.code), u.status = 50
