-- Open recommendations whose contact has another number now, or whose phone has nothing wrong any more.
-- Grain: person. Index: recommendations_by_state, contacts.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM recommendations r
STRAIGHT_JOIN contacts c ON c.id = r.contact_id
LEFT JOIN phone_verdicts v ON v.contact_id = c.id
WHERE r.is_open = 1
  AND (NOT (r.phone_hmac <=> c.phone_hmac)
    OR r.person_id <> IF(c.person_id = 0, c.id, c.person_id)
    OR (r.reason IN ('invalid_pattern', 'damaged_import') AND v.contact_id IS NULL))
ON DUPLICATE KEY UPDATE stage = 1
