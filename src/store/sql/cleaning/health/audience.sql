-- Grain: one row. Reachable: has a number that can be read, and nothing forbids every sender to use it.
SELECT a.contacts, a.joined, a.readable - s.suppressed AS reachable, o.opted_out
FROM (
  SELECT COUNT(*) AS contacts, SUM(created_at >= :from AND created_at < :to) AS joined, COUNT(phone_hmac) AS readable
  FROM contacts
) a
CROSS JOIN (
  SELECT COUNT(DISTINCT contact_number) AS suppressed
  FROM suppressed_contacts
  WHERE sender = '' AND phone_hmac IS NOT NULL
) s
CROSS JOIN (
  SELECT COUNT(DISTINCT contact_id) AS opted_out
  FROM opt_outs
  WHERE event = 'opt_out' AND occurred_at >= :from AND occurred_at < :to
) o
