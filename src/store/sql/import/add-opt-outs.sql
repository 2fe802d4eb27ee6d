INSERT INTO opt_outs (event_id, contact_id, event, occurred_at, keyword, message_id, received_at)
SELECT s.event_id, f.contact_id, s.event, s.occurred_at, s.keyword, f.message_id, UTC_TIMESTAMP(3)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
