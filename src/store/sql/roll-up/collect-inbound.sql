-- New replies (kind 3) of an id range. Grain: event. Index: inbound.PRIMARY.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT 3, i.id
FROM inbound i
WHERE i.id BETWEEN :from AND :to
