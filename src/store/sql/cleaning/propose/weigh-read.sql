-- Persons whose failures were read, and whoever stood for one of their contacts before. Grain: person.
INSERT INTO propose_weighed (person_id)
SELECT p.contact_id
FROM propose_contacts p
