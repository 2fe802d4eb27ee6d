UPDATE event_bills e
JOIN message_bills b ON b.message_id = e.message_id
JOIN messages m ON m.id = e.message_id
SET m.parts = COALESCE(b.parts, m.parts),
  m.cost_micro = IF(b.price IS NULL, m.cost_micro, CAST(SUBSTRING(b.price, 4) AS SIGNED)),
  m.currency = IF(b.price IS NULL, m.currency, LEFT(b.price, 3))
