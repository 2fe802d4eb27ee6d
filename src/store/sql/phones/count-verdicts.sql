-- Grain: verdict and rule. A duplicate may have another verdict besides.
SELECT v.verdict, v.rule, COUNT(*) AS contacts, SUM(v.duplicate_of IS NOT NULL) AS duplicates,
  SUM(v.judged_by <> :library) AS outdated
FROM phone_verdicts v
GROUP BY v.verdict, v.rule
ORDER BY contacts DESC, v.verdict, v.rule
