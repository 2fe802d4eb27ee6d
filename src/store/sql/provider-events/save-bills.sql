-- Index: message_bills.PRIMARY.
INSERT INTO message_bills (message_id, own_parts, own_cost_micro, own_currency, parts, price)
SELECT * FROM (
  SELECT e.message_id, m.parts AS platform_parts, m.cost_micro, m.currency, e.parts AS told_parts, e.price AS told_price
  FROM event_bills e
  JOIN messages m ON m.id = e.message_id
) x
ON DUPLICATE KEY UPDATE
  parts = IF(x.told_parts IS NULL, message_bills.parts, GREATEST(COALESCE(message_bills.parts, 0), x.told_parts)),
  price = IF(x.told_price IS NULL, message_bills.price, GREATEST(COALESCE(message_bills.price, ''), x.told_price))
