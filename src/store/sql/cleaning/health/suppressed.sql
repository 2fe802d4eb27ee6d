-- Grain: reason. Numbers, and contacts without one, that are not to be sent to now, by one sender or by any. Whoever
-- was erased stays out by the hash of the number; the rows of its contacts say the same again.
SELECT reason,
  COUNT(DISTINCT phone_hmac)
    + COUNT(DISTINCT CASE WHEN phone_hmac IS NULL AND reason <> 'erased' THEN contact_number END) AS numbers
FROM suppressions_in_force
GROUP BY reason
ORDER BY numbers DESC, reason
