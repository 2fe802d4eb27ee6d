-- Persons a search for findings flagged as fatigued (1) or lapsed for another reason (3), with what their bin says.
-- Grain: person. Index: person_findings.PRIMARY, finding_bins.PRIMARY.
INSERT INTO cleaning_flags (person_id, flag, segment_id, as_of_s, dose30, delivered_recent, clicked_recent,
  delivered_earlier, clicked_earlier, silence, score)
SELECT p.person_id, p.flag, p.segment_id, :findingsAsOf, p.dose30, p.delivered_recent, p.clicked_recent,
  p.delivered_earlier, p.clicked_earlier, b.silence, COALESCE(IF(p.flag = 1, b.score, b.lapsed), 0)
FROM person_findings p
LEFT JOIN finding_bins b ON b.run_id = p.run_id
  AND {{bin-key}}
WHERE p.run_id = :run AND p.flag IN (1, 3)
