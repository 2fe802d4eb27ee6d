-- Numbers that have a hash anywhere, each once.
SELECT COUNT(*) AS numbers
FROM (
  SELECT phone_hmac AS hash FROM contacts WHERE phone_hmac IS NOT NULL
  UNION
  SELECT candidate_hmac FROM phone_verdicts WHERE candidate_hmac IS NOT NULL
  UNION
  SELECT phone_hmac FROM recommendations WHERE phone_hmac IS NOT NULL
  UNION
  SELECT phone_hmac FROM suppressions WHERE phone_hmac IS NOT NULL
  UNION
  SELECT phone_hmac FROM parked_events WHERE phone_hmac IS NOT NULL
) x
