UPDATE phone_verdicts
SET judged_by = :library, judged_at = UTC_TIMESTAMP(3)
WHERE contact_id > :after AND contact_id <= :last AND judged_by <> :library
