-- Numbers the library calls invalid: how many were tried, how many reached. Grain: country.
SELECT COALESCE(c.country, '') AS country, COUNT(*) AS tried, SUM(a.delivered > 0) AS reached
FROM phone_verdicts v
STRAIGHT_JOIN contacts c ON c.id = v.contact_id
STRAIGHT_JOIN number_activity a ON a.person_id = IF(c.person_id = 0, c.id, c.person_id)
WHERE v.verdict = 'invalid_pattern' AND a.attempts > 0
GROUP BY COALESCE(c.country, '')
