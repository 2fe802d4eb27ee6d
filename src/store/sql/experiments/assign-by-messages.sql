-- A campaign without assignments: who was sent which variant, with the first sending; two variants = arm 0.
-- Messages without a variant say nothing. Grain: person. Index: message_facts_by_campaign.
INSERT INTO experiment_persons (person_id, variant_id, assigned_s, start_s, counted)
SELECT f.person_id, IF(MIN(f.variant_id) = MAX(f.variant_id), MIN(f.variant_id), 0), MIN(f.sent_s), MIN(f.sent_s), 1
FROM message_facts f
WHERE f.campaign_id = :campaign
  AND f.variant_id <> 0
  AND f.sent_s <= :asOf
GROUP BY f.person_id
ORDER BY f.person_id
