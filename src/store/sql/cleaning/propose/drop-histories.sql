-- Index: code_histories.PRIMARY.
DELETE h
FROM propose_weighed w
STRAIGHT_JOIN code_histories h ON h.person_id = w.person_id
