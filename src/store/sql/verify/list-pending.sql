-- Messages of an id range that the next tick looks at anyway: what differs there is no drift. Grain: message.
SELECT t.message_id FROM rollup_touched t WHERE t.message_id BETWEEN :from AND :to
UNION
SELECT r.message_id FROM receipts r WHERE r.id > :receipts AND r.message_id BETWEEN :from AND :to
UNION
SELECT c.message_id FROM clicks c WHERE c.id > :clicks AND c.message_id BETWEEN :from AND :to
UNION
SELECT m.id FROM messages m WHERE m.id > :messages AND m.id BETWEEN :from AND :to
UNION
SELECT r.message_id
FROM rollup_gaps g
JOIN receipts r ON r.id BETWEEN g.from_id AND g.to_id
WHERE g.source = 'receipts' AND r.message_id BETWEEN :from AND :to
UNION
SELECT c.message_id
FROM rollup_gaps g
JOIN clicks c ON c.id BETWEEN g.from_id AND g.to_id
WHERE g.source = 'clicks' AND c.message_id BETWEEN :from AND :to
UNION
SELECT m.id
FROM rollup_gaps g
JOIN messages m ON m.id BETWEEN g.from_id AND g.to_id
WHERE g.source = 'messages' AND m.id BETWEEN :from AND :to
UNION
SELECT m.id
FROM rollup_touched_contacts t
JOIN messages m ON m.contact_id = t.contact_id
WHERE m.id BETWEEN :from AND :to
UNION
SELECT f.message_id
FROM rollup_due d
JOIN message_facts f ON f.campaign_id = d.campaign_id AND f.sent_s >= d.slot * 900 AND f.sent_s < (d.slot + 1) * 900
WHERE d.due_s <= :now AND f.status < 30 AND f.message_id BETWEEN :from AND :to
