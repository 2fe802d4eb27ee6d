-- A test of send times: outcomes count from the first message; in arms that are sent to, who has none has no outcome.
-- Grain: person. Index: message_facts_by_campaign, variants.PRIMARY.
UPDATE experiment_persons e
LEFT JOIN (
  SELECT f.person_id, MIN(f.sent_s) AS sent_s
  FROM message_facts f
  WHERE f.campaign_id = :campaign
    AND f.sent_s <= :asOf
  GROUP BY f.person_id
) x ON x.person_id = e.person_id
LEFT JOIN variants v ON v.id = e.variant_id
SET e.start_s = COALESCE(x.sent_s, e.assigned_s),
  e.counted = IF(x.sent_s IS NULL AND COALESCE(v.is_holdout, 0) = 0, 0, 1)
