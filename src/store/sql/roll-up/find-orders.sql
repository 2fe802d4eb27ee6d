-- Orders of the conversions to attribute: an order counts once, whoever cites it. Grain: order.
INSERT IGNORE INTO tick_orders (order_id)
SELECT k.order_id
FROM tick_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
WHERE k.order_id IS NOT NULL
