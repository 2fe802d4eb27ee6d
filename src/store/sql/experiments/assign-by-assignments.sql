-- Everybody assigned in a campaign, with the first time; in two arms = arm 0, crossed over.
-- Grain: person. Index: assignments.PRIMARY, contacts.PRIMARY.
INSERT INTO experiment_persons (person_id, variant_id, assigned_s, start_s, counted)
SELECT IF(c.person_id = 0, c.id, c.person_id) AS person,
  IF(MIN(a.variant_id) = MAX(a.variant_id), MIN(a.variant_id), 0),
  TIMESTAMPDIFF(SECOND, '1970-01-01', MIN(a.assigned_at)),
  TIMESTAMPDIFF(SECOND, '1970-01-01', MIN(a.assigned_at)),
  1
FROM assignments a
STRAIGHT_JOIN contacts c ON c.id = a.contact_id
WHERE a.campaign_id = :campaign
  AND a.assigned_at <= :asOfTime
GROUP BY IF(c.person_id = 0, c.id, c.person_id)
ORDER BY person
