-- Whoever no rule could take up is done with; the others are judged. Grain: person. Index: number_activity.PRIMARY.
UPDATE propose_persons p
JOIN cleaning_queue q ON q.person_id = p.person_id
LEFT JOIN number_activity a ON a.person_id = p.person_id
SET q.stage = IF(a.is_watched IN (2, 3), 2, 3)
