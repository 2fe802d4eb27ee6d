-- A campaign without assignments: who was sent which variant, with the first sending; two variants = arm 0.
-- Messages without a variant say nothing. Grain: person. Index: message_facts_by_campaign.
INSERT INTO experiment_persons (person_id, variant_id, assigned_s, start_s, counted)
SELECT x.person_id, x.variant_id, x.sent_s, x.sent_s, 1
FROM (
  SELECT f.person_id, f.variant_id, f.sent_s
  FROM message_facts f
  WHERE f.campaign_id = :campaign
    AND f.variant_id <> 0
    AND f.sent_s <= :asOf
) x
ON DUPLICATE KEY UPDATE
  variant_id = IF(experiment_persons.variant_id = x.variant_id, x.variant_id, 0),
  assigned_s = LEAST(experiment_persons.assigned_s, x.sent_s),
  start_s = LEAST(experiment_persons.start_s, x.sent_s)
