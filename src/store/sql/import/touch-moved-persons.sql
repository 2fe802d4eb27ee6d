-- Contacts of this chunk that are new have no events yet.
INSERT IGNORE INTO rollup_touched_contacts (contact_id, reason)
SELECT p.contact_id, 'import'
FROM import_persons p
WHERE p.old_person_id <> 0
