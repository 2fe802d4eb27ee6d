-- Contacts of a range: known since the start of the history (2 = by the first delivered message, if so), zone, and whether
-- the number may be texted. Grain: contact. Index: contacts.PRIMARY.
SELECT c.id,
  COALESCE(c.created_at < :panelTime, 2) + IF(c.phone_valid = 0 OR c.phone_kind = 'fixed_line', 0, 4) AS packed,
  COALESCE(c.timezone, '') AS zone
FROM contacts c
WHERE c.id > :after
  AND c.id <= :upTo
