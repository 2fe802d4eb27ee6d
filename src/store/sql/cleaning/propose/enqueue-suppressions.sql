-- Persons who are suppressed since the last search, or not any more. Grain: person.
-- Index: suppressions_by_change, contacts_by_phone; ends by time are few.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), IF(a.is_watched IN (1, 2), 2, 1)
FROM (
  SELECT s.phone_hmac
  FROM suppressions s
  WHERE s.changed_at >= FROM_UNIXTIME(:changedSince) AND s.phone_hmac IS NOT NULL
  UNION
  SELECT s.phone_hmac
  FROM suppressions s
  WHERE s.until_at > FROM_UNIXTIME(:since) AND s.until_at <= FROM_UNIXTIME(:asOf) AND s.phone_hmac IS NOT NULL
) x
STRAIGHT_JOIN contacts c ON c.phone_hmac = x.phone_hmac
LEFT JOIN number_activity a ON a.person_id = IF(c.person_id = 0, c.id, c.person_id)
{{or-whole}}
