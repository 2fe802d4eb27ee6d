-- Without a phone a contact is a person of its own. Grain: contact.
INSERT INTO import_persons (contact_id, person_id, old_person_id)
SELECT k.id, k.id, k.person_id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN contacts k ON k.contact_id = s.contact_id
WHERE s.phone_hmac IS NULL AND k.person_id <> k.id
