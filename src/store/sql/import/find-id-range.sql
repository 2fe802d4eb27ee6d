-- Which numbers the first and the last row of a chunk got as messages. Index: messages_by_message_id. Grain: chunk.
SELECT MIN(m.id) AS first, MAX(m.id) AS last
FROM import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.message_id
WHERE s.row_no IN (:firstRow, :lastRow)
