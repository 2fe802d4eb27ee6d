-- Opt-outs and opt-ins of contacts whose person changed. Grain: event. Index: opt_outs_by_contact.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT IF(o.event = 'opt_in', 2, 1), o.id
FROM tick_contacts t
STRAIGHT_JOIN opt_outs o ON o.contact_id = t.contact_id
WHERE o.id <= :watermark
