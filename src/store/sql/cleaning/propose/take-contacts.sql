-- All rows of the list with the number of a person. Who became the double of somebody else is nobody any more. Grain: contact. Index: contacts_by_phone.
INSERT INTO propose_contacts (contact_id, person_id)
SELECT c.id, p.person_id
FROM propose_persons p
STRAIGHT_JOIN contacts h ON h.id = p.person_id AND h.person_id IN (0, h.id)
STRAIGHT_JOIN contacts c ON c.phone_hmac = h.phone_hmac
