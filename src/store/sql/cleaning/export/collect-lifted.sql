-- Numbers that were out and may be sent to again since: undone, lifted, over, or opted in anew; nothing else holds them.
INSERT INTO export_numbers (phone_hmac, source, source_id, reason, first_at, last_at)
SELECT x.phone_hmac, x.source, x.source_id, x.reason, x.first_at, x.last_at
FROM (
  SELECT
    y.phone_hmac,
    y.source,
    y.source_id,
    y.reason,
    MIN(y.suppressed_at) OVER (PARTITION BY y.phone_hmac) AS first_at,
    MAX(y.ended_at) OVER (PARTITION BY y.phone_hmac) AS last_at,
    ROW_NUMBER() OVER (PARTITION BY y.phone_hmac ORDER BY y.suppressed_at, y.source, y.source_id) AS nth
  FROM (
    SELECT s.phone_hmac, s.source, s.source_id, s.reason, s.suppressed_at, s.lifted_at AS ended_at
    FROM suppressions s
    WHERE s.lifted_at >= :since AND s.sender IN ('', :sender)
    UNION ALL
    SELECT s.phone_hmac, s.source, s.source_id, s.reason, s.suppressed_at, s.until_at
    FROM suppressions s
    JOIN apply_batches b ON b.id = s.batch_id AND b.state = 'done'
    WHERE s.until_at >= :since AND s.until_at <= UTC_TIMESTAMP(3) AND s.sender IN ('', :sender)
    UNION ALL
    SELECT c.phone_hmac, 'opt_out', o.id, 'opted_out', o.occurred_at, i.received_at
    FROM opt_outs i
    JOIN contacts ic ON ic.id = i.contact_id
    JOIN contacts c ON c.phone_hmac = ic.phone_hmac
    JOIN opt_outs o ON o.contact_id = c.id AND o.event = 'opt_out' AND o.occurred_at < i.occurred_at
    WHERE i.event = 'opt_in' AND i.received_at >= :since
  ) y
  WHERE y.phone_hmac IS NOT NULL
) x
LEFT JOIN (
  SELECT DISTINCT v.phone_hmac
  FROM suppressions_in_force v
  WHERE v.sender IN ('', :sender)
) f ON f.phone_hmac = x.phone_hmac
WHERE x.nth = 1
  AND f.phone_hmac IS NULL
