-- Grain: reason. Numbers, and contacts without one, that are not to be sent to now, by one sender or by any.
SELECT reason,
  COUNT(DISTINCT phone_hmac) + COUNT(DISTINCT CASE WHEN phone_hmac IS NULL THEN contact_number END) AS numbers
FROM suppressions_in_force
GROUP BY reason
ORDER BY numbers DESC, reason
