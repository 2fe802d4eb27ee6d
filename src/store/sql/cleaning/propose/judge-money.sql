-- What the last 90 days of sending cost. Grain: contact, provider, currency. Index: messages_by_contact.
SELECT m.contact_id, m.provider, f.currency, SUM(f.cost_micro) AS submitted,
  SUM(IF(f.status IN (43, 44, 45), 0, f.cost_micro)) AS accepted, SUM(IF(f.status = 50, f.cost_micro, 0)) AS delivered
FROM messages m
JOIN message_facts f ON f.message_id = m.id
WHERE m.contact_id IN ({{ids}})
  AND m.sent_at > FROM_UNIXTIME(:asOf - 7776000) AND m.sent_at <= FROM_UNIXTIME(:asOf)
GROUP BY m.contact_id, m.provider, f.currency
