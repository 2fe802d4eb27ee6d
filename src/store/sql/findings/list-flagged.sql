-- Flagged persons of a run by ascending number, with what their bin says; the contact is the person's lowest row.
-- Index: person_findings.PRIMARY, finding_bins.PRIMARY, contacts.PRIMARY.
SELECT p.person_id, c.contact_id, g.segment_id, p.flag, b.score, b.lapsed, b.silence, p.dose7, p.dose30, p.dose90,
  p.delivered_recent, p.clicked_recent, p.delivered_earlier, p.clicked_earlier, p.expected_recent_nano,
  p.expected_earlier_nano, p.last_delivered_s, p.last_click_s, p.last_order_s
FROM person_findings p
STRAIGHT_JOIN contacts c ON c.id = p.person_id
LEFT JOIN segments g ON g.id = p.segment_id
LEFT JOIN finding_bins b ON b.run_id = p.run_id
  AND {{bin-key}}
WHERE p.run_id = :run
  AND p.person_id > :after
  AND p.flag <> 0
ORDER BY p.person_id
LIMIT 5000
