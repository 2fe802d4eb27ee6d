INSERT INTO conversions (conversion_id, order_id, contact_id, message_id, kind, converted_at, value_micro, currency,
  received_at)
SELECT s.conversion_id, s.order_id, f.contact_id, f.message_id, s.kind, s.converted_at, s.value_micro, s.currency,
  UTC_TIMESTAMP(3)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
