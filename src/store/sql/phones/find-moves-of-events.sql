-- Numbers of the staged events that stand under the key before.
SELECT DISTINCT m.old_hmac
FROM import_rows s
STRAIGHT_JOIN phone_moves m ON m.new_hmac = UNHEX(s.phone_hmac)
WHERE s.phone_hmac IS NOT NULL
