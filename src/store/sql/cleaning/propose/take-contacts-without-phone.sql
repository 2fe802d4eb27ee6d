-- Grain: contact. Index: contacts.PRIMARY.
INSERT INTO propose_contacts (contact_id, person_id)
SELECT h.id, h.id
FROM propose_persons p
STRAIGHT_JOIN contacts h ON h.id = p.person_id
WHERE h.phone_hmac IS NULL
