-- Contacts whose candidate is the number of another contact, else the candidate of an earlier one. What they share
-- as they are written goes before. Indexes: phone_verdicts_by_candidate, contacts_by_phone.
INSERT INTO import_twins (contact_id, duplicate_of)
SELECT * FROM (
  SELECT v.contact_id, IF(x.holder = v.contact_id, NULL, COALESCE(x.holder, NULLIF(x.first, v.contact_id))) AS twin
  FROM (
    SELECT p.phone_hmac, MIN(o.contact_id) AS first,
      (SELECT MIN(h.id) FROM contacts h WHERE h.phone_hmac = p.phone_hmac) AS holder
    FROM import_phones p
    STRAIGHT_JOIN phone_verdicts o ON o.candidate_hmac = p.phone_hmac
    GROUP BY p.phone_hmac
  ) x
  STRAIGHT_JOIN phone_verdicts v ON v.candidate_hmac = x.phone_hmac
  JOIN contacts k ON k.id = v.contact_id
  WHERE k.person_id = k.id
) y
ON DUPLICATE KEY UPDATE duplicate_of = COALESCE(import_twins.duplicate_of, y.twin)
