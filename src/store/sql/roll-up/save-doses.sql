UPDATE tick_doses t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
SET f.dose30 = t.dose30
