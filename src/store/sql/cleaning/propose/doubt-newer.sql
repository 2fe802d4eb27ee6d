-- Persons of whom more is news than messages, or of whom nobody is left: they are read whole. Grain: person.
-- Index: number_activity.PRIMARY.
UPDATE propose_persons p
JOIN cleaning_queue q ON q.person_id = p.person_id
LEFT JOIN propose_marks k ON k.person_id = p.person_id
LEFT JOIN number_activity a ON a.person_id = p.person_id
SET q.stage = 1
WHERE NOT COALESCE(
  k.click_s = a.last_click_s AND k.order_s = a.ordered_s AND k.engaged_s = a.engaged_s
    AND k.sign_s <= a.positive_s AND a.attempted_last_s IS NOT NULL, 0)
