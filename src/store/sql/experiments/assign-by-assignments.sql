-- Everybody assigned in a campaign, with the first time; in two arms = arm 0, crossed over. Whoever comes a second
-- time changes their row: grouping a million first would cost twice as much.
-- Grain: person. Index: assignments.PRIMARY, contacts.PRIMARY.
INSERT INTO experiment_persons (person_id, variant_id, assigned_s, start_s, counted)
SELECT x.person, x.variant_id, x.assigned_s, x.assigned_s, 1
FROM (
  SELECT IF(c.person_id = 0, c.id, c.person_id) AS person, a.variant_id,
    TIMESTAMPDIFF(SECOND, '1970-01-01', a.assigned_at) AS assigned_s
  FROM assignments a
  STRAIGHT_JOIN contacts c ON c.id = a.contact_id
  WHERE a.campaign_id = :campaign
    AND a.assigned_at <= :asOfTime
) x
ON DUPLICATE KEY UPDATE
  variant_id = IF(experiment_persons.variant_id = x.variant_id, x.variant_id, 0),
  assigned_s = LEAST(experiment_persons.assigned_s, x.assigned_s),
  start_s = LEAST(experiment_persons.start_s, x.assigned_s)
