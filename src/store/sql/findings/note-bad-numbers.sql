-- Persons of a range whose number the numbering plan refuses or calls a landline. Index: contacts.PRIMARY.
UPDATE person_findings p
JOIN contacts c ON c.id = p.person_id
SET p.is_reachable = 0
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
  AND (c.phone_valid = 0 OR c.phone_kind = 'fixed_line')
