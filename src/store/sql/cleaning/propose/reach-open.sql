-- Open proposals that take a contact out. Grain: segment. Index: recommendations_by_state.
SELECT r.segment_id, COALESCE(MAX(s.name), '') AS name, COUNT(DISTINCT r.contact_id) AS contacts
FROM recommendations r
LEFT JOIN segments s ON s.id = r.segment_id
WHERE r.state IN ('proposed', 'approved', 'snoozed')
  AND r.action IN ({{takes-out}})
GROUP BY r.segment_id
