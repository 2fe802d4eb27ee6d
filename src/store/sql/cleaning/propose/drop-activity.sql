-- Of whoever stood for one of their contacts before. Index: number_activity.PRIMARY.
DELETE a
FROM propose_contacts p
STRAIGHT_JOIN number_activity a ON a.person_id = p.contact_id
WHERE p.contact_id <> p.person_id
