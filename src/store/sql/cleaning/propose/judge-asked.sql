-- Deliveries since a sign of life was asked for. Grain: person. Index: recommendations_by_person, messages_by_contact.
SELECT p.person_id, COUNT(f.message_id) AS deliveries
FROM propose_contacts p
STRAIGHT_JOIN recommendations r ON r.contact_id = p.contact_id
LEFT JOIN messages m ON m.contact_id = p.contact_id AND m.sent_at > r.state_at
LEFT JOIN message_facts f ON f.message_id = m.id AND f.status = 50 AND f.sent_s <= :asOf
WHERE r.action = 'reengage' AND r.state = 'applied'
GROUP BY p.person_id
