DELETE a
FROM propose_persons p
STRAIGHT_JOIN number_activity a ON a.person_id = p.person_id
