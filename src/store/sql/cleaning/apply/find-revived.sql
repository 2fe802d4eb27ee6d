-- Recommendations of the range that something positive disproves which came in after their evidence was read, by any
-- contact with the number; and those whose contact has another number now, or is gone. Grain: one row a recommendation and cause.
-- Index: contacts_by_phone, messages_by_contact, receipts_by_message, clicks_by_message, *_by_contact.
SELECT r.id, r.version, r.state, 'delivery' AS because
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
LEFT JOIN cleaning_runs n ON n.id = r.run_id
JOIN contacts c ON c.phone_hmac = r.phone_hmac
JOIN messages m ON m.contact_id = c.id
JOIN receipts e ON e.message_id = m.id
WHERE i.batch_id = :batch AND i.recommendation_id > :after AND i.recommendation_id <= :upto
  AND r.state = 'applying' AND r.reason IN (:delivery)
  AND e.status = 50
  AND e.received_at > COALESCE(n.as_of, r.proposed_at)
  AND e.occurred_at > COALESCE(r.last_evidence_at, '1970-01-01')
UNION
SELECT r.id, r.version, r.state, 'click'
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
LEFT JOIN cleaning_runs n ON n.id = r.run_id
JOIN contacts c ON c.phone_hmac = r.phone_hmac
JOIN messages m ON m.contact_id = c.id
JOIN clicks k ON k.message_id = m.id
LEFT JOIN click_facts f ON f.click_id = k.id
WHERE i.batch_id = :batch AND i.recommendation_id > :after AND i.recommendation_id <= :upto
  AND r.state = 'applying' AND r.reason IN (:click)
  AND IF(COALESCE(f.verdict, 0) > 0, f.verdict = 1, k.agent_verdict IN (0, 1) AND k.agent_class <> 2)
  AND k.received_at > COALESCE(n.as_of, r.proposed_at)
  AND k.clicked_at > COALESCE(r.last_evidence_at, '1970-01-01')
UNION
SELECT r.id, r.version, r.state, 'reply'
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
LEFT JOIN cleaning_runs n ON n.id = r.run_id
JOIN contacts c ON c.phone_hmac = r.phone_hmac
JOIN inbound w ON w.contact_id = c.id
WHERE i.batch_id = :batch AND i.recommendation_id > :after AND i.recommendation_id <= :upto
  AND r.state = 'applying' AND r.reason IN (:reply)
  AND w.received_at > COALESCE(n.as_of, r.proposed_at)
  AND w.occurred_at > COALESCE(r.last_evidence_at, '1970-01-01')
UNION
SELECT r.id, r.version, r.state, 'order'
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
LEFT JOIN cleaning_runs n ON n.id = r.run_id
JOIN contacts c ON c.phone_hmac = r.phone_hmac
JOIN conversions o ON o.contact_id = c.id
WHERE i.batch_id = :batch AND i.recommendation_id > :after AND i.recommendation_id <= :upto
  AND r.state = 'applying' AND r.reason IN (:order)
  AND o.received_at > COALESCE(n.as_of, r.proposed_at)
  AND o.converted_at > COALESCE(r.last_evidence_at, '1970-01-01')
UNION
SELECT r.id, r.version, r.state, 'opt_in'
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
LEFT JOIN cleaning_runs n ON n.id = r.run_id
JOIN contacts c ON c.phone_hmac = r.phone_hmac
JOIN opt_outs p ON p.contact_id = c.id
WHERE i.batch_id = :batch AND i.recommendation_id > :after AND i.recommendation_id <= :upto
  AND r.state = 'applying' AND r.reason IN (:optIn)
  AND p.event = 'opt_in'
  AND p.received_at > COALESCE(n.as_of, r.proposed_at)
  AND p.occurred_at > COALESCE(r.last_evidence_at, '1970-01-01')
UNION
SELECT r.id, r.version, r.state, 'other_number'
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
LEFT JOIN contacts c ON c.id = r.contact_id
WHERE i.batch_id = :batch AND i.recommendation_id > :after AND i.recommendation_id <= :upto
  AND r.state = 'applying'
  AND (c.id IS NULL OR NOT (c.phone_hmac <=> r.phone_hmac))
