-- The contacts behind it, promotional campaigns only, the latest first. Grain: one row a contact.
SELECT
  x.contact_id,
  x.phone_hmac,
  x.reason,
  x.suppressed_at,
  x.messages,
  x.last_sent_at,
  c.phone_enc AS phone_enc
FROM (
  SELECT
    v.contact_number,
    v.contact_id,
    v.phone_hmac,
    MIN(v.reason) AS reason,
    MIN(v.suppressed_at) AS suppressed_at,
    COUNT(DISTINCT m.id) AS messages,
    MAX(m.sent_at) AS last_sent_at
  FROM suppressed_contacts v
  STRAIGHT_JOIN messages m ON m.contact_id = v.contact_number AND m.sent_at > v.suppressed_at
  JOIN campaigns g ON g.id = m.campaign_id
  WHERE v.sender = ''
    AND m.sent_at >= :since
    AND g.kind = 'promotional'
  GROUP BY v.contact_number, v.contact_id, v.phone_hmac
) x
JOIN contacts c ON c.id = x.contact_number
ORDER BY x.last_sent_at DESC, x.contact_id
LIMIT :size
