-- New contacts whose number another row has too, or has something wrong. Grain: person. Index: contacts.PRIMARY, by
-- range; contacts_by_phone, phone_verdicts.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM contacts c
WHERE c.id > :after AND c.id <= :upTo
  AND (c.person_id NOT IN (0, c.id)
    OR EXISTS (SELECT 1 FROM contacts o WHERE o.phone_hmac = c.phone_hmac AND o.id <> c.id)
    OR EXISTS (SELECT 1 FROM phone_verdicts v WHERE v.contact_id = c.id))
ON DUPLICATE KEY UPDATE stage = 1
