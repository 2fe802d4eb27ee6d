-- Messages whose pieces or price change now. Grain: message.
INSERT IGNORE INTO rollup_touched (message_id, reason)
SELECT e.message_id, 'import'
FROM event_bills e
JOIN message_bills b ON b.message_id = e.message_id
JOIN messages m ON m.id = e.message_id
WHERE m.parts <> COALESCE(b.parts, m.parts)
  OR (b.price IS NOT NULL AND NOT b.price <=> CONCAT(m.currency, LPAD(m.cost_micro, 20, '0')))
