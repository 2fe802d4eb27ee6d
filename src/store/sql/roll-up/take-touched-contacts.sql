-- Contacts whose person or zone changed, locked as in take-touched. Grain: contact.
INSERT INTO tick_contacts (contact_id)
SELECT r.contact_id
FROM rollup_touched_contacts r
ORDER BY r.contact_id
LIMIT :limit
FOR UPDATE
