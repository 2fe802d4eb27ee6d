-- Of the persons and of whoever stood for one of their contacts before. Index: number_evidence.PRIMARY.
DELETE e
FROM propose_contacts p
STRAIGHT_JOIN number_evidence e ON e.person_id = p.contact_id
