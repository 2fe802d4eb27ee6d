-- Grain: currency. Messages sent after their number was proposed as bad, while nobody had decided.
SELECT m.currency, COUNT(*) AS messages, SUM(m.cost_micro) AS cost
FROM recommendations r
JOIN messages m ON m.contact_id = r.contact_id AND m.sent_at >= :from AND m.sent_at < :to
WHERE r.state IN ('proposed', 'approved', 'snoozed')
  AND r.reason IN ('invalid_number', 'not_sms_capable', 'invalid_pattern')
  AND m.sent_at >= r.proposed_at
GROUP BY m.currency
