-- Every contact with one of the phones belongs to the lowest contact id with it. Grain: contact.
-- Index: contacts_by_phone.
INSERT INTO import_persons (contact_id, person_id, old_person_id)
SELECT k.id, x.person_id, k.person_id
FROM (
  SELECT p.phone_hmac, MIN(c.id) AS person_id
  FROM import_phones p
  STRAIGHT_JOIN contacts c ON c.phone_hmac = p.phone_hmac
  GROUP BY p.phone_hmac
) x
STRAIGHT_JOIN contacts k ON k.phone_hmac = x.phone_hmac
WHERE k.person_id <> x.person_id
