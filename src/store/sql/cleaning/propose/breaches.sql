-- Messages handed over after the person had opted out, in the 90 days before. Grain: one row.
-- Index: response_facts.PRIMARY, contacts_by_phone, messages_by_contact.
SELECT COUNT(DISTINCT y.person_id) AS contacts, COUNT(m.id) AS messages
FROM (
  SELECT x.person_id, x.out_s, COALESCE(c.id, h.id) AS contact_id
  FROM (
    SELECT k.person_id, MAX(IF(k.kind = 1, k.occurred_s, 0)) AS out_s
    FROM response_facts k
    WHERE k.kind IN (1, 2) AND k.occurred_s <= :asOf
    GROUP BY k.person_id
    HAVING MAX(IF(k.kind = 1, k.occurred_s, 0)) >= MAX(IF(k.kind = 2, k.occurred_s, 1))
  ) x
  JOIN contacts h ON h.id = x.person_id
  LEFT JOIN contacts c ON c.phone_hmac = h.phone_hmac
) y
JOIN messages m ON m.contact_id = y.contact_id
WHERE m.sent_at > FROM_UNIXTIME(y.out_s)
  AND m.sent_at > FROM_UNIXTIME(:asOf - 7776000)
  AND m.sent_at <= FROM_UNIXTIME(:asOf)
