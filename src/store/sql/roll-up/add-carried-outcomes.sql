-- Combinations of carrier, code, status and class that were never seen, of the receipts of fold-carried. Grain:
-- combination. Index: those of carried-receipts, outcomes_by_all.
INSERT INTO outcomes (carrier, code, status, failure_class)
SELECT x.carrier, x.code, x.status, x.failure_class
FROM (
  SELECT DISTINCT COALESCE(r.carrier, '') AS carrier,
    COALESCE(r.raw_code, '') AS code,
    CASE
      WHEN r.status >= 30 THEN r.status
      WHEN o.sent_s + :noReceiptAfter <= :now THEN 30
      ELSE r.status
    END AS status,
    CASE
      WHEN r.status = 50 THEN 0
      WHEN r.status = 45 THEN 22
      WHEN r.status > 40 THEN IF(r.failure_class = 0, 23, r.failure_class)
      WHEN r.status = 30 THEN r.failure_class
      WHEN o.sent_s + :noReceiptAfter <= :now THEN 21
      ELSE 0
    END AS failure_class
  {{include roll-up/carried-receipts}}
  WHERE r.id BETWEEN :from AND :to
    AND (t.why & 12) = 0
    AND (t.receipt_id = r.id OR (t.why & 32) <> 0)
    AND o.clicks = 0
    AND b.id IS NULL
) x
LEFT JOIN outcomes u ON u.carrier = x.carrier
  AND u.code = x.code
  AND u.status = x.status
  AND u.failure_class = x.failure_class
WHERE u.id IS NULL
