-- Numbers that are out for all senders (and for one, where it is named), of which anything changed since. `forGood`: without pauses.
INSERT INTO export_numbers (phone_hmac, source, source_id, reason, first_at, last_at)
SELECT x.phone_hmac, x.source, x.source_id, x.reason, x.first_at, x.last_at
FROM (
  SELECT
    v.phone_hmac,
    v.source,
    v.source_id,
    v.reason,
    MIN(v.suppressed_at) OVER (PARTITION BY v.phone_hmac) AS first_at,
    MAX(v.changed_at) OVER (PARTITION BY v.phone_hmac) AS last_at,
    ROW_NUMBER() OVER (PARTITION BY v.phone_hmac ORDER BY v.suppressed_at, v.source, v.source_id) AS nth
  FROM suppressions_in_force v
  WHERE v.phone_hmac IS NOT NULL
    AND v.sender IN ('', :sender)
    AND (:forGood = 0 OR v.until_at IS NULL)
) x
WHERE x.nth = 1
  AND x.last_at >= :since
