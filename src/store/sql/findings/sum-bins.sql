-- Contacts that look alike to the mixture, of a range of persons. Grain: bin.
SELECT {{bin}}, COUNT(*) AS contacts
FROM person_findings p
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
  AND {{in-bin}}
GROUP BY segment_id, band, clicked_recent_bin, clicked_earlier_bin, recent_step, earlier_step
