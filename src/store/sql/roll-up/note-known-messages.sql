-- New ids that have a fact already: counted with one of their events, nothing is new about them. Run before any fact
-- is written. Grain: message. Index: message_facts.PRIMARY.
INSERT IGNORE INTO tick_known (message_id)
SELECT f.message_id
FROM message_facts f
WHERE f.message_id BETWEEN :from AND :to
