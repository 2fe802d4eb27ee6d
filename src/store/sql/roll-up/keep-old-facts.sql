-- The facts of touched messages as they were, but for carried ones. Grain: message. Index: message_facts.PRIMARY.
INSERT INTO tick_old
SELECT f.*
FROM tick_rest t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
