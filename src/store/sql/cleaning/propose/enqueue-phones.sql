-- Phones judged anew. Grain: person. phone_verdicts holds only phones with something wrong and is read whole.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM phone_verdicts v
STRAIGHT_JOIN contacts c ON c.id = v.contact_id
WHERE v.judged_at >= FROM_UNIXTIME(:since)
ON DUPLICATE KEY UPDATE stage = 1
