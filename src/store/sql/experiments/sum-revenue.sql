-- Sums of what each person is worth, and of its square, for variances; kinds and currencies are never added.
-- Exact: DECIMAL, millionths. Grain: arm, kind and currency.
SELECT x.variant_id, x.kind, x.currency,
  COUNT(*) AS contacts,
  SUM(x.value) AS sum_micro,
  SUM(x.value * x.value) AS sum_squares
FROM (
  SELECT c.variant_id, c.kind, c.currency, c.person_id, CAST(SUM(c.value_micro) AS DECIMAL(24, 0)) AS value
  FROM experiment_conversions c
  WHERE c.value_micro <> 0
  GROUP BY c.variant_id, c.kind, c.currency, c.person_id
) x
GROUP BY x.variant_id, x.kind, x.currency
ORDER BY x.variant_id, x.kind, x.currency
