DELETE p
FROM propose_persons p
JOIN cleaning_queue q ON q.person_id = p.person_id
WHERE q.stage = 1
