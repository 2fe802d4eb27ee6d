-- Numbers that the staged contacts might mean until now and that stand under the key before.
SELECT DISTINCT m.old_hmac
FROM import_rows s
STRAIGHT_JOIN contacts k ON k.contact_id = s.contact_id
STRAIGHT_JOIN phone_verdicts v ON v.contact_id = k.id
STRAIGHT_JOIN phone_moves m ON m.old_hmac = v.candidate_hmac
