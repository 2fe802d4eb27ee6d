-- New opt-outs (kind 1) and opt-ins (kind 2) of an id range. Grain: event. Index: opt_outs.PRIMARY.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT IF(o.event = 'opt_in', 2, 1), o.id
FROM opt_outs o
WHERE o.id BETWEEN :from AND :to
