UPDATE contacts k
JOIN import_persons p ON p.contact_id = k.id
SET k.person_id = p.person_id
