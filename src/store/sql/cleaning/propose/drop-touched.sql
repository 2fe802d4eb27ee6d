-- Those that are in the queue; who was touched in the meantime stays.
DELETE t
FROM cleaning_touched t
JOIN cleaning_queue q ON q.person_id = t.person_id
WHERE t.from_s <= :asOf AND q.stage = 1
