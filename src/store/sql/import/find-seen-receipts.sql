-- Index: receipts_by_message.
INSERT INTO import_seen (row_no, has_event, is_stale)
SELECT f.row_no, MAX(r.event_key = s.event_key), MAX(r.status DIV 10) > MAX(s.status DIV 10)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN receipts r ON r.message_id = f.known_id
WHERE f.known_id IS NOT NULL
GROUP BY f.row_no
