-- Numbers that the staged contacts may mean and that stand under the key before.
SELECT DISTINCT m.old_hmac
FROM import_rows s
STRAIGHT_JOIN phone_moves m ON m.new_hmac = UNHEX(s.candidate_hmac)
WHERE s.candidate_hmac IS NOT NULL
