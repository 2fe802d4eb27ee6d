-- What they share with others is found afterwards.
INSERT INTO phone_verdicts (contact_id, verdict, rule, raw_masked, raw_enc, candidate_hmac, candidate_enc,
  candidate_masked, judged_by, judged_at)
SELECT * FROM (
  SELECT k.id, s.verdict, s.rule, s.raw_masked, UNHEX(s.raw_enc) AS raw_enc, UNHEX(s.candidate_hmac) AS candidate_hmac,
    UNHEX(s.candidate_enc) AS candidate_enc, s.candidate_masked, s.judged_by,
    UTC_TIMESTAMP(3) AS judged_at
  FROM import_found f
  JOIN import_rows s ON s.row_no = f.row_no
  JOIN contacts k ON k.contact_id = s.contact_id
  WHERE s.verdict IS NOT NULL
) x
ON DUPLICATE KEY UPDATE
  verdict = x.verdict,
  rule = x.rule,
  raw_masked = x.raw_masked,
  raw_enc = x.raw_enc,
  candidate_hmac = x.candidate_hmac,
  candidate_enc = x.candidate_enc,
  candidate_masked = x.candidate_masked,
  judged_by = x.judged_by,
  judged_at = x.judged_at
