-- Persons of a range take the flag of their bin. Index: finding_bins.PRIMARY.
UPDATE person_findings p
JOIN finding_bins b ON b.run_id = p.run_id
  AND {{bin-key}}
SET p.flag = b.flag
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
  AND {{in-bin}}
  AND b.flag <> 0
