INSERT INTO inbound (inbound_id, contact_id, occurred_at, text, keyword, received_at)
SELECT s.inbound_id, f.contact_id, s.occurred_at, s.text, s.keyword, UTC_TIMESTAMP(3)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
