-- Persons with a number the library calls invalid. Grain: person. phone_verdicts is read whole.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 2
FROM phone_verdicts v
STRAIGHT_JOIN contacts c ON c.id = v.contact_id
WHERE v.verdict = 'invalid_pattern'
