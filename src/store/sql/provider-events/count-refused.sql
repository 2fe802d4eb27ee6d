-- Events that hooks could not read in 30 days, and how many different ones of them are kept. Grain: hook.
SELECT c.hook, SUM(c.refused) AS refused, COALESCE(MAX(k.kept), 0) AS kept
FROM hook_refusals c
LEFT JOIN (SELECT r.hook, COUNT(*) AS kept FROM refused_events r GROUP BY r.hook) k ON k.hook = c.hook
WHERE c.day >= UTC_DATE() - INTERVAL 30 DAY
GROUP BY c.hook
ORDER BY refused DESC, c.hook
