-- The same of contacts that moved to another person and may have no message. Grain: person.
-- Index: contacts.PRIMARY.
INSERT IGNORE INTO cleaning_touched (person_id, from_s)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 0
FROM tick_contacts t
STRAIGHT_JOIN contacts c ON c.id = t.contact_id
