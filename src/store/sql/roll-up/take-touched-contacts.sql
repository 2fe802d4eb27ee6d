-- Contacts whose person or zone changed, as in take-touched. Grain: contact. Index: rollup_touched_contacts.PRIMARY.
INSERT INTO tick_contacts (contact_id)
SELECT r.contact_id
FROM rollup_touched_contacts r
ORDER BY r.contact_id
LIMIT :limit
