-- Contacts that share one of the phones, or did. The first of them is no duplicate. Index: contacts_by_phone.
INSERT INTO import_twins (contact_id, duplicate_of)
SELECT k.id, IF(k.person_id = k.id, NULL, k.person_id)
FROM import_phones p
STRAIGHT_JOIN contacts k ON k.phone_hmac = p.phone_hmac
LEFT JOIN phone_verdicts v ON v.contact_id = k.id
WHERE k.person_id <> k.id OR v.duplicate_of IS NOT NULL
