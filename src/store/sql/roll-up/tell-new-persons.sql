-- The persons such messages belong to now, where that is somebody else. Grain: person.
-- Index: message_facts.PRIMARY.
INSERT IGNORE INTO cleaning_touched (person_id, from_s)
SELECT DISTINCT f.person_id, 0
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
STRAIGHT_JOIN message_facts f ON f.message_id = o.message_id
WHERE (t.why & 12) <> 0 AND f.person_id <> o.person_id
