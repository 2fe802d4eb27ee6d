-- A message is delivered when the last of its pieces is. How many there are: the highest number that any receipt or
-- piece gives, else what is billed. A piece that is told to be delivered twice counts from the first time. Grain:
-- message. Index: part_receipts.PRIMARY. The key is a hash like those of the provider's events.
INSERT IGNORE INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
SELECT w.message_id,
  CONV(LEFT(SHA2(CONCAT('pieces|', w.whole_at), 256), 13), 16, 10),
  50, 0, w.raw_code, w.carrier, w.whole_at, w.whole_received_at
FROM (
  SELECT y.message_id, MAX(y.piece_at) AS whole_at, MAX(y.piece_received_at) AS whole_received_at,
    MIN(y.raw_code) AS raw_code, MIN(y.carrier) AS carrier, COUNT(*) AS pieces,
    MAX(y.told) AS told, MAX(y.part_index) AS highest
  FROM (
    SELECT p.message_id, p.part_index, MIN(p.occurred_at) AS piece_at, MIN(p.received_at) AS piece_received_at,
      MAX(p.part_count) AS told, MIN(p.raw_code) AS raw_code, MIN(p.carrier) AS carrier
    FROM event_pieces e
    STRAIGHT_JOIN part_receipts p ON p.message_id = e.message_id
    GROUP BY p.message_id, p.part_index
  ) y
  GROUP BY y.message_id
) w
STRAIGHT_JOIN messages m ON m.id = w.message_id
WHERE w.pieces >= GREATEST(w.highest, IF(w.told = 0, m.parts, w.told))
