DELETE e
FROM propose_persons p
STRAIGHT_JOIN number_evidence e ON e.person_id = p.person_id
