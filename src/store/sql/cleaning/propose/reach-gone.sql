-- Of those, nothing is sent to any more: opted out, or suppressed for every sender. Grain: segment, 0 = none.
SELECT COALESCE(c.segment_id, 0) AS segment_id, COUNT(*) AS contacts
FROM (
  SELECT o.id
  FROM (
    SELECT k.person_id
    FROM response_facts k
    WHERE k.kind IN (1, 2) AND k.occurred_s <= :asOf
    GROUP BY k.person_id
    HAVING MAX(IF(k.kind = 1, k.occurred_s, 0)) >= MAX(IF(k.kind = 2, k.occurred_s, 1))
  ) x
  JOIN contacts h ON h.id = x.person_id
  JOIN contacts o ON o.phone_hmac = h.phone_hmac
  UNION
  SELECT n.id
  FROM suppressions s
  JOIN contacts n ON n.phone_hmac = s.phone_hmac
  WHERE s.lifted_at IS NULL AND s.sender = '' AND (s.until_at IS NULL OR s.until_at > FROM_UNIXTIME(:asOf))
) gone
JOIN contacts c ON c.id = gone.id
GROUP BY COALESCE(c.segment_id, 0)
