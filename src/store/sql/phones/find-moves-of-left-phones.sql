-- Numbers that the staged contacts have until now and that stand under the key before.
SELECT DISTINCT m.old_hmac
FROM import_rows s
STRAIGHT_JOIN contacts k ON k.contact_id = s.contact_id
STRAIGHT_JOIN phone_moves m ON m.old_hmac = k.phone_hmac
