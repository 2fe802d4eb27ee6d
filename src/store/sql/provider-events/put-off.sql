-- Looked for in vain: again after 2, 4, 8 ... minutes, in the end once a day. Index: parked_events.PRIMARY.
UPDATE event_found f
STRAIGHT_JOIN parked_events p ON p.id = GREATEST(f.row_no, 4000000000) - 4000000000
SET p.next_try_at = UTC_TIMESTAMP(3) + INTERVAL LEAST(1440, 1 << LEAST(p.tries + 1, 11)) MINUTE,
  p.tries = LEAST(p.tries + 1, 60000)
WHERE f.row_no >= 4000000000 AND f.subject_id IS NULL
