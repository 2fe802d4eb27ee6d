-- Their pieces are counted again where their number changes.
INSERT IGNORE INTO event_pieces (message_id)
SELECT e.message_id
FROM event_bills e
WHERE e.parts IS NOT NULL
