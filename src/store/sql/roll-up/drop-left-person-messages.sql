-- Entries of messages that were read again and moved to another person, campaign or time, do not matter any more, or
-- are gone. Run when the facts are written. Index: person_messages.PRIMARY, message_facts.PRIMARY.
DELETE p
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = o.person_id AND p.sent_s = o.sent_s AND p.message_id = o.message_id
LEFT JOIN message_facts f ON f.message_id = o.message_id
WHERE ((t.why & 12) <> 0 OR o.clicks > 0)
  AND (NOT (f.person_id <=> o.person_id AND f.sent_s <=> o.sent_s AND f.campaign_id <=> o.campaign_id)
    OR f.contact_flags = 0)
