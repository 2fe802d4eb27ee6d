-- What a reviewer is shown of a message. Grain: message. Index: messages.PRIMARY, receipts_by_message.
SELECT m.id, m.message_id, a.campaign_id, a.name,
  (SELECT MIN(r.occurred_at) FROM receipts r WHERE r.message_id = m.id AND r.status > 40) AS occurred_at
FROM messages m
JOIN campaigns a ON a.id = m.campaign_id
WHERE m.id IN ({{ids}})
