UPDATE tick_flags t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
SET f.contact_flags = t.contact_flags
