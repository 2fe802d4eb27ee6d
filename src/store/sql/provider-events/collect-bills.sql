-- The greatest of what differs from the sending platform's own figures: the same whatever order events come in, and
-- nothing to remember for the many messages where both agree, or where as much is known. Grain: message.
-- Index: messages.PRIMARY, message_bills.PRIMARY.
INSERT INTO event_bills (message_id, parts, price)
SELECT f.subject_id,
  MAX(IF(s.parts > COALESCE(b.parts, 0) AND s.parts <> COALESCE(b.own_parts, m.parts), s.parts, NULL)) AS more_parts,
  MAX(IF(s.price > COALESCE(b.price, '') AND NOT s.price <=> CONCAT(
      IF(b.message_id IS NULL, m.currency, b.own_currency),
      LPAD(COALESCE(b.own_cost_micro, m.cost_micro), 20, '0')), s.price, NULL)) AS more_price
FROM event_found f
JOIN import_rows s ON s.row_no = f.row_no
STRAIGHT_JOIN messages m ON m.id = f.subject_id
LEFT JOIN message_bills b ON b.message_id = f.subject_id
WHERE s.kind IN (1, 2) AND (s.parts IS NOT NULL OR s.price IS NOT NULL)
GROUP BY f.subject_id
HAVING more_parts IS NOT NULL OR more_price IS NOT NULL
