-- Persons nothing is sent to any more. Grain: person. Index: suppressions_by_phone.
SELECT DISTINCT p.person_id
FROM propose_persons p
STRAIGHT_JOIN contacts h ON h.id = p.person_id
STRAIGHT_JOIN suppressions s ON s.phone_hmac = h.phone_hmac
WHERE s.lifted_at IS NULL AND s.sender = '' AND (s.until_at IS NULL OR s.until_at > FROM_UNIXTIME(:asOf))
